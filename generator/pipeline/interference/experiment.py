"""A campaign in, everything that a denied value changes in what is made of it out."""

from __future__ import annotations

import contextlib
import io
import logging
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.audience.recipient import Recipient
from generator.campaign import Campaign
from generator.errors import RowError
from generator.intake.record import CustomerRecord
from generator.model.outcome import Skipped
from generator.pipeline.batch import render
from generator.pipeline.interference.derived import derived_faults
from generator.pipeline.interference.noise import Change, FieldPath, absent, randomised
from generator.pipeline.interference.person import Person, person_of, told_of
from generator.pipeline.interference.roles import declared
from generator.pipeline.interference.snapshot import differences, snapshot
from generator.pipeline.options import Options, Unwatched
from generator.pipeline.preparation import Preparation
from generator.publish.tokens import token_of

TOLD = 30
"""Recipients that are told, which takes a moment each; fewer are rendered."""
_PROBED = 6
"""Of so many the suggestions are tried out, a second or two each."""
_HEIGHT_PX, _FPS = 180, 10
_BUDGET_S = 300.0

Make = Callable[[], Change]
_TOLD_AS: Mapping[str, Make] = {
    "short values": lambda: randomised(1, 3),
    "longer values": lambda: randomised(2, 40),
    "very long values": lambda: randomised(3, 3000),
    "no values": lambda: absent,
}
_RENDERED_AS = ("longer values", "no values")


@dataclass(frozen=True, slots=True)
class Interference:
    """`artifact` is another one when `field` has other values (`how`: short, longer, none). `recipients`: of how many.

    `field` is "" when no single one could be made out.
    """

    field: str
    artifact: str
    how: str
    recipients: int = 1


@dataclass(slots=True)
class Findings:
    """`told`, `rendered`: recipients. `varied`: fields whose values were changed. `declared`: field → what names it.

    `derived`: what suggestions give away, as (field, how). `unstable`: what differs from run to run by itself.
    `complete`: whether there was time for everything.
    """

    told: int = 0
    rendered: int = 0
    varied: tuple[str, ...] = ()
    declared: Mapping[str, str] = field(default_factory=dict)
    interferences: list[Interference] = field(default_factory=list)
    derived: list[tuple[str, str]] = field(default_factory=list)
    unstable: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    complete: bool = True

    @property
    def clean(self) -> bool:
        """Whether nothing denied changes anything, and everything could be tried."""
        return self.complete and not (self.interferences or self.derived or self.unstable or self.failed)


def try_out(campaign: Campaign, sample: int, budget_s: float = _BUDGET_S) -> Findings:
    """A campaign and how many recipients to render in, Findings out. Films are made small: their words are the same.

    Raises InputError. Everything is made in a temporary folder, which goes.
    """
    if campaign.video is not None:
        campaign = replace(campaign, video=replace(campaign.video, height_px=_HEIGHT_PX, fps=_FPS))
    with Preparation(campaign) as preparation:
        for fault in preparation.errors():
            raise fault
        return _Experiment(campaign, preparation, sample, time.monotonic() + budget_s).findings()


class _Experiment:
    """One trial of one campaign."""

    def __init__(self, campaign: Campaign, preparation: Preparation, sample: int, deadline: float) -> None:
        self._campaign = campaign
        self._preparation = preparation
        self._deadline = deadline
        self._declared = declared(campaign, preparation.shape.paths())
        self._recipients = list(self._sampled())
        self._people = [person_of(each, preparation, campaign, self._declared) for each in self._recipients]
        self._rendered = self._people[:sample]
        self._found = Findings(
            told=len(self._people),
            varied=tuple(sorted({".".join(path) for person in self._people for path in person.free})),
            declared={".".join(path): why for path, why in sorted(self._declared.items())},
        )

    def findings(self) -> Findings:
        seen: dict[tuple[str, str], Interference] = {}
        for person in self._people:
            for found in self._tell(person):
                known = seen.get((found.field, found.artifact))
                seen[found.field, found.artifact] = replace(known, recipients=known.recipients + 1) if known else found
        self._found.interferences += seen.values()
        probed = self._recipients[:_PROBED]
        self._found.derived = sorted(
            {
                fault
                for each in probed
                for fault in derived_faults(each, self._recipients, self._preparation, self._campaign)
            }
        )
        if self._rendered and not seen:
            self._render_all()
        return self._found

    def _sampled(self) -> Iterator[Recipient]:
        """The first recipients, those first that differ in segment, purposes and relationship."""
        first: dict[tuple[object, ...], Recipient] = {}
        others: list[Recipient] = []
        for item in self._preparation.rows():
            try:
                admitted = self._preparation.admit(item) if isinstance(item, CustomerRecord) else None
            except RowError:
                continue
            if admitted is None or isinstance(admitted, Skipped):
                continue
            kind = (admitted.segment, admitted.purposes, admitted.relationship)
            if kind in first:
                others.append(admitted)
            else:
                first[kind] = admitted
            if len(first) + len(others) >= TOLD:
                break
        yield from first.values()
        yield from others

    def _tell(self, person: Person) -> Iterator[Interference]:
        """What leaves the filter is compared; of every difference the field is found."""
        as_it_is = told_of(person.record, self._preparation, self._campaign)
        for how, make in _TOLD_AS.items():
            paths = (*person.free, *(person.partly if make() is not absent else ()))
            changed = self._told(person, make, paths)
            if changed == as_it_is:
                continue

            def differs(some: Sequence[FieldPath], make: Make = make) -> bool:
                return self._told(person, make, some) != as_it_is

            for path in self._causes(differs, paths):
                alone = self._told(person, make, path)
                artifacts = [name for name in as_it_is.keys() | alone.keys() if as_it_is.get(name) != alone.get(name)]
                for artifact in sorted(artifacts):
                    yield Interference(".".join(path[0]) if len(path) == 1 else "", artifact, how)
            return

    def _told(self, person: Person, make: Make, paths: Collection[FieldPath]) -> dict[str, str]:
        return told_of(person.changed(make, paths, self._campaign), self._preparation, self._campaign)

    def _causes(
        self, differs: Callable[[Sequence[FieldPath]], bool], paths: Sequence[FieldPath]
    ) -> Iterator[Sequence[FieldPath]]:
        """The fields that make a difference each by itself; all of them when only together they do."""
        if len(paths) <= 1:
            yield paths
            return
        halves = (paths[: len(paths) // 2], paths[len(paths) // 2 :])
        telling = [half for half in halves if differs(half)]
        if not telling:
            yield paths
        for half in telling:
            yield from self._causes(differs, half)

    def _render_all(self) -> None:
        with tempfile.TemporaryDirectory(prefix="serendip-") as folder:
            base = self._render(Path(folder), "as it is", None)
            for how in _RENDERED_AS:
                if self._late():
                    return
                different = differences(base, self._render(Path(folder), how, _TOLD_AS[how]))
                if different:
                    self._explain(Path(folder), base, how, different)
                    return
        self._found.rendered = len(self._rendered)

    def _explain(self, folder: Path, base: Mapping[str, str], how: str, different: list[str]) -> None:
        """Does it differ by itself? If not, which field is it of?"""
        again = set(differences(base, self._render(folder, "again", None)))
        self._found.unstable = sorted(again)
        real = [name for name in different if name not in again]
        if not real:
            return
        fields = sorted({path for person in self._rendered for path in person.free})

        def differs(some: Sequence[FieldPath]) -> bool:
            made = self._render(folder, f"{how} {len(some)} {hash(tuple(some))}", _TOLD_AS[how], some)
            return not set(differences(base, made)) <= again

        for path in self._causes(differs, fields) if not self._late() else [fields]:
            name = ".".join(path[0]) if len(path) == 1 else ""
            self._found.interferences += [Interference(name, artifact, how) for artifact in real]

    def _late(self) -> bool:
        self._found.complete = self._found.complete and time.monotonic() < self._deadline
        return not self._found.complete

    def _render(
        self, folder: Path, name: str, make: Make | None, only: Sequence[FieldPath] | None = None
    ) -> dict[str, str]:
        """The sampled recipients rendered into a folder of their own: a digest of everything that came of it."""
        people = {person.record.customer_id: person for person in self._rendered}

        def change(record: CustomerRecord) -> CustomerRecord:
            person = people.get(record.customer_id)
            if person is None or make is None:
                return record
            paths = [path for path in person.free if only is None or path in only]
            return person.changed(make, paths, self._campaign)

        out = folder / f"{len(list(folder.iterdir())):04}"
        options = Options(out, only=tuple(people), workers=0, verify=False)
        said = io.StringIO()
        with _overheard(said):
            summary = render(self._campaign, options, Unwatched(), change)
        self._found.failed += [failure.cause for _, failure in summary.tally.failures if make is None]
        found = snapshot(summary.root)
        found["what is said"] = "\n".join((said.getvalue(), *(str(each) for each in summary.tally.failures)))
        for number, person in enumerate(self._rendered, 1):
            token = token_of(self._campaign.secret, self._campaign.name, person.record.customer_id)
            # A token is as good as a link.
            found = {path.replace(token, f"recipient {number}"): digest for path, digest in found.items()}
        return found


@contextlib.contextmanager
def _overheard(said: io.StringIO) -> Iterator[None]:
    """Whatever is printed or logged meanwhile."""
    handler = logging.StreamHandler(said)
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            yield
    finally:
        root.removeHandler(handler)
