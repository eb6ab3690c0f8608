"""What a batch teaches, before the first of its recipients is told anything: one pass over all records.

A field learns only from those for whom it may be told: admitted, with its purposes permitted and its conditions met.
Memory hangs on the catalogue and the groups, not on how many people there are. Every id counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from generator.audience.recipient import Recipient
from generator.keys import mac
from generator.privacy.conditions import Conditions
from generator.privacy.derivations.derivation import Derivation, Learner, Material
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.products import Catalogue
from generator.privacy.rule import Context
from generator.privacy.ruling import Rule

Learned = Mapping[FieldPath, Any]


class Learning:
    """The learners of some rules of a policy."""

    def __init__(self, policy: Policy, products: Catalogue, rules: Iterable[Rule], context: Context) -> None:
        self._policy = policy
        self._products = products
        self._context = context
        self._learners: list[tuple[Rule, Learner]] = []
        for rule in sorted(rules, key=lambda rule: rule.path):
            written = rule.written
            learner = written.learner(products, policy.rules.k_anonymity) if isinstance(written, Derivation) else None
            if learner is not None and not rule.denied:
                self._learners.append((rule, learner))
        self._met = _Met(context.secret) if self._learners else None

    @property
    def needed(self) -> bool:
        """Whether anything is to be learned."""
        return bool(self._learners)

    def meet(self, recipient: Recipient) -> None:
        """One recipient, by every rule whose field may be told of them."""
        record = recipient.record
        if self._met is None or not self._met.first(record.customer_id):
            return
        conditions = Conditions(self._policy, recipient, self._context.today)
        for rule, learner in self._learners:
            if conditions.against(rule, record.values) is None:
                learner.meet(material_of(self._policy, self._products, rule, recipient, self._context, None))

    def finish(self) -> Learned:
        """What was learned, by the derived field's path."""
        return {rule.path: learner.finish() for rule, learner in self._learners}


def material_of(
    policy: Policy, products: Catalogue, rule: Rule, recipient: Recipient, context: Context, learned: Any
) -> Material:
    """What a derived field's rule may read of one recipient."""
    return Material(
        values=recipient.record.values,
        path=rule.path,
        context=replace(context, field=rule.name, customer_id=recipient.record.customer_id),
        products=products,
        least=policy.rules.min_alternatives,
        k=policy.rules.k_anonymity,
        learned=learned,
    )


class _Met:
    """Which ids were met, in 16 MB: a Bloom filter. Among ten million ids a few hundred that are new pass for met."""

    _BITS = 27

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._bits = bytearray(1 << (self._BITS - 3))

    def first(self, customer_id: str) -> bool:
        """Whether this is the first time."""
        digest = mac(self._secret, "privacy/learning", customer_id)
        new = False
        for start in range(0, 16, 4):
            place = int.from_bytes(digest[start : start + 4], "big") & ((1 << self._BITS) - 1)
            byte, bit = place >> 3, 1 << (place & 7)
            new = new or not self._bits[byte] & bit
            self._bits[byte] |= bit
        return new
