"""How many of a batch each suggestion could have come of: one that a single history leads to gives it away."""

from __future__ import annotations

from collections import Counter

from generator.audience.recipient import Recipient
from generator.campaign import Campaign
from generator.errors import PolicyError, SerendipError
from generator.pipeline.preparation import Preparation


class Reach:
    """Counts, for every derived field and product, the recipients whose history or interests lead to it."""

    def __init__(self, campaign: Campaign, preparation: Preparation) -> None:
        self._policy = campaign.policy
        self._preparation = preparation
        self._counts: Counter[tuple[tuple[str, ...], str]] = Counter()

    def read(self, recipient: Recipient) -> None:
        """One recipient of the batch."""
        for path, products in self._preparation.led_to(recipient).items():
            self._counts.update((path, product) for product in products)

    def findings(self) -> list[SerendipError]:
        """A warning for each product that fewer lead to than `k_anonymity` asks for; of the first few by name."""
        k = self._policy.rules.k_anonymity
        rare: dict[tuple[str, ...], list[str]] = {}
        for (path, product), count in sorted(self._counts.items()):
            if count < k:
                rare.setdefault(path, []).append(product)
        return [
            PolicyError(
                self._policy.place(path),
                f"of this batch fewer than {k} could be suggested {', '.join(products[:5])}"
                f"{'' if len(products) <= 5 else f' and {len(products) - 5} more'} by '{'.'.join(path)}'.",
                "Relate more products to them, mark them popular, or write 'offered: false'.",
            )
            for path, products in rare.items()
        ]
