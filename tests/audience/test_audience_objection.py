"""Objections: what they cover, when they stand, and that they beat what was agreed to before."""

from __future__ import annotations

from datetime import date

import pytest

from generator.audience import Age, PurposeRule
from generator.audience.objection import COVERS, covers, objected_on
from generator.audience.permission import refusal
from generator.intake import Consent, Objection
from generator.intake.objections import _SCOPES
from generator.privacy.uses import USES

TODAY = date(2026, 5, 4)
OFFERS = PurposeRule("offers", "marketing.communications", "consent", Age.parse("P24M"))
PROFILED = PurposeRule("ideas", "personalize.content.profiled", "contract")
NEWS = PurposeRule("news", "marketing.communications", "legitimate_interest")
INVOICE = PurposeRule("invoice", "essential.service", "contract")


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def no(scope: str, on: str | None = None, lifted: str | None = None, *, lifts: bool = False) -> Objection:
    return Objection(scope, day(on), day(lifted), lifts)


def test_every_scope_covers_known_uses_and_no_duty() -> None:
    assert set(COVERS) == _SCOPES
    for scope, uses in COVERS.items():
        assert set(uses) <= USES
        for use in USES:
            if use.startswith("essential") or use == "third_party_sharing.legal_obligation":
                assert not covers(scope, use)


@pytest.mark.parametrize(
    ("scope", "covered", "free"),
    [
        ("sale", "third_party_sharing", "marketing.communications"),
        ("sharing", "marketing.advertising.third_party.targeted", "marketing.communications.email"),
        ("gpc", "marketing.advertising.serving", "personalize.content"),
        ("profiling", "personalize.content.profiled", "marketing.communications"),
        ("marketing", "marketing.communications.email", "analytics"),
        ("marketing", "sales", "finance"),
        ("all", "analytics.reporting", "functional.service"),
    ],
)
def test_what_a_scope_covers(scope: str, covered: str, free: str) -> None:
    assert covers(scope, covered)
    assert not covers(scope, free)


CASES: dict[str, tuple[list[Objection], str | None]] = {
    "none": ([], None),
    "of a day": ([no("marketing", "2025-01-01")], "2025-01-01"),
    "of a day ahead, for it was said": ([no("marketing", "2027-01-01")], "2027-01-01"),
    "without a day": ([no("marketing")], "9999-12-31"),
    "the latest": ([no("marketing", "2025-01-01"), no("all", "2025-03-01")], "2025-03-01"),
    "of another scope": ([no("sale", "2025-01-01")], None),
    "lifted": ([no("marketing", "2025-01-01", "2025-02-01")], None),
    "lifted on the same day": ([no("marketing", "2025-01-01", "2025-01-01")], "2025-01-01"),
    "lifted in a row of its own": (
        [no("marketing", "2025-01-01"), no("marketing", None, "2025-02-01", lifts=True)],
        None,
    ),
    "said again": ([no("marketing", "2025-01-01", "2025-02-01"), no("marketing", "2025-03-01")], "2025-03-01"),
    "another one lifted": ([no("all", "2025-01-01"), no("marketing", None, "2025-02-01", lifts=True)], "2025-01-01"),
    "without a day, lifted": ([no("marketing", None, "2025-02-01")], "9999-12-31"),
}


@pytest.mark.parametrize(("objections", "expected"), CASES.values(), ids=CASES)
def test_which_objection_stands(objections: list[Objection], expected: str | None) -> None:
    assert objected_on(objections, "marketing.communications") == day(expected)


def agreed(on: str | None) -> list[Consent]:
    return [Consent("offers", day(on))] if on else []


@pytest.mark.parametrize(
    ("rule", "consents", "objections", "expected"),
    [
        (OFFERS, agreed("2026-01-01"), [no("marketing", "2025-12-31")], None),
        (OFFERS, agreed("2026-01-01"), [no("marketing", "2026-01-01")], "objected"),
        (OFFERS, agreed("2026-01-01"), [no("marketing", "2026-01-02")], "objected"),
        (OFFERS, agreed("2026-01-01"), [no("marketing")], "objected"),
        (OFFERS, agreed("2026-01-01"), [no("gpc", "2026-01-02")], None),
        (OFFERS, agreed("2020-01-01"), [no("marketing", "2019-01-01")], "objected"),
        (OFFERS, [], [no("marketing", "2025-01-01")], "objected"),
        (NEWS, [], [no("marketing", "2025-01-01")], "objected"),
        # Nobody was asked, so a consent of a later day to something else changes nothing.
        (NEWS, agreed("2026-01-01"), [no("marketing", "2025-01-01")], "objected"),
        (NEWS, [], [no("sale", "2025-01-01")], None),
        (PROFILED, [], [no("profiling", "2025-01-01")], "objected"),
        (INVOICE, [], [no("all")], None),
    ],
)
def test_an_objection_beats_what_was_agreed_to_before(
    rule: PurposeRule, consents: list[Consent], objections: list[Objection], expected: str | None
) -> None:
    assert refusal(rule, consents, "customer", TODAY, objections) == expected
