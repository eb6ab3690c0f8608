"""What goes with what, learned from the batch itself: products that many histories hold together.

One pass counts, for every two products of the catalogue that aren't sensitive, how many histories hold both. What a
person is suggested rests on the others' histories alone: their own is taken out of every count first, so it can't
decide. A product leads to another when at least `k` other histories hold both, and more than chance would have it. It
is suggested only if at least `k` products lead to it, by what was learned or by the catalogue's rules, and if at least
`k` histories hold one of them and not the product itself: it might have been suggested to any of `k` people, after any
of `k` products.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.privacy.products import Catalogue

MOST_PRODUCTS = 4000
"""More than that aren't counted: the counts of all pairs take 32 MB."""

MOST_OWNED = 256
"""A history that is longer is a shop's or a test's, and no person's."""


@dataclass(frozen=True, slots=True)
class Associations:
    """`index`: product → its number. `owners`: how many histories hold it; `pairs`: how many hold two, by triangle.

    `partners`: per product those that at least `k` histories hold beside it. `histories`: how many there are.
    """

    index: Mapping[str, int]
    names: tuple[str, ...]
    owners: array[int] = field(repr=False)
    pairs: array[int] = field(repr=False)
    partners: tuple[tuple[int, ...], ...] = field(repr=False)
    histories: int
    k: int

    def suggested(self, owned: Iterable[str], catalogue: Catalogue, *, owned_too: bool) -> tuple[str, ...]:
        """What may be suggested to somebody who has `owned`, what goes with it best first.

        `owned_too`: what they have may be suggested as well.
        """
        mine = frozenset(self.index[name] for name in owned if name in self.index)
        others = _Others(self, mine, counted=0 < len(mine) <= MOST_OWNED)
        candidates = {other for one in mine for other in self.partners[one]} - (frozenset() if owned_too else mine)
        strengths = {
            candidate: sum(others.strength(one, candidate) for one in mine if one != candidate)
            for candidate in sorted(candidates)
        }
        led = [
            candidate
            for candidate in strengths
            if strengths[candidate] > 0 and catalogue[self.names[candidate]].may_be_offered
        ]
        hidden = (candidate for candidate in led if self._hidden(others, candidate, catalogue))
        return tuple(self.names[candidate] for candidate in sorted(hidden, key=lambda one: -strengths[one]))

    def _hidden(self, others: _Others, candidate: int, catalogue: Catalogue) -> bool:
        """Whether enough products and histories lead to a candidate, so that it says nothing of one of them."""
        ruled = {self.index[name] for name in catalogue.origins(self.names[candidate]) if name in self.index}
        origins = ruled | {one for one in self.partners[candidate] if others.lead(one, candidate)}
        if len(origins) < self.k:
            return False
        # The histories of one origin without the candidate are so many people at least.
        return any(others.without(one, candidate) >= self.k for one in origins)

    def both(self, one: int, other: int) -> int:
        """How many histories hold two different products."""
        low, high = (one, other) if one < other else (other, one)
        return self.pairs[high * (high - 1) // 2 + low]


@dataclass(frozen=True, slots=True)
class _Others:
    """The counts without one person's history, `mine`. `counted`: whether it is in them."""

    all: Associations
    mine: frozenset[int]
    counted: bool

    def lead(self, one: int, other: int) -> bool:
        """Whether `k` other histories hold both, and more than if the two had nothing to do with each other."""
        both = self.all.both(one, other) - self._own(one, other)
        if both < self.all.k:
            return False
        total = self.all.histories - self.counted
        return both * total > (self.all.owners[one] - self._own(one)) * (self.all.owners[other] - self._own(other))

    def strength(self, one: int, other: int) -> int:
        """How much more often both are held than chance would have it; 0 when one doesn't lead to the other.

        As `k` more chances than there are, so that a pair that few hold doesn't count for the strongest.
        """
        if not self.lead(one, other):
            return 0
        both = self.all.both(one, other) - self._own(one, other)
        total = self.all.histories - self.counted
        chance = (self.all.owners[one] - self._own(one)) * (self.all.owners[other] - self._own(other))
        return (both * total << 20) // (chance + self.all.k * total)

    def without(self, one: int, other: int) -> int:
        """How many hold `one` and not `other`: the others, and the person themselves."""
        others = self.all.owners[one] - self._own(one) - (self.all.both(one, other) - self._own(one, other))
        return others + (one in self.mine)

    def _own(self, *products: int) -> int:
        return int(self.counted and all(product in self.mine for product in products))


class AssociationLearner:
    """Counts histories. Memory hangs on the catalogue: 32 MB at most, whatever the number of people."""

    def __init__(self, catalogue: Catalogue, k: int) -> None:
        names = sorted(product.id for product in catalogue.products.values() if not product.sensitive)
        self._names = tuple(names[:MOST_PRODUCTS])
        self._index = {name: number for number, name in enumerate(self._names)}
        size = len(self._names)
        self._owners = array("I", bytes(4 * size))
        self._pairs = array("I", bytes(4 * (size * (size - 1) // 2)))
        self._histories = 0
        self._k = k

    def add(self, owned: Iterable[str]) -> None:
        """One history: the products of one person."""
        mine = sorted({self._index[name] for name in owned if name in self._index})
        if not mine or len(mine) > MOST_OWNED:
            return
        self._histories += 1
        owners, pairs = self._owners, self._pairs
        for place, high in enumerate(mine):
            owners[high] += 1
            start = high * (high - 1) // 2
            for low in mine[:place]:
                pairs[start + low] += 1

    def finish(self) -> Associations:
        """What was learned."""
        partners: list[list[int]] = [[] for _ in self._names]
        at = 0
        for high in range(len(self._names)):
            for low in range(high):
                if self._pairs[at] >= self._k:
                    partners[high].append(low)
                    partners[low].append(high)
                at += 1
        return Associations(
            self._index,
            self._names,
            self._owners,
            self._pairs,
            tuple(tuple(sorted(each)) for each in partners),
            self._histories,
            self._k,
        )
