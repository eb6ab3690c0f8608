"""Policies, records and filters made from a few lines each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.audience.recipient import Recipient
from generator.errors import CampaignError
from generator.intake.record import Consent, CustomerRecord, Objection
from generator.model.facts import SafeProfile
from generator.privacy import NO_PRODUCTS, Catalogue, FactRule, Filter, Policy, compile_facts, load_policy
from generator.sourcefile import read

TODAY = date(2026, 5, 4)
SECRET = b"a secret for tests"

PURPOSES = """\
version: 1
purposes:
  invoice: {use: essential.service, basis: contract}
  offers: {use: marketing.communications, basis: consent, max_age: P24M}
"""

MakePolicy = Callable[[str], Policy]
MakeFacts = Callable[[Mapping[str, Any]], dict[str, FactRule]]


@pytest.fixture
def make_policy(tmp_path: Path) -> MakePolicy:
    """The lines under `fields:` in, a checked Policy out."""

    def make(fields: str, rules: str = "") -> Policy:
        path = tmp_path / "policy.yaml"
        body = "\n".join(f"  {line}" for line in fields.strip().splitlines())
        path.write_text(f"{PURPOSES}{rules}fields:\n{body}\n", encoding="utf-8")
        return load_policy(path)

    return make


@pytest.fixture
def make_facts(tmp_path: Path) -> MakeFacts:
    """Fact name → expression in, compiled rules out."""

    def make(facts: Mapping[str, Any]) -> dict[str, FactRule]:
        path = tmp_path / "campaign.yaml"
        path.write_text("facts:\n" + "".join(f"  {name}: …\n" for name in facts), encoding="utf-8")
        return compile_facts(facts, read(path, CampaignError))

    return make


@pytest.fixture
def make_recipient() -> Callable[..., Recipient]:
    """Raw values in, an admitted Recipient out."""

    def make(
        values: Mapping[str, Any],
        *,
        purposes: tuple[str, ...] = ("invoice", "offers"),
        relationship: str = "customer",
        customer_id: str = "customer-000417",
        segment: str = "",
        consents: tuple[Consent, ...] = (),
        objections: tuple[Objection, ...] = (),
    ) -> Recipient:
        record = CustomerRecord(customer_id, values, consents, "customers.csv, row 2", objections)
        return Recipient(record, purposes, relationship, segment)

    return make


@pytest.fixture
def make_filter() -> Callable[..., Filter]:
    """A policy and facts in, a Filter for both purposes on a fixed day out."""

    def make(
        policy: Policy,
        facts: Mapping[str, FactRule],
        products: Catalogue = NO_PRODUCTS,
        *,
        campaign: str = "april",
        secret: bytes = SECRET,
        needed: set[str] | None = None,
        today: date = TODAY,
    ) -> Filter:
        return Filter(policy, facts, products, ("invoice", "offers"), secret, today, campaign=campaign, needed=needed)

    return make


@pytest.fixture
def release(
    make_policy: MakePolicy,
    make_facts: MakeFacts,
    make_filter: Callable[..., Filter],
    make_recipient: Callable[..., Recipient],
) -> Callable[..., SafeProfile]:
    """(fields, facts, values, **recipient) in, the SafeProfile out."""

    def make(fields: str, facts: Mapping[str, Any], values: Mapping[str, Any], **about: Any) -> SafeProfile:
        filtered = make_filter(make_policy(fields), make_facts(facts))
        return filtered.release(make_recipient(values, **about), "en_GB")

    return make
