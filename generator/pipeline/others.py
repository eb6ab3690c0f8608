"""Other people's values in one person's files: the leak of a mix-up, of which the person's own record knows nothing.

Only what identifies is looked for (addresses, numbers, whole names), and only in campaigns of a size that one
automaton holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.intake.record import CustomerRecord
from generator.privacy import Policy, all_of
from generator.privacy.categories import IDENTIFYING, within
from generator.privacy.folding import compact
from generator.privacy.verify import Excuses, Known, Leak, Needle, Passage, Search, look_in

_MOST_RECORDS = 20_000
_LEAST, _LEAST_DIGITS = 6, 8


class Others:
    """What identifies anybody in a source. `complete`: False when there were too many to look for."""

    def __init__(self, records: Iterable[CustomerRecord], policy: Policy) -> None:
        needles: dict[str, Needle] = {}
        self.complete = True
        for number, record in enumerate(records):
            if number >= _MOST_RECORDS:
                self.complete = False
                needles.clear()
                break
            for name, value in _identifying(record, policy):
                needles.setdefault(value, Needle(f"{name} of somebody else", value, thorough=False))
        self._search = Search(needles.values())

    def in_files_of(
        self, record: CustomerRecord, passages: Sequence[Passage], name: str, excuses: Excuses
    ) -> tuple[Leak, ...]:
        """A recipient's file in, what in it is somebody else's alone out: a household shares more than a name."""
        own = Known(lambda: [*excuses.told.texts, *(str(value) for _, _, value in all_of(record).denied)])
        return look_in(passages, self._search.excusing(Excuses(own, excuses.words, excuses.source)), name)


def _identifying(record: CustomerRecord, policy: Policy) -> Iterator[tuple[str, str]]:
    """(field, value) of what singles a person out: not one word, which others have for a name too."""
    for path, _, value in all_of(record).denied:
        rule = policy.rule(path)
        if not isinstance(value, str) or len(compact(value)) < _LEAST:
            continue
        digits = sum(char.isdigit() for char in value)
        known = path == ("customer_id",) or (rule is not None and within(rule.category, IDENTIFYING))
        if "@" in value or (known and (digits or " " in value.strip()) and not _is_short(value)):
            yield ".".join(path), value


def _is_short(value: str) -> bool:
    joined = compact(value)
    return joined.isdigit() and len(joined) < _LEAST_DIGITS
