from __future__ import annotations

from datetime import date

import pytest

from generator.audience import Age, PurposeRule
from generator.audience.permission import refusal
from generator.intake import Consent

TODAY = date(2026, 5, 4)
OFFERS = PurposeRule("offers", "marketing.communications", "consent", Age.parse("P24M"))
FOREVER = PurposeRule("offers", "marketing.communications", "consent")
INVOICE = PurposeRule("invoice", "essential.service", "contract")
NEWS = PurposeRule("news", "marketing.communications", "legitimate_interest")


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def consent(given: str | None, withdrawn: str | None = None, purpose: str = "offers") -> Consent:
    return Consent(purpose, day(given), day(withdrawn))


CASES = {
    "none": (OFFERS, [], "no-consent"),
    "given": (OFFERS, [consent("2026-01-01")], None),
    "given today": (OFFERS, [consent("2026-05-04")], None),
    "given tomorrow": (OFFERS, [consent("2026-05-05")], "no-consent"),
    "without its day": (OFFERS, [consent(None)], "no-consent"),
    "for another purpose": (OFFERS, [consent("2026-01-01", purpose="survey")], "no-consent"),
    "on its last day": (OFFERS, [consent("2024-05-04")], None),
    "a day too old": (OFFERS, [consent("2024-05-03")], "consent-expired"),
    "old, without an age": (FOREVER, [consent("1999-01-01")], None),
    "withdrawn": (OFFERS, [consent("2026-01-01", "2026-02-01")], "consent-withdrawn"),
    "withdrawn today": (OFFERS, [consent("2026-01-01", "2026-05-04")], "consent-withdrawn"),
    "withdrawn from tomorrow": (OFFERS, [consent("2026-01-01", "2026-05-05")], None),
    "withdrawn on the day it was given": (OFFERS, [consent("2026-01-01", "2026-01-01")], "consent-withdrawn"),
    "withdrawn and never given": (OFFERS, [consent(None, "2026-01-01")], "consent-withdrawn"),
    "withdrawn and too old": (OFFERS, [consent("2020-01-01", "2021-01-01")], "consent-withdrawn"),
    "given again": (OFFERS, [consent("2025-01-01", "2025-02-01"), consent("2025-03-01")], None),
    "given again in one row": (OFFERS, [consent("2025-03-01", "2025-02-01")], None),
    "withdrawn in a row of its own": (
        OFFERS,
        [consent("2026-01-01"), consent(None, "2026-02-01")],
        "consent-withdrawn",
    ),
    "the order of rows says nothing": (
        OFFERS,
        [consent(None, "2026-02-01"), consent("2026-01-01")],
        "consent-withdrawn",
    ),
    "renewed": (OFFERS, [consent("2020-01-01"), consent("2026-01-01")], None),
    "given again, in the future": (
        OFFERS,
        [consent("2025-01-01", "2025-02-01"), consent("2026-06-01")],
        "consent-withdrawn",
    ),
    "contract, whatever was consented to": (INVOICE, [consent(None, "2026-01-01", "invoice")], None),
    "legitimate interest": (NEWS, [], None),
    "legitimate interest, withdrawn": (NEWS, [consent(None, "2026-01-01", "news")], "consent-withdrawn"),
    "legitimate interest, taken up again": (NEWS, [consent("2026-02-01", "2026-01-01", "news")], None),
}


@pytest.mark.parametrize(("rule", "consents", "expected"), CASES.values(), ids=CASES)
def test_permission_of_a_customer(rule: PurposeRule, consents: list[Consent], expected: str | None) -> None:
    assert refusal(rule, consents, "customer", TODAY) == expected


def test_a_contract_is_with_customers_only() -> None:
    assert refusal(INVOICE, [], "prospect", TODAY) == "relationship"
    assert refusal(OFFERS, [consent("2026-01-01")], "prospect", TODAY) is None
