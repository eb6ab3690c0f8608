"""Each transform, value by value."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter

from generator.privacy.rule import Context, Refused
from generator.privacy.transforms import ACTIONS, AnyRule

RULE: TypeAdapter[Any] = TypeAdapter(AnyRule)


def context(**changes: Any) -> Context:
    given: dict[str, Any] = {
        "secret": b"secret",
        "campaign": "april",
        "today": date(2026, 5, 4),  # a Monday
        "customer_id": "c1",
        "field": "f",
    }
    return Context(**(given | changes))


def applied(options: dict[str, Any], value: Any, **changes: Any) -> Any:
    return RULE.validate_python(options).apply(value, context(**changes))


MASK = "mask"
BANDS = {"action": "bucket", "to": "age_band", "bands": [18, 30, 45, 65]}
REGIONS = {"action": "bucket", "to": "region", "map": {"Milano": "North", "Bari": "South"}}


@pytest.mark.parametrize(
    ("options", "value", "told"),
    [
        ({}, "Ada", "Ada"),
        ({}, Decimal("84.20"), Decimal("84.20")),
        ({}, True, True),
        ({}, datetime(2026, 4, 1, 13, 5), date(2026, 4, 1)),
        ({"action": MASK, "to": "initial"}, "ada", "A."),
        ({"action": MASK, "to": "initial"}, "Ådne", "Å."),
        ({"action": MASK, "to": "last4"}, "DE12 3456 7890", "•••7890"),
        ({"action": MASK, "to": "last4"}, 1234567890, "•••7890"),
        ({"action": MASK, "to": "email"}, "ada@Example.org", "a•••@example.org"),
        ({"action": MASK, "to": "email_domain"}, "ada.l@example.org", "example.org"),
        ({"action": MASK, "to": "all"}, "anything", "•••"),
        ({"action": "bucket", "to": "birthday_week"}, date(1990, 5, 4), True),
        ({"action": "bucket", "to": "birthday_week"}, date(1990, 5, 10), True),
        ({"action": "bucket", "to": "birthday_week"}, date(1990, 5, 11), False),
        ({"action": "bucket", "to": "birthday_week"}, date(1990, 5, 3), False),
        ({"action": "bucket", "to": "birthday_month"}, date(1990, 5, 31), True),
        ({"action": "bucket", "to": "birthday_month"}, date(1990, 6, 1), False),
        (BANDS, date(2008, 5, 4), "18–29"),
        (BANDS, date(2008, 5, 5), "<18"),
        (BANDS, date(1961, 5, 4), "65+"),
        (BANDS, datetime(1996, 5, 4, 1, 2), "30–44"),
        ({"action": "bucket", "to": "band", "bands": [100, 200]}, Decimal("199.99"), "100–199"),
        ({"action": "bucket", "to": "band", "bands": [100, 200]}, 200, "200+"),
        ({"action": "bucket", "to": "decade"}, date(1989, 12, 31), Decimal(1980)),
        ({"action": "bucket", "to": "year"}, date(1989, 12, 31), Decimal(1989)),
        ({"action": "bucket", "to": "month"}, date(1989, 12, 31), date(1989, 12, 1)),
        (REGIONS, " milano", "North"),
        (REGIONS | {"other": "Elsewhere"}, "Oslo", "Elsewhere"),
        ({"action": "round", "step": 10}, Decimal("84.20"), Decimal(80)),
        ({"action": "round", "step": 10}, Decimal(85), Decimal(80)),
        ({"action": "round", "step": 10}, Decimal(95), Decimal(100)),
        ({"action": "round", "step": "0.5"}, Decimal("-0.25"), Decimal(0)),
        ({"action": "round", "step": "0.05"}, Decimal("1.07"), Decimal("1.05")),
        ({"action": "round", "step": 10}, 1234, Decimal(1230)),
    ],
)
def test_what_is_told(options: dict[str, Any], value: Any, told: Any) -> None:
    result = applied(options, value)
    assert result == told
    assert type(result) is type(told)


@pytest.mark.parametrize(
    ("options", "value"),
    [
        ({"action": "drop"}, "anything"),
        ({"action": MASK, "to": "initial"}, "A"),
        ({"action": MASK, "to": "initial"}, "1234"),
        ({"action": MASK, "to": "last4"}, "1234567"),
        ({"action": MASK, "to": "last4"}, "1-2-3-4-5-6-7"),
        ({"action": MASK, "to": "email"}, "a@example.org"),
        ({"action": MASK, "to": "email"}, "not an address"),
        ({"action": MASK, "to": "email_domain"}, "ada@localhost"),
        ({"action": MASK, "to": "all"}, date(2026, 1, 1)),
        ({"action": MASK, "to": "all"}, True),
        (BANDS, "1990-01-01"),
        (BANDS, date(2027, 1, 1)),
        ({"action": "bucket", "to": "band", "bands": [1]}, "12"),
        ({"action": "bucket", "to": "band", "bands": [1]}, Decimal("NaN")),
        (REGIONS, "Oslo"),
        ({"action": "round", "step": 10}, "84"),
        ({"action": "round", "step": 10}, True),
        ({"action": "round", "step": 10}, Decimal("Infinity")),
        ({"action": "round", "step": "0.01"}, Decimal("1e60")),
    ],
)
def test_what_is_refused_without_quoting_it(options: dict[str, Any], value: Any) -> None:
    with pytest.raises(Refused) as caught:
        applied(options, value)
    assert str(value) not in str(caught.value)


@pytest.mark.parametrize(
    ("born", "today", "told"),
    [
        (date(2000, 2, 29), date(2026, 2, 26), True),  # the week of 28 February 2026
        (date(2000, 2, 29), date(2026, 3, 3), False),
        (date(2000, 2, 29), date(2028, 2, 28), True),  # 29 February is a Tuesday
        (date(2000, 2, 29), date(2028, 2, 27), False),
        (date(2000, 1, 1), date(2026, 12, 30), True),  # the week runs into the new year
        (date(2000, 12, 28), date(2027, 1, 1), True),
        (date(2000, 12, 27), date(2027, 1, 1), False),
    ],
)
def test_birthday_weeks_at_the_edges_of_the_year(born: date, today: date, told: bool) -> None:
    assert applied({"action": "bucket", "to": "birthday_week"}, born, today=today) is told


def test_a_pseudonym_joins_neither_fields_nor_campaigns_nor_secrets() -> None:
    options = {"action": "pseudonymise"}
    first = applied(options, "C-1001")
    assert first == applied(options, "C-1001")
    others = [
        applied(options, "C-1002"),
        applied(options, "C-1001", field="g"),
        applied(options, "C-1001", campaign="may"),
        applied(options, "C-1001", secret=b"another"),
    ]
    assert len({first, *others}) == 5
    assert all(len(pseudonym) == 32 and int(pseudonym, 16) >= 0 for pseudonym in (first, *others))


@pytest.mark.parametrize("length", [8, 9, 15, 64])
def test_the_length_of_a_masked_value_tells_nothing(length: int) -> None:
    assert applied({"action": MASK, "to": "last4"}, "7" * length) == "•••7777"


def test_every_action_is_told_apart_by_its_name() -> None:
    assert ACTIONS == ("keep", "drop", "mask", "bucket", "round", "pseudonymise", "derive")
