from __future__ import annotations

from datetime import date

import pytest

from generator.audience import Age, PurposeRule
from generator.audience.permission import refusal
from generator.intake import Consent

TODAY = date(2026, 5, 4)
OFFERS = PurposeRule("offers", "marketing.communications", "consent", Age.parse("P24M"))
TEXTED = PurposeRule("offers", "marketing.communications", "consent", texts=("v3", "v4"))
FOREVER = PurposeRule("offers", "marketing.communications", "consent")
INVOICE = PurposeRule("invoice", "essential.service", "contract")
NEWS = PurposeRule("news", "marketing.communications", "legitimate_interest")


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def consent(
    given: str | None,
    withdrawn: str | None = None,
    purpose: str = "offers",
    expires: str | None = None,
    text: str | None = None,
) -> Consent:
    return Consent(purpose, day(given), day(withdrawn), day(expires), "web form", text)


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
    "on its own last day": (OFFERS, [consent("2026-01-01", expires="2026-05-04")], None),
    "a day after its own last": (OFFERS, [consent("2026-01-01", expires="2026-05-03")], "consent-ended"),
    "given again after its last day": (
        OFFERS,
        [consent("2026-01-01", expires="2026-02-01"), consent("2026-03-01")],
        None,
    ),
    "of two on one day the one that ends first": (
        OFFERS,
        [consent("2026-01-01", expires="2027-01-01"), consent("2026-01-01", expires="2026-02-01")],
        "consent-ended",
    ),
    "a last day doesn't make it younger": (OFFERS, [consent("2024-01-01", expires="2027-01-01")], "consent-expired"),
    "to the text": (TEXTED, [consent("2026-01-01", text="v4")], None),
    "to an older text": (TEXTED, [consent("2026-01-01", text="v2")], "consent-text"),
    "to nobody knows which text": (TEXTED, [consent("2026-01-01")], "consent-text"),
    "to the text, and to an older one after it": (
        TEXTED,
        [consent("2026-01-01", text="v3"), consent("2026-02-01", text="v2")],
        None,
    ),
    "to the text, withdrawn, then to an older one": (
        TEXTED,
        [consent("2026-01-01", "2026-02-01", text="v3"), consent("2026-03-01", text="v2")],
        "consent-text",
    ),
    "to the text, withdrawn": (TEXTED, [consent("2026-01-01", "2026-02-01", text="v3")], "consent-withdrawn"),
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
