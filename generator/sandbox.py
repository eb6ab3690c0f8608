"""The sandbox that everything people write for Jinja runs in: conditions, facts, pages, documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.sandbox import ImmutableSandboxedEnvironment

_LONGEST_PRODUCT = 10_000
"""Characters or items that a multiplication may come to."""

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)

_LARGEST_POWER = 64
"""The exponent, and the digits of the base: enough for interest, short of what would stop the machine."""

_MOST_VERDICTS = 4096
_METHODS = (MethodType, BuiltinMethodType)


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which keeps Python's internals out of reach, with bounded products and powers.

    `'a' * 10 ** 10` fails instead of filling the memory.
    """

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._verdicts: dict[tuple[type, str], bool] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Jinja's own, without asking again for what is known to be safe and is no method: pages ask often."""
        if self._verdicts.get((type(obj), attribute)):
            try:
                value = getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
            # A method may be that of a text's format, which has to be watched.
            if type(value) not in _METHODS:
                return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's verdict, remembered: it follows from the type and the name."""
        asked = type(obj), attr
        known = self._verdicts.get(asked)
        if known is None:
            if len(self._verdicts) >= _MOST_VERDICTS:
                self._verdicts.clear()
            known = self._verdicts[asked] = super().is_safe_attribute(obj, attr, value)
        return known

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Raises OverflowError for what would be too large."""
        if operator == "*":
            for one, other in ((left, right), (right, left)):
                if (
                    isinstance(one, str | list | tuple)
                    and isinstance(other, int)
                    and len(one) * other > _LONGEST_PRODUCT
                ):
                    raise OverflowError
        elif not all(isinstance(each, int | float | Decimal) for each in (left, right)):
            raise TypeError
        elif abs(right) > _LARGEST_POWER or abs(left) > 10**_LARGEST_POWER:
            raise OverflowError
        return super().call_binop(context, operator, left, right)


class FlatSandbox(Sandbox):
    """A sandbox for pages: the indentation of its templates is for who writes them, and isn't sent to every reader.

    Only the templates' own text loses it, when it is compiled: values stay as they are, and lines keep their numbers.
    """

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """A template's text in, the same without white space at the beginning of lines out."""
        return _INDENTATION.sub("", super().preprocess(source, name, filename))


class Shelves(BaseLoader):
    """Templates from several folders, and from some of them under a prefix: "blocks/amount/block.html.j2".

    `folders`: prefix ("" for none) → where to look, first come first served. A folder of the prefix "" also serves a
    name that has one, so that what it holds there wins. No name leads out of the folders.
    """

    def __init__(self, folders: Mapping[str, Sequence[Path]]) -> None:
        self._plain = FileSystemLoader(list(folders.get("", ())))
        self._prefixed = {prefix: FileSystemLoader(list(found)) for prefix, found in folders.items() if prefix}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """A template's name in; its text, its file and a way to see that it is unchanged out."""
        try:
            return self._plain.get_source(environment, template)
        except TemplateNotFound:
            prefix, _, name = template.rpartition("/")
            if prefix not in self._prefixed:
                raise
            try:
                return self._prefixed[prefix].get_source(environment, name)
            except TemplateNotFound:
                raise TemplateNotFound(template) from None


def templates(
    root: Path,
    *,
    shelves: Mapping[str, Sequence[Path]] | None = None,
    kind: type[Sandbox] = Sandbox,
    **more: Any,
) -> Sandbox:
    """The templates of a folder: escaped, strict about names, and with no globals but what they are given.

    `shelves`: more folders by prefix, where what `root` lacks is looked for. `kind`: the sandbox that they run in.
    """
    shelves = shelves or {}
    found = kind(
        loader=Shelves({**shelves, "": (root, *shelves.get("", ()))}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        **more,
    )
    found.globals.clear()
    return found
