"""The sandbox that everything people write for Jinja runs in: conditions, facts, pages, documents."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

_LONGEST_PRODUCT = 10_000
"""Characters or items that a multiplication may come to."""

_LARGEST_POWER = 64
"""The exponent, and the digits of the base: enough for interest, short of what would stop the machine."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which keeps Python's internals out of reach, with bounded products and powers.

    `'a' * 10 ** 10` fails instead of filling the memory.
    """

    intercepted_binops = frozenset({"*", "**"})

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


def templates(root: Path, **more: Any) -> Sandbox:
    """The templates of a folder: escaped, strict about names, and with no globals but what they are given."""
    found = Sandbox(
        loader=FileSystemLoader(root),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        **more,
    )
    found.globals.clear()
    return found
