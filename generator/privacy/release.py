"""Recipient in, SafeProfile out. Nothing else crosses the wall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.audience.recipient import Recipient
from generator.errors import PrivacyError
from generator.expressions import ExpressionFault
from generator.keys import mac
from generator.model.facts import Fact, FactValue, Redaction, SafeProfile
from generator.privacy import receipt
from generator.privacy.conditions import Conditions
from generator.privacy.derivations.related_products import RelatedProducts
from generator.privacy.facts import FactRule, fact_value
from generator.privacy.learning import Learned, Learning, material_of
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.products import Catalogue
from generator.privacy.reading import rules_read
from generator.privacy.rule import Context, Refused
from generator.privacy.uses import is_marketing
from generator.privacy.views import Views
from generator.privacy.walk import KEPT, Walked, Walker
from generator.privacy.withheld import Withheld, scalars
from generator.privacy.words import spoken

_MOST_BARREN = 4_096
_ABSENT = object()
_functions = lru_cache(maxsize=256)(spoken)


class _Spoken(NamedTuple):
    """A row's place, for messages, and how its recipient is spoken to."""

    place: str
    locale: str
    language: str


class Filter:
    """The privacy filter of one campaign on one day.

    `purposes`: those of the campaign, in its order. `needed`: the names of the facts that its templates declare; no
    other fact is even worked out (None: all of them). `campaign`: its name, so that no pseudonym joins two campaigns.
    """

    def __init__(
        self,
        policy: Policy,
        facts: Mapping[str, FactRule],
        products: Catalogue,
        purposes: Sequence[str],
        secret: bytes,
        today: date,
        *,
        campaign: str,
        needed: Iterable[str] | None = None,
    ) -> None:
        wanted = set(facts) if needed is None else set(needed)
        self._policy = policy
        self._facts = {name: rule for name, rule in facts.items() if name in wanted}
        self._products = products
        self._purposes = tuple(purposes)
        self._context = Context(secret=secret, campaign=campaign, today=today, customer_id="", field="")
        self._inferred = {
            name: any(rule.inferred for rule in rules_read(policy, fact.expression))
            for name, fact in self._facts.items()
        }
        self._observed = {
            name: any(rule.observed for rule in rules_read(policy, fact.expression))
            for name, fact in self._facts.items()
        }
        self._walker = Walker(policy, products)
        self._views = Views(policy)
        self._barren: dict[tuple[str, str, str], FactValue | None] = {}
        self._learned: Learned = {}
        # The last walk, because a receipt is asked for right after the release that it tells of.
        self._last: tuple[Recipient, Walked] | None = None

    def learning(self) -> Learning:
        """What must be learned from the batch before the first release: show it every recipient, then `use` it."""
        read = (rules_read(self._policy, fact.expression) for fact in self._facts.values())
        return Learning(self._policy, self._products, frozenset().union(*read), self._context)

    def use(self, learned: Learned) -> None:
        """Derive by what the batch taught from now on."""
        self._learned = learned
        self._last = None

    def led_to(self, recipient: Recipient) -> dict[FieldPath, frozenset[str]]:
        """By derived field, the products that might be suggested to a recipient for what they have or like.

        Without fields that people declared: what they said may be said.
        """
        found: dict[FieldPath, frozenset[str]] = {}
        conditions = Conditions(self._policy, recipient, self._context.today)
        for rule in self._policy.fields.values():
            written, values = rule.written, recipient.record.values
            if rule.origin == "declared" or not isinstance(written, RelatedProducts):
                continue
            if conditions.against(rule, values) is None:
                learned = self._learned.get(rule.path)
                material = material_of(self._policy, self._products, rule, recipient, self._context, learned)
                with suppress(Refused):
                    found[rule.path] = written.led_to(material)
        return found

    def release(self, recipient: Recipient, locale: str, language: str = "") -> SafeProfile:
        """What may be told of this recipient. `language`: of the words around it; that of `locale` when left out.

        `redactions` speak of the policy's fields only, so that they don't depend on what else the record holds. Raises
        PrivacyError when a fact can't be worked out, naming the row and the fact.
        """
        walked = self._walk(recipient)
        purposes = [name for name in self._purposes if name in recipient.purposes]
        to = _Spoken(recipient.record.place, locale, language or locale.partition("_")[0])
        functions = _functions(to.locale, to.language)
        values = {name: {**self._views.of(walked, name), **functions} for name in purposes}
        facts = {}
        for name, rule in self._facts.items():
            fact = self._fact(rule, purposes, values, to)
            if fact is not None:
                facts[name] = fact
        return SafeProfile(
            pseudonym=self._pseudonym(recipient),
            locale=locale,
            segment=recipient.segment,
            facts=MappingProxyType(facts),
            redactions=tuple(
                Redaction(rule.name, *walked.verdicts[path])
                for path, rule in self._policy.fields.items()
                if walked.verdicts.get(path, (KEPT,))[0] != KEPT
            ),
        )

    def verdicts(self, recipient: Recipient) -> Mapping[FieldPath, tuple[str, str]]:
        """Of every field of the record and of the policy: the rule that decided, and why it is held back, "" if not."""
        return MappingProxyType(self._walk(recipient).verdicts)

    def receipt(
        self,
        recipient: Recipient,
        profile: SafeProfile,
        templates: Mapping[str, str],
        *,
        expires: date | None = None,
        verified: bool | None = None,
    ) -> dict[str, Any]:
        """What was kept, dropped and derived, why, and on whose permission: names only, signed (see `receipt`).

        `templates`: name → digest. `expires`: when the links die, if they do. `verified`: what the scan of the finished
        files said, None when there was none.
        """
        walked = self._walk(recipient)
        return receipt.write(
            policy=self._policy,
            context=self._context,
            recipient=recipient,
            profile=profile,
            verdicts=walked.verdicts,
            limits=walked.limits,
            templates=templates,
            expires=expires,
            verified=verified,
        )

    def withheld(self, recipient: Recipient, profile: SafeProfile) -> Withheld:
        """What was not released, and what was, for the search of the finished files."""
        walked = self._walk(recipient)
        facts = profile.facts.values()
        return Withheld(
            walked.denied, lambda: (*walked.released(), *(value for fact in facts for value in scalars(fact.value)))
        )

    def _walk(self, recipient: Recipient) -> Walked:
        last = self._last
        if last is None or last[0] is not recipient:
            context = replace(self._context, customer_id=recipient.record.customer_id)
            last = self._last = (recipient, self._walker.walk(recipient, context, self._learned))
        return last[1]

    def _pseudonym(self, recipient: Recipient) -> str:
        context = self._context
        return mac(context.secret, "privacy/recipient", context.campaign, recipient.record.customer_id).hex()[:32]

    def _fact(
        self, rule: FactRule, purposes: Sequence[str], values: Mapping[str, Mapping[str, Any]], recipient: _Spoken
    ) -> Fact | None:
        """The value under the first purpose that gives one, with every purpose that gives the same."""
        found: dict[str, FactValue] = {}
        known: dict[tuple[int, ...], FactValue | None] = {}
        for purpose in purposes:
            if rule.purposes is not None and purpose not in rule.purposes:
                continue
            # Where two purposes see the same of what the expression reads, it comes to the same.
            read = tuple([id(values[purpose].get(name, _ABSENT)) for name in rule.expression.names])
            if read not in known:
                known[read] = self._worked_out(rule, values[purpose], recipient)
            value = known[read]
            if value is not None:
                found[purpose] = value
        if not found:
            return None
        hidden = self._inferred[rule.name]
        if self._observed[rule.name] and not hidden:
            # What was seen of a person may be shown where it isn't marketing; there it only chooses between scenes.
            others = {name: value for name, value in found.items() if not self._is_marketing(name)}
            found, hidden = others or found, not others
        first = next(iter(found.values()))
        same = tuple(purpose for purpose, value in found.items() if type(value) is type(first) and value == first)
        return Fact(first, same, hidden)

    def _worked_out(self, rule: FactRule, values: Mapping[str, Any], recipient: _Spoken) -> FactValue | None:
        """What the expression comes to on values; where it finds none of those that it reads, that is remembered."""
        barren = not any(name in values for name in rule.expression.names)
        key = rule.name, recipient.locale, recipient.language
        if barren and key in self._barren:
            return self._barren[key]
        try:
            value = fact_value(rule.expression.value(values))
        except ExpressionFault as fault:
            raise PrivacyError(
                recipient.place, f"the fact '{rule.name}' can't be worked out: {fault}.", f"Check it at {rule.place}."
            ) from None
        except TypeError as fault:
            raise PrivacyError(
                recipient.place,
                f"the fact '{rule.name}' comes to {fault}, which no template can show.",
                f"Make it a text, number, money, series, parts or table at {rule.place}.",
            ) from None
        if barren:
            if len(self._barren) >= _MOST_BARREN:
                self._barren.clear()
            self._barren[key] = value
        return value

    def _is_marketing(self, purpose: str) -> bool:
        return is_marketing(self._policy.purposes[purpose].use)
