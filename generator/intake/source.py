"""The source: the campaign's `data`, `consent` and `objections` in, customers out, one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType, TracebackType

from generator.intake import consents as agreed
from generator.intake import objections as objected
from generator.intake.assembly import Whole, assemble
from generator.intake.levels import Level, Opener
from generator.intake.mapper import Fault, Node
from generator.intake.record import BadRow, CustomerRecord
from generator.intake.shape import Shape
from generator.intake.spec import ChildSpec, ConsentSpec, DataSpec, ObjectionSpec
from generator.intake.spool import Spool
from generator.intake.values import CellError

_BATCH_ROWS = 200
_CONSENTS, _OBJECTIONS = "\0consents", "\0objections"
"""Names these among a customer's children while they are put together; no field can be called so."""


def open_source(
    data: DataSpec, consent: ConsentSpec | None, root: Path, objections: ObjectionSpec | None = None
) -> Source:
    """Open everything that the sections name, relative to the folder `root`.

    Raises SourceError when a file, database, column, key or id isn't there. Close the Source at the end, or use `with`.
    """
    opener = Opener(root)
    try:
        return Source(opener, data, consent, objections)
    except BaseException:
        opener.close()
        raise


class Source:
    """Customers with their children, consents and objections. A context manager; rows may be read again, but once at a
    time."""

    def __init__(
        self, opener: Opener, data: DataSpec, consent: ConsentSpec | None, objections: ObjectionSpec | None
    ) -> None:
        self._opener = opener
        self._top = opener.open(data, "customers", "data")
        self._children: Mapping[str, Level] = self._top.children
        below = dict(self._top.children)
        self._consents: agreed.FromFields | agreed.FromChildren | None = None
        if consent is not None and (children := agreed.as_children(consent)) is not None:
            below[_CONSENTS] = opener.open(children, "consents", "consent", self._top)
            self._consents = agreed.FromChildren(consent)
        elif consent is not None:
            self._consents = agreed.FromFields(consent, self._top.shape)
        self._objections: objected.FromFields | objected.FromChildren | None = None
        if objections is not None and (children := objected.as_children(objections)) is not None:
            below[_OBJECTIONS] = opener.open(children, "objections", "objections", self._top)
            self._objections = objected.FromChildren(objections)
        elif objections is not None:
            self._objections = objected.FromFields(objections, self._top.shape)
        self._children = MappingProxyType(below)
        self._spool: Spool | None = None

    @property
    def shape(self) -> Shape:
        """The names of all fields and children, without reading the rows."""
        return self._top.shape

    def rows(self) -> Iterator[CustomerRecord | BadRow]:
        """Every customer in the order of the source, then the rows that belong to none.

        A row that can't be read comes out as BadRow, in its place. Memory stays flat: 200 customers with all their
        children are held at once. Raises SourceError when a database fails on the way, OutputError when the temporary
        disk is full.
        """
        spool = self._filled()
        spool.forget(level.number for level in self._levels() if not level.spooled)
        assert self._top.table is not None
        rows = map(self._top.mapper.read, self._top.table.rows())
        while batch := list(islice(rows, _BATCH_ROWS)):
            yield from self._records(spool.claim(self._top.number, batch), spool)
        yield from self._orphans(spool)

    def count_hint(self) -> int | None:
        """About how many customers there are, where that is cheap to tell."""
        return self._top.table.count_hint() if self._top.table is not None else None

    def close(self) -> None:
        """Delete what was kept on disk and close every database."""
        if self._spool is not None:
            self._spool.close()
        self._opener.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _filled(self) -> Spool:
        """The spool with the rows of every file of children, read once."""
        if self._spool is not None:
            return self._spool
        spool = Spool()
        try:
            for _, level in self._pairs():
                if level.spooled and level.table is not None:
                    rows = map(level.mapper.read, level.table.rows())
                    spool.fill(level.number, rows, ids=level.spec.id is not None)
            spool.index()
        except BaseException:
            spool.close()
            raise
        self._spool = spool
        return spool

    def _records(self, batch: Iterable[Node | Fault], spool: Spool) -> Iterator[CustomerRecord | BadRow]:
        rows = list(batch)
        wholes = iter(assemble([row for row in rows if isinstance(row, Node)], self._children, spool))
        for row in rows:
            whole = next(wholes) if isinstance(row, Node) else row
            yield _bad(whole) if isinstance(whole, Fault) else self._record(whole)

    def _record(self, whole: Whole) -> CustomerRecord | BadRow:
        node = whole.node
        children = dict(whole.children)
        consents, objections = children.pop(_CONSENTS, ()), children.pop(_OBJECTIONS, ())
        values = MappingProxyType({**node.values, **children})
        try:
            given = self._consents.read(values, consents) if self._consents else ()
            against = self._objections.read(values, objections) if self._objections else ()
        except CellError as fault:
            return BadRow(node.place, f"{fault}.", "Correct the row.", node.id)
        return CustomerRecord(node.id or "", values, given, node.place, against)

    def _orphans(self, spool: Spool) -> Iterator[BadRow]:
        for above, level in self._pairs():
            ignored = isinstance(level.spec, ChildSpec) and level.spec.orphans == "ignore"
            for row in spool.orphans(level.number, above.number):
                if isinstance(row, Fault):
                    if row.key is None or not ignored:
                        yield BadRow(row.place, row.cause, row.remedy)
                elif not ignored:
                    cause = f"it belongs to none of the {above.name}."
                    yield BadRow(row.place, cause, "Correct its key, or set 'orphans: ignore'.")

    def _pairs(self) -> Iterator[tuple[Level, Level]]:
        for child in self._children.values():
            yield self._top, child
            yield from child.below()

    def _levels(self) -> Iterator[Level]:
        yield self._top
        yield from (level for _, level in self._pairs())


def _bad(fault: Fault) -> BadRow:
    return BadRow(fault.place, fault.cause, fault.remedy, fault.id)
