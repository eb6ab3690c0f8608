"""Conditions and fact expressions: a small, sandboxed Jinja expression language.

Text in, a compiled Expression out. Names that are missing are undefined: `x is defined` asks, anything else done with
an undefined name makes the whole expression undefined (a missing fact), never an empty text. No clock, no randomness.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

from generator.sandbox import Sandbox

_LONGEST = 4_000
"""Characters of one expression."""

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


class ExpressionFault(ValueError):  # noqa: N818 — a verdict on what was written, raised on as an error with a place
    """An expression that can't be parsed, or that failed on values that were all there."""


@dataclass(frozen=True)
class Expression:
    """A compiled expression. `names` are the root names that it reads; `paths` the dotted paths.

    A path holds only attribute names: `invoices[-1].total` reads ("invoices", "total"). A part "*" stands for a name
    that is only known when the expression runs.
    """

    text: str
    names: frozenset[str]
    paths: frozenset[tuple[str, ...]]
    run: Callable[[Mapping[str, Any]], Any] = field(repr=False, compare=False)

    def value(self, values: Mapping[str, Any]) -> Any:
        """The value, or MISSING when a name that it needs is undefined."""
        try:
            result = self.run(values)
        except UndefinedError:
            return MISSING
        except (SecurityError, TemplateError, ArithmeticError, TypeError, ValueError, LookupError) as caught:
            # The message is ours: a library's could quote a value.
            raise ExpressionFault(f"it failed with {type(caught).__name__}") from None
        return MISSING if result is None or isinstance(result, StrictUndefined) else result

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether the condition is true; false when a name that it needs is undefined."""
        return bool(self.value(values))


class _Sandbox(Sandbox):
    """A mapping is a record here: its fields, and nothing else of it, so that a field may be called `items`."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A record's field, undefined when it has none; of other values what the sandbox allows."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj={}, name=attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same with square brackets."""
        if isinstance(obj, Mapping):
            return obj[argument] if argument in obj else self.undefined(obj={}, name=str(argument))
        return super().getitem(obj, argument)


class Language:
    """Expressions with extra filters and functions, by name.

    `columns` tells which arguments of a filter name attributes of the records that it is given: a slice of its
    positional arguments. Arguments before the slice are lists of records too.
    """

    def __init__(
        self,
        filters: Mapping[str, Callable[..., Any]] | None = None,
        functions: Mapping[str, Callable[..., Any]] | None = None,
        columns: Mapping[str, slice] | None = None,
    ) -> None:
        self._env = _Sandbox(undefined=StrictUndefined)
        builtin = self._env.filters
        self._env.filters = {name: builtin[name] for name in _KEPT_FILTERS} | dict(filters or {})
        self._env.globals.clear()
        self._env.globals.update(functions or {})
        self._functions = frozenset(functions or ())
        self._columns = {**_BUILTIN_COLUMNS, **(columns or {})}

    def compile(self, text: str) -> Expression:
        """Raises ExpressionFault with the parser's reason."""
        if len(text) > _LONGEST:
            raise ExpressionFault(f"it is longer than {_LONGEST:,} characters")
        try:
            tree = self._env.parse("{{ (" + text + ") }}")
            compiled = self._env.compile_expression(text, undefined_to_none=False)
        except TemplateSyntaxError as caught:
            raise ExpressionFault((caught.message or "it can't be parsed").rstrip(".")) from None
        except TemplateError as caught:
            raise ExpressionFault(str(caught).rstrip(".")) from None
        except (RecursionError, MemoryError, SyntaxError):
            # Python's own parser has such words for what Jinja made of it.
            raise ExpressionFault("it is nested too deep") from None
        paths = {path for path in _Reader(self._columns).read(tree) if path[0] not in self._functions}
        run = _runner(compiled._template, dict(self._env.globals))
        return Expression(text, frozenset(path[0] for path in paths), frozenset(paths), run)


def _runner(template: Template, functions: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Any]:
    """What Jinja's own expressions do when they are called, with plain dictionaries for its chains of them: a third of
    the time, and expressions are what every fact and every condition of every recipient is asked by."""
    write, context_class = template.root_render_func, template.environment.context_class

    def run(values: Mapping[str, Any]) -> Any:
        context = context_class(template.environment, {**functions, **values}, template.name, template.blocks)
        for _ in write(context):
            pass
        return context.vars["result"]

    return run


Path = tuple[str, ...]
_BUILTIN_COLUMNS: Mapping[str, slice] = {
    "selectattr": slice(0, 1),
    "rejectattr": slice(0, 1),
    "sum": slice(0, 1),
    "min": slice(1, 2),
    "max": slice(1, 2),
    "unique": slice(1, 2),
    "sort": slice(2, 3),
}


class _Reader:
    """Collects every path that an expression reads, attribute names in filter arguments included."""

    def __init__(self, columns: Mapping[str, slice]) -> None:
        self._columns = columns
        self._found: set[Path] = set()

    def read(self, tree: nodes.Node) -> set[Path]:
        self._bases(tree)
        return self._found

    def _bases(self, node: nodes.Node) -> set[Path]:
        """The paths that the value of `node` may stand at."""
        if isinstance(node, nodes.Name):
            return self._note({(node.name,)} if node.ctx == "load" else set())
        if isinstance(node, nodes.Getattr):
            return self._note({(*base, node.attr) for base in self._bases(node.node)})
        if isinstance(node, nodes.Getitem):
            return self._item(node)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filter(node, node.node)
        if isinstance(node, nodes.CondExpr):
            self._bases(node.test)
            return self._bases(node.expr1) | (self._bases(node.expr2) if node.expr2 is not None else set())
        below = [self._bases(child) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.Compare | nodes.Test | nodes.Not | nodes.Concat):
            return set()
        return set().union(*below)

    def _item(self, node: nodes.Getitem) -> set[Path]:
        bases = self._bases(node.node)
        self._bases(node.arg)
        index = node.arg.node if isinstance(node.arg, nodes.Neg) else node.arg
        if isinstance(index, nodes.Slice) or (isinstance(index, nodes.Const) and isinstance(index.value, int)):
            return bases
        name = index.value if isinstance(index, nodes.Const) and isinstance(index.value, str) else "*"
        return self._note({(*base, name) for base in bases})

    def _filter(self, node: nodes.Filter, subject: nodes.Expr) -> set[Path]:
        bases = self._bases(subject)
        columns = self._named_columns(node)
        given = [self._bases(argument) for argument in node.args]
        given += [self._bases(pair.value) for pair in node.kwargs]
        records = bases.union(*given[: columns.start or 0])
        named: list[nodes.Node] = [pair.value for pair in node.kwargs if pair.key == "attribute"]
        for argument in [*node.args[columns], *named]:
            for base in records:
                self._note({(*base, *column) for column in _columns_of(argument)})
        if node.name == "map":
            return {
                (*base, *column) for base in bases for argument in named for column in _columns_of(argument)
            } or bases
        if node.name == "default":
            return bases.union(*given)
        return bases

    def _named_columns(self, node: nodes.Filter) -> slice:
        """Where attribute names stand among the arguments; `map('sum', 'amount')` has those of sum, one later."""
        first = node.args[0] if node.args else None
        if node.name == "map" and isinstance(first, nodes.Const) and first.value in self._columns:
            inner = self._columns[first.value]
            return slice((inner.start or 0) + 1, None if inner.stop is None else inner.stop + 1)
        return self._columns.get(node.name, slice(0, 0))

    def _note(self, paths: set[Path]) -> set[Path]:
        self._found |= paths
        return paths


def _columns_of(argument: nodes.Node) -> list[Path]:
    """An argument that names attributes in ("a.b" or "a,b"), their paths out."""
    if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
        return [
            tuple(part for part in name.strip().split(".") if not part.isdigit()) for name in argument.value.split(",")
        ]
    return [] if isinstance(argument, nodes.Const) else [("*",)]
