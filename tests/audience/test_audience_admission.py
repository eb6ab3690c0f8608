from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from generator.audience import Age, Audience, AudienceSpec, PurposeRule, Recipient, RuleError, Rules, suppression_line
from generator.errors import CampaignError, RowError
from generator.intake import Consent, CustomerRecord, Shape
from generator.keys import Key, Keyring
from generator.model.outcome import Skipped

TODAY = date(2026, 5, 4)
SECRET = b"a secret of sixteen bytes or more"
KEYS = Keyring((Key.of(SECRET.decode(), None),))
PURPOSES = {
    "invoice": PurposeRule("invoice", "essential.service", "contract"),
    "offers": PurposeRule("offers", "marketing.communications", "consent", Age.parse("P24M")),
}
GIVEN = Consent("offers", date(2026, 1, 1))
OLD = Consent("offers", date(2020, 1, 1))
WITHDRAWN = Consent("offers", date(2026, 1, 1), date(2026, 2, 1))
SEGMENTS = [
    {"name": "saver", "when": "invoices | length > 1 and invoices[-1].kwh < invoices[-2].kwh"},
    {"name": "rich", "when": "balance > 100"},
]


def _record(*consents: Consent, **values: Any) -> CustomerRecord:
    return CustomerRecord("C-1", {"status": "active", **values}, consents, "c.csv, line 2")


def _audience(tmp_path: Path, spec: Mapping[str, Any], purposes: tuple[str, ...] = ("invoice", "offers")) -> Audience:
    return Audience(AudienceSpec.model_validate(spec), PURPOSES, purposes, KEYS, tmp_path)


CASES: dict[str, tuple[CustomerRecord, tuple[str, ...], tuple[str, ...] | str]] = {
    "a customer who agreed": (_record(GIVEN), ("offers", "invoice"), ("offers", "invoice")),
    "a customer who didn't": (_record(), ("invoice", "offers"), ("invoice",)),
    "a prospect who agreed": (_record(GIVEN, status="lead"), ("invoice", "offers"), ("offers",)),
    "a prospect who didn't": (_record(status="lead"), ("invoice", "offers"), "no-consent"),
    "a prospect, for an invoice": (_record(GIVEN, status="lead"), ("invoice",), "relationship"),
    "withdrawn": (_record(WITHDRAWN), ("offers",), "consent-withdrawn"),
    "expired": (_record(OLD), ("offers",), "consent-expired"),
    "a prospect with an old consent": (_record(OLD, status="lead"), ("invoice", "offers"), "consent-expired"),
}


@pytest.mark.parametrize(("record", "purposes", "expected"), CASES.values(), ids=CASES)
def test_who_is_admitted_for_what(
    tmp_path: Path, record: CustomerRecord, purposes: tuple[str, ...], expected: tuple[str, ...] | str
) -> None:
    found = _audience(tmp_path, {"prospects": "status == 'lead'"}, purposes).admit(record, TODAY)
    if isinstance(found, Skipped):
        assert found.reason == expected
        assert found.detail
    else:
        assert found.purposes == expected
        assert found.record is record
        assert found.relationship == ("prospect" if record.values["status"] == "lead" else "customer")


@pytest.mark.parametrize("line", ["C-1", suppression_line(SECRET, "C-1")])
def test_suppression_comes_before_everything(tmp_path: Path, line: str) -> None:
    (tmp_path / "stop.txt").write_text(line + "\n")
    audience = _audience(tmp_path, {"suppression": "stop.txt", "segments": [{"name": "x", "when": "status > 1"}]})
    found = audience.admit(_record(GIVEN), TODAY)
    assert isinstance(found, Skipped)
    assert found.reason == "suppressed"
    assert "C-1" not in found.detail
    assert audience.suppresses("C-1")
    assert not audience.suppresses("C-2")


@pytest.mark.parametrize(
    ("values", "segment"),
    [
        ({"invoices": ({"kwh": Decimal(9)}, {"kwh": Decimal(5)}), "balance": Decimal(200)}, "saver"),
        ({"invoices": ({"kwh": Decimal(5)}, {"kwh": Decimal(9)}), "balance": Decimal(200)}, "rich"),
        ({"invoices": ({"kwh": None}, {"kwh": Decimal(9)}), "balance": None}, "everyone"),
        ({"invoices": (), "balance": None}, "everyone"),
        ({}, "everyone"),
    ],
)
def test_the_first_segment_that_holds_is_taken(tmp_path: Path, values: dict[str, Any], segment: str) -> None:
    audience = _audience(tmp_path, {"segments": SEGMENTS})
    found = audience.admit(_record(**values), TODAY)
    assert isinstance(found, Recipient)
    assert found.segment == segment
    assert audience.rules.segments == ("saver", "rich", "everyone")


def test_a_condition_that_fails_costs_one_row_and_quotes_no_value(tmp_path: Path) -> None:
    audience = _audience(tmp_path, {"segments": SEGMENTS})
    with pytest.raises(RowError) as caught:
        audience.admit(_record(balance="canary"), TODAY)
    assert caught.value.place == "c.csv, line 2"
    assert "'rich'" in caught.value.cause
    assert "canary" not in str(caught.value)


def test_what_segments_read_is_known_for_the_policy_to_judge() -> None:
    spec = AudienceSpec.model_validate({"prospects": "status == 'lead'", "segments": SEGMENTS})
    paths = Rules(spec).segment_paths
    assert {("balance",), ("invoices", "kwh")} <= paths
    assert ("status",) not in paths


def test_a_condition_that_cant_be_read_says_where_it_stands(tmp_path: Path) -> None:
    for spec, keys in (
        ({"segments": [SEGMENTS[1], {"name": "x", "when": "balance >"}]}, ("segments", 1, "when")),
        ({"prospects": "status = 'lead'"}, ("prospects",)),
        ({"prospects": "status | nosuchfilter"}, ("prospects",)),
    ):
        with pytest.raises(RuleError) as caught:
            _audience(tmp_path, spec)
        assert caught.value.keys == keys
        assert caught.value.cause.endswith(".")


def test_conditions_over_fields_that_arent_there_are_found_before_the_run() -> None:
    shape = Shape(("id", "status", "born"), {"invoices": Shape(("no", "kwh"))})
    good = [{"name": "a", "when": "invoices[-1].kwh > 1 and born.month == 5 and invoices | length > 1"}]
    assert Rules(AudienceSpec.model_validate({"segments": good})).check(shape) == []
    bad = {
        "prospects": "state == 'lead'",
        "segments": [*good, {"name": "b", "when": "invoices | map(attribute='total') | sum > 1"}],
    }
    found = Rules(AudienceSpec.model_validate(bad)).check(shape)
    assert [fault.keys for fault in found] == [("prospects",), ("segments", 1, "when")]
    assert "'state'" in found[0].cause
    assert "'invoices.total'" in found[1].cause


def test_a_purpose_without_a_rule_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match="no purpose 'survey'"):
        _audience(tmp_path, {}, ("survey",))


@pytest.mark.parametrize(
    "spec",
    [
        {"segments": [{"name": "a", "when": "x"}, {"name": "a", "when": "y"}]},
        {"segments": [{"name": "everyone", "when": "x"}]},
        {"segments": [{"name": "Not a name", "when": "x"}]},
        {"segments": [{"name": "a"}]},
        {"unknown": 1},
    ],
)
def test_a_section_that_is_wrong_is_refused(spec: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        AudienceSpec.model_validate(spec)
