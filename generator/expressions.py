"""Conditions and fact expressions: a small, sandboxed Jinja expression language.

Text in, a compiled Expression out. Names that are missing are undefined: `x is defined` asks, anything else done with an
undefined name makes the whole expression undefined (a missing fact), never an empty text. No clock and no randomness.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

_KEPT_FILTERS = (
    "abs",
    "default",
    "first",
    "float",
    "int",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sort",
    "sum",
    "title",
    "trim",
    "unique",
    "upper",
)


class _Missing:
    """The single value of an expression that came to nothing."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()


class ExpressionFault(ValueError):
    """An expression that can't be parsed, or that failed on values that were all there."""


@dataclass(frozen=True)
class Expression:
    """A compiled expression. `names` are the root names that it reads; `paths` the dotted paths, as far as they are fixed.

    A path holds only attribute names: `invoices[-1].total` reads ("invoices", "total").
    """

    text: str
    names: frozenset[str]
    paths: frozenset[tuple[str, ...]]
    run: Callable[..., Any] = field(repr=False, compare=False)

    def value(self, values: Mapping[str, Any]) -> Any:
        """The value, or MISSING when a name that it needs is undefined."""
        try:
            result = self.run(**values)
        except UndefinedError:
            return MISSING
        except (SecurityError, TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as caught:
            # The message is ours: a library's could quote a value.
            raise ExpressionFault(f"it failed with {type(caught).__name__}") from None
        return MISSING if result is None or isinstance(result, StrictUndefined) else result

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether the condition is true; false when a name that it needs is undefined."""
        return bool(self.value(values))


class Language:
    """Expressions with a given set of extra filters, by name."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        self._env = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
        builtin = self._env.filters
        self._env.filters = {name: builtin[name] for name in _KEPT_FILTERS} | dict(filters or {})
        self._env.globals.clear()

    def compile(self, text: str) -> Expression:
        """Raises ExpressionFault with the parser's reason."""
        try:
            tree = self._env.parse("{{ (" + text + ") }}")
            run = self._env.compile_expression(text, undefined_to_none=False)
        except TemplateSyntaxError as caught:
            raise ExpressionFault((caught.message or "it can't be parsed").rstrip(".")) from None
        except TemplateError as caught:
            raise ExpressionFault(str(caught).rstrip(".")) from None
        names = frozenset(node.name for node in tree.find_all(nodes.Name) if node.ctx == "load")
        return Expression(text, names, frozenset(_paths(tree)), run)


def _paths(tree: nodes.Node) -> set[tuple[str, ...]]:
    """Every dotted path that starts at a name; string arguments of a filter count as children of what it filters."""
    found: set[tuple[str, ...]] = set()

    def path(node: nodes.Node) -> tuple[str, ...] | None:
        if isinstance(node, nodes.Name):
            return (node.name,)
        if isinstance(node, nodes.Getattr):
            base = path(node.node)
            return None if base is None else (*base, node.attr)
        if isinstance(node, nodes.Getitem):
            base = path(node.node)
            if base is not None and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
                return (*base, node.arg.value)
            return base
        if isinstance(node, nodes.Filter) and node.node is not None:
            return path(node.node)
        return None

    def walk(node: nodes.Node) -> None:
        here = path(node)
        if here is not None:
            found.add(here)
        if isinstance(node, nodes.Filter) and node.node is not None:
            base = path(node.node)
            arguments = [*node.args, *(pair.value for pair in node.kwargs)]
            for argument in arguments:
                if base is not None and isinstance(argument, nodes.Const) and isinstance(argument.value, str):
                    found.add((*base, *argument.value.split(".")))
        for child in node.iter_child_nodes():
            walk(child)

    walk(tree)
    return found
