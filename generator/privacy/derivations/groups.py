"""Groups of people, large enough that none is singled out: counted over the batch, coarsened, or not told at all.

Each person stands on a ladder: the group that says most, then coarser ones (gold, silver, bronze; Toscana, Centro). A
group that fewer than `k` would be told is not told: all of it goes one rung down, until the groups are large enough or
no rung is left. So whoever is told a group shares it with at least `k` − 1 others of the batch.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.privacy.derivations.derivation import Material
from generator.privacy.rule import Refused

Ladder = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Ladder → the group that is told of whoever stands on it."""

    told: Mapping[Ladder, str]

    def of(self, ladder: Ladder) -> str:
        """Raises Refused when too few share any group of it."""
        group = self.told.get(ladder)
        if group is None:
            raise Refused("too few people share it")
        return group


class GroupLearner:
    """Counts ladders: memory hangs on how many there are, and not on the people. `ladder` may raise Refused."""

    def __init__(self, ladder: Callable[[Material], Ladder], k: int) -> None:
        self._ladder = ladder
        self._k = k
        self._counts: Counter[Ladder] = Counter()

    def meet(self, material: Material) -> None:
        """Count one person, unless no group can be told of them anyway."""
        try:
            self._counts[self._ladder(material)] += 1
        except Refused:
            return

    def finish(self) -> Groups:
        """The groups that may be told."""
        return settle(self._counts, self._k)


def settle(counts: Mapping[Ladder, int], k: int) -> Groups:
    """How many stand on each ladder in; which group is told of each out."""
    rungs = dict.fromkeys(counts, 0)
    while True:
        sizes: Counter[str] = Counter()
        for ladder, rung in rungs.items():
            if rung < len(ladder):
                sizes[ladder[rung]] += counts[ladder]
        small = {ladder for ladder, rung in rungs.items() if rung < len(ladder) and sizes[ladder[rung]] < k}
        if not small:
            return Groups({ladder: ladder[rung] for ladder, rung in rungs.items() if rung < len(ladder)})
        rungs |= {ladder: rungs[ladder] + 1 for ladder in small}
