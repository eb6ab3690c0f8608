"""The sandbox that everything people write for Jinja runs in: conditions, facts, pages, documents."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

import markupsafe
from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

_LONGEST_PRODUCT = 10_000
"""Characters or items that a multiplication may come to."""

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)

_LARGEST_POWER = 64
"""The exponent, and the digits of the base: enough for interest, short of what would stop the machine."""

_MOST_VERDICTS = 1024
escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""A text in, HTML out: what `escape` makes a Markup of, where MarkupSafe has it by itself."""
_MARKS = ("unsafe_callable", "alters_data", "jinja_pass_arg")
"""Attributes by which something tells Jinja how it may be called."""
_METHODS = frozenset({MethodType, BuiltinMethodType})
_FORMATS = frozenset({"format", "format_map"})


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which keeps Python's internals out of reach, with bounded products and powers.

    `'a' * 10 ** 10` fails instead of filling the memory.
    """

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._verdicts: dict[type, dict[str, bool]] = {}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Jinja's own, without asking again for what is known to be safe: pages ask often."""
        known = self._verdicts.get(type(obj))
        if known is not None and known.get(attribute):
            try:
                value = getattr(obj, attribute)
            except AttributeError:
                return super().getattr(obj, attribute)
            # A method may be that of a text's format, which has to be watched.
            if type(value) not in _METHODS or value.__name__ not in _FORMATS:
                return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's verdict, remembered: it follows from the type and the name."""
        asked = self._verdicts.get(type(obj))
        if asked is None or len(asked) >= _MOST_VERDICTS:
            if len(self._verdicts) >= _MOST_VERDICTS:
                self._verdicts.clear()
            asked = self._verdicts[type(obj)] = {}
        known = asked.get(attr)
        if known is None:
            known = asked[attr] = super().is_safe_attribute(obj, attr, value)
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


def _has_no_marks(function: Any) -> bool:
    return type(function) is FunctionType and not function.__dict__


class _PageWriter(CodeGenerator):
    """Jinja's compiler; what is put out is escaped by the sandbox's own `written`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)


class FlatSandbox(Sandbox):
    """A sandbox for pages: the indentation of its templates is for who writes them, and isn't sent to every reader.

    Only the templates' own text loses it, when it is compiled: values stay as they are, and lines keep their numbers.
    What templates do a thousand times a page, escape and call, is done without Jinja's detours.
    """

    code_generator_class = _PageWriter

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plain: dict[type, bool] = {}

    @staticmethod
    def written(value: Any) -> str:
        """Anything in, HTML out, as Jinja puts it out: no new Markup of what is joined to a text at once."""
        kind = type(value)
        return escaped(value) if kind is str else value if kind is Markup else escape(value)

    def call(__self, __context: Context, __called: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Jinja's own, straight for macros and for what says nothing of how it wants to be called."""
        kind = type(__called)
        if kind is not Macro and not __self._is_plain(kind, __called):
            return super().call(__context, __called, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        try:
            if kind is Macro:
                return __called(__context.eval_ctx, *args, **kwargs)
            return __called(*args, **kwargs)
        except StopIteration:
            # It would end the template without a word.
            return __self.undefined("value was undefined because a callable raised a StopIteration exception")

    def _is_plain(self, kind: type, called: Any) -> bool:
        """Whether it has no attribute that could mark it as unsafe, or as one that wants the context."""
        if kind in (FunctionType, MethodType):
            return not called.__dict__ if kind is FunctionType else _has_no_marks(called.__func__)
        known = self._plain.get(kind)
        if known is None:
            known = not hasattr(called, "__dict__") and _has_no_marks(getattr(kind, "__call__", None))  # noqa: B004
            known = self._plain[kind] = known and not any(hasattr(kind, mark) for mark in _MARKS)
        return known

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
