"""What suggestions may give away, since they come from purchases that are denied: tried out for a sampled recipient.

Sensitive purchases, present or not, change nothing; and each suggestion that isn't popular comes after at least as many
different histories as the policy's `k_anonymity` says, which have no purchase in common.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.audience.recipient import Recipient
from generator.campaign import Campaign
from generator.errors import PrivacyError, RowError
from generator.intake.record import CustomerRecord
from generator.model.facts import Choices
from generator.model.outcome import Skipped
from generator.pipeline.preparation import Preparation
from generator.privacy.derivations.related_products import RelatedProducts

FieldPath = tuple[str, ...]
_PROBES = 48
"""Which of the related products are suggested follows a keyed hash of the person; so many persons are asked at most."""


def derived_faults(
    recipient: Recipient, others: Sequence[Recipient], preparation: Preparation, campaign: Campaign
) -> Iterator[tuple[str, str]]:
    """(field, what its suggestions give away) of one recipient. `others`: whose histories count beside single ones."""
    for path, source in _derivations(campaign):
        name = ".".join(path)
        told = _choices(recipient.record, preparation)
        if not told:
            continue
        owned = list(_owned(recipient.record.values, source))
        sensitive = [product.id for product in campaign.products.products.values() if product.sensitive]
        plain = [product for product in owned if product not in sensitive]
        for history in (plain, [*plain, *sensitive]):
            if _choices(_with_history(recipient.record, source, history), preparation) != told:
                yield name, "they change with sensitive purchases"
                break
        # What is suggested without any history comes from none, or from another field's.
        told -= _choices(_with_history(recipient.record, source, ()), preparation)
        if not told:
            continue
        least = campaign.policy.rules.k_anonymity
        for product in sorted(told):
            known = campaign.products.get(product)
            if known is None or known.popular:
                continue
            histories = _single(product, recipient.record, preparation, campaign, source, least)
            for other in others if len(histories) < least else ():
                if product in _choices(other.record, preparation):
                    histories.add(frozenset(_owned(other.record.values, source)))
            if len(histories) < least or frozenset.intersection(*histories):
                yield name, f"'{product}' tells of a purchase: {least} histories without one in common must lead there"


def _derivations(campaign: Campaign) -> Iterator[tuple[FieldPath, FieldPath]]:
    for path, rule in campaign.policy.fields.items():
        if isinstance(rule.written, RelatedProducts):
            sources = rule.written.sources()
            yield path, sources[0] if sources else path


def _single(
    suggestion: str,
    record: CustomerRecord,
    preparation: Preparation,
    campaign: Campaign,
    source: FieldPath,
    least: int,
) -> set[frozenset[str]]:
    """Histories of one purchase each that lead to a suggestion, for one of several persons; up to `least`."""
    known = campaign.products
    inputs = [product.id for product in known.products.values() if not product.sensitive and product.id != suggestion]
    # Those that the catalogue relates to it are asked first, since most others never lead there.
    inputs.sort(key=lambda name: suggestion not in known.leads_to.get(name, ()))
    found: set[frozenset[str]] = set()
    for product in inputs:
        for probe in range(_PROBES):
            somebody = _with_history(replace(record, customer_id=f"probe {probe}"), source, [product])
            if suggestion in _choices(somebody, preparation):
                found.add(frozenset({product}))
                break
        if len(found) >= least:
            break
    return found


def _choices(record: CustomerRecord, preparation: Preparation) -> frozenset[str]:
    """The identifiers of everything that is suggested."""
    try:
        admitted = preparation.admit(record)
        if isinstance(admitted, Skipped):
            return frozenset()
        facts = preparation.release(admitted).facts.values()
    except (RowError, PrivacyError):
        return frozenset()
    return frozenset(item.id for fact in facts if isinstance(fact.value, Choices) for item in fact.value.items)


def _owned(values: Any, path: FieldPath) -> Iterator[str]:
    if isinstance(values, Sequence) and not isinstance(values, str):
        for item in values:
            yield from _owned(item, path)
    elif not path:
        yield from (name.strip() for name in str(values or "").replace(",", ";").split(";") if name.strip())
    elif isinstance(values, Mapping):
        yield from _owned(values.get(path[0]), path[1:])


def _with_history(record: CustomerRecord, path: FieldPath, history: Sequence[str]) -> CustomerRecord:
    """The record as if the person had these products and no others."""
    values = dict(record.values)
    if len(path) == 1:
        values[path[0]] = ";".join(history) or None
    else:
        rows = values.get(path[0])
        pattern = dict(rows[0]) if isinstance(rows, Sequence) and rows and isinstance(rows[0], Mapping) else {}
        values[path[0]] = tuple(pattern | _nested(path[1:], product) for product in history)
    return replace(record, values=values)


def _nested(path: FieldPath, product: str) -> dict[str, Any]:
    return {path[0]: product} if len(path) == 1 else {path[0]: (_nested(path[1:], product),)}
