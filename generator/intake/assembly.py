"""Assembly: a batch of rows in, the same rows with everything below them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, cast

from generator.intake.levels import Level
from generator.intake.mapper import Fault, Node
from generator.intake.record import Values
from generator.intake.spec import ChildSpec
from generator.intake.spool import Spool

if TYPE_CHECKING:
    # Loads SQLAlchemy, which few campaigns need.
    from generator.intake.query import Query

_KEYS_AT_ONCE = 500
Key = TypeVar("Key")
_NONE: Mapping[str, tuple[Values, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Whole:
    """A row with its children, ready to be handed on."""

    node: Node
    children: Mapping[str, tuple[Values, ...]] = field(repr=False)

    def values(self) -> Values:
        """Fields and children in one mapping."""
        return {**self.node.values, **self.children} if self.children else self.node.values


def assemble(nodes: Sequence[Node], children: Mapping[str, Level], spool: Spool) -> list[Whole | Fault]:
    """The children of each node found, in order; a node with a child that can't be used becomes a Fault itself."""
    wholes: list[Whole | Fault] = [Whole(node, _NONE) for node in nodes]
    for name, level in children.items():
        alive = [whole.node for whole in wholes if isinstance(whole, Whole)]
        groups = iter(_groups(name, level, alive, spool))
        wholes = [_with(whole, name, next(groups), level) if isinstance(whole, Whole) else whole for whole in wholes]
    return [
        _with_late(whole, children, spool) if isinstance(whole, Whole) and whole.node.nested else whole
        for whole in wholes
    ]


def _with_late(whole: Whole | Fault, children: Mapping[str, Level], spool: Spool) -> Whole | Fault:
    """The lists that the first rows of the source didn't have, and that are therefore no level."""
    late = [] if isinstance(whole, Fault) else [name for name in whole.node.nested if name not in children]
    for name in late:
        if isinstance(whole, Whole):
            rows = whole.node.nested[name]
            done = iter(assemble([row for row in rows if isinstance(row, Node)], {}, spool))
            whole = _with(whole, name, [next(done) if isinstance(row, Node) else row for row in rows], None)
    return whole


def _groups(name: str, level: Level, nodes: Sequence[Node], spool: Spool) -> Iterator[list[Whole | Fault]]:
    """For each node, its children at this level with theirs."""
    found = _find(name, level, nodes, spool)
    good = [row for rows in found for row in rows if isinstance(row, Node)]
    done = iter(assemble(good, level.children, spool))
    for rows in found:
        yield [next(done) if isinstance(row, Node) else row for row in rows]


def _find(name: str, level: Level, nodes: Sequence[Node], spool: Spool) -> list[list[Node | Fault]]:
    if level.queried:
        found = _by_key(_ask(level, cast("Query", level.table), nodes), level, nodes, spool)
    elif level.table is not None:
        ids = [node.id for node in nodes if node.id is not None]
        return _by_key(
            (row for keys in _chunks(ids) for row in spool.children(level.number, keys)), level, nodes, spool
        )
    else:
        found = [list(node.nested.get(name, ())) for node in nodes]
    if level.spec.id is None:
        return found
    claimed = iter(spool.claim(level.number, [row for rows in found for row in rows]))
    return [[next(claimed) for _ in rows] for rows in found]


def _ask(level: Level, query: Query, nodes: Sequence[Node]) -> Iterator[Node | Fault]:
    for keys in _chunks([node.bind for node in nodes]):
        yield from map(level.mapper.read, query.rows_of(keys))


def _by_key(
    rows: Iterable[Node | Fault], level: Level, nodes: Sequence[Node], spool: Spool
) -> list[list[Node | Fault]]:
    """Rows sorted to their parents. A row that a database sent for an id which it doesn't quite hold is an orphan."""
    groups: dict[str | None, list[Node | Fault]] = {node.id: [] for node in nodes}
    strays: list[Node | Fault] = []
    for row in rows:
        (strays if row.key is None else groups.get(row.key, strays)).append(row)
    spool.fill(level.number, strays, ids=False)
    return [groups[node.id] for node in nodes]


def _with(whole: Whole, name: str, rows: Sequence[Whole | Fault], level: Level | None) -> Whole | Fault:
    node = whole.node
    for row in rows:
        if isinstance(row, Fault):
            return Fault(
                node.place, f"its row in {row.place} can't be used: {row.cause}", row.remedy, node.id, node.key
            )
    good = [row for row in rows if isinstance(row, Whole)]
    order = level.spec.order if level is not None and isinstance(level.spec, ChildSpec) else None
    if order is not None:
        try:
            good = _sorted(good, order)
        except TypeError:
            cause = f"the '{order}' of its {name} can't be sorted: they are of several kinds."
            return Fault(node.place, cause, f"Declare a type for '{order}'.", node.id, node.key)
    return Whole(node, {**whole.children, name: tuple(row.values() for row in good)})


def _sorted(rows: list[Whole], order: str) -> list[Whole]:
    """Smallest first, those without a value last, equal ones as they came."""
    given = [row for row in rows if row.node.values.get(order) is not None]
    absent = [row for row in rows if row.node.values.get(order) is None]
    return sorted(given, key=lambda row: cast(str, row.node.values[order])) + absent


def _chunks(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        yield keys[start : start + _KEYS_AT_ONCE]
