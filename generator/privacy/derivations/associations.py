"""What goes with what, learned from the batch itself: products that many histories hold together.

One pass counts, for every two products of the catalogue that aren't sensitive, how many histories hold both. What a
person is suggested rests on the others' histories alone: their own is taken out of every count first, so it can't
decide. A product leads to another when at least `k` other histories hold both, and clearly more than chance would have
it. It is suggested only if at least `k` products lead to it, by what was learned or by the catalogue's rules, and if at
least `k` histories hold one of them and not the product itself: it might have been suggested to any of `k` people,
after any of `k` products.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.privacy.products import Catalogue

if TYPE_CHECKING:
    # Loaded when there is something to learn: a command that learns nothing starts without it.
    import numpy as np

MOST_PRODUCTS = 2000
"""More than that aren't counted: the counts of all pairs take 16 MB."""

MOST_OWNED = 256
"""A history that is longer is a shop's or a test's, and no person's."""


@dataclass(frozen=True, slots=True)
class Associations:
    """`index`: product → its number; `names`: the other way round. `histories`: how many there are.

    `held`: uint32 (products, products), how many histories hold both; on the diagonal, how many hold one.
    """

    index: Mapping[str, int]
    names: tuple[str, ...]
    held: np.ndarray[Any, Any] = field(repr=False)
    histories: int
    k: int

    def suggested(self, owned: Iterable[str], catalogue: Catalogue, *, owned_too: bool) -> frozenset[str]:
        """What may be suggested to somebody who has `owned`. `owned_too`: what they have may be suggested as well."""
        mine = sorted({self.index[name] for name in owned if name in self.index})
        return frozenset(self._led_to(mine, catalogue, owned_too=owned_too)) if mine else frozenset()

    def _led_to(self, mine: list[int], catalogue: Catalogue, *, owned_too: bool) -> Iterator[str]:
        others = _Others(self, mine, counted=len(mine) <= MOST_OWNED)
        barred = set() if owned_too else set(mine)
        for candidate in others.led_to().nonzero()[0].tolist():
            name = self.names[candidate]
            if (
                candidate not in barred
                and catalogue[name].may_be_offered
                and others.hidden(candidate, [self.index[one] for one in catalogue.origins(name) if one in self.index])
            ):
                yield name


class _Others:
    """The counts without one person's history. `counted`: whether it is in them."""

    def __init__(self, all_: Associations, mine: list[int], *, counted: bool) -> None:
        import numpy as np

        self._held = all_.held
        self._k = all_.k
        self._mine = mine
        self._own = np.zeros(len(all_.names), np.int64)
        self._own[mine] = 1
        self._counted = self._own * counted
        self._total = all_.histories - counted
        self._owners = all_.held.diagonal().astype(np.int64) - self._counted

    def led_to(self) -> np.ndarray[Any, Any]:
        """bool (products,): whether any of the person's products leads to each."""
        import numpy as np

        both = self._held[self._mine].astype(np.int64) - np.outer(self._counted[self._mine], self._counted)
        leads = self._lead(both, np.outer(self._owners[self._mine], self._owners))
        leads[np.arange(len(self._mine)), self._mine] = False
        return np.asarray(leads.any(axis=0))

    def _lead(self, both: np.ndarray[Any, Any], chance: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Where enough others hold both, and a quarter more often than if the two had nothing to do with each other.

        `chance`: how many hold the one, times how many hold the other.
        """
        led: np.ndarray[Any, Any] = (both >= self._k) & (4 * both * self._total > 5 * chance)
        return led

    def hidden(self, candidate: int, ruled: list[int]) -> bool:
        """Whether enough products and histories lead to a candidate, so that it says nothing of one of them.

        `ruled`: the products after which the catalogue's rules suggest it.
        """
        import numpy as np

        both = self._held[:, candidate].astype(np.int64) - self._counted * self._counted[candidate]
        origins = self._lead(both, self._owners * self._owners[candidate])
        origins[ruled] = True
        origins[candidate] = False
        if int(origins.sum()) < self._k:
            return False
        # The histories of one origin without the candidate, and the person themselves, are so many people at least.
        without = self._owners - both + self._own
        return bool((without[origins] >= self._k).any())


class AssociationLearner:
    """Counts histories. Memory hangs on the catalogue: 16 MB at most, whatever the number of people."""

    def __init__(self, catalogue: Catalogue, k: int) -> None:
        import numpy as np

        self._np = np
        names = sorted(product.id for product in catalogue.products.values() if not product.sensitive)
        self._names = tuple(names[:MOST_PRODUCTS])
        self._index = {name: number for number, name in enumerate(self._names)}
        self._held = np.zeros((len(self._names), len(self._names)), np.uint32)
        self._histories = 0
        self._k = k

    def add(self, owned: Iterable[str]) -> None:
        """One history: the products of one person."""
        mine = sorted({self._index[name] for name in owned if name in self._index})
        if not mine or len(mine) > MOST_OWNED:
            return
        self._histories += 1
        rows = self._np.array(mine)
        self._held[rows[:, None], rows] += 1

    def finish(self) -> Associations:
        """What was learned."""
        return Associations(self._index, self._names, self._held, self._histories, self._k)
