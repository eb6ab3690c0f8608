"""What a page reckons: each sum again with decimal arithmetic of its own."""

from __future__ import annotations

import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest

from generator.microsite.instalments import due_days, most_of, split
from generator.microsite.readings import readings_of, used_of
from generator.microsite.tariffs import cost_of, examples_of, tariffs_of, usage_of
from generator.microsite.taxes import taxes_of
from generator.microsite.wording import Wording
from generator.model.facts import Money, Scalar, Table
from generator.story.formats import Formats


@pytest.mark.parametrize(
    ("amount", "currency", "count", "parts"),
    [
        ("84.20", "EUR", 1, ["84.20"]),
        ("84.20", "EUR", 3, ["28.07", "28.07", "28.06"]),
        ("84.20", "EUR", 12, ["7.02"] * 8 + ["7.01"] * 4),
        ("0.05", "EUR", 4, ["0.02", "0.01", "0.01", "0.01"]),
        ("1000", "JPY", 3, ["334", "333", "333"]),
        ("1.000", "KWD", 3, ["0.334", "0.333", "0.333"]),
    ],
)
def test_instalments(amount: str, currency: str, count: int, parts: list[str]) -> None:
    assert [str(part.amount) for part in split(Money(Decimal(amount), currency), count)] == parts


def test_instalments_add_up_to_the_cent() -> None:
    chance = random.Random(1)
    for _ in range(500):
        amount = Money(Decimal(chance.randrange(1, 10**9)).scaleb(-2), "EUR")
        count = chance.randrange(1, 37)
        parts = [part.amount for part in split(amount, count)]
        assert sum(parts) == amount.amount
        assert max(parts) - min(parts) <= Decimal("0.01")
        assert parts == sorted(parts, reverse=True)


@pytest.mark.parametrize(("amount", "count"), [("84.20", 0), ("84.205", 2)])
def test_what_can_not_be_split_is_refused(amount: str, count: int) -> None:
    with pytest.raises(ValueError, match="nothing to split"):
        split(Money(Decimal(amount), "EUR"), count)


def test_no_instalment_is_nothing() -> None:
    assert most_of(Decimal(12), Money(Decimal("0.05"), "EUR")) == 5
    assert most_of(Decimal(99), Money(Decimal("84.20"), "EUR")) == 36
    assert most_of(Decimal(12), Money(Decimal("-3"), "EUR")) == 0


def test_instalments_are_due_a_month_apart() -> None:
    assert due_days(date(2026, 1, 31), 4) == (
        date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30),
    )  # fmt: skip
    assert due_days(date(2027, 11, 28), 4)[-1] == date(2028, 2, 28)


TARIFFS = Table(
    ("name", "unit_price", "fixed", "current"),
    (
        ("As it is", Decimal("0.2140"), Decimal("13.20"), True),
        ("Steady", Decimal("0.2"), Decimal("15"), None),
        ("Free", Decimal("0.2555"), None, None),
    ),
)


def test_tariffs_cost_what_decimal_arithmetic_says(english: Formats) -> None:
    tariffs = tariffs_of(TARIFFS, "EUR", english)
    assert [item.current for item in tariffs] == [True, False, False]
    for usage in (0, 1, 10, 205, 333, 99_999):
        for tariff, (price, fixed) in zip(tariffs, (("0.2140", "13.20"), ("0.2", "15"), ("0.2555", "0")), strict=True):
            exact = Decimal(price) * usage + Decimal(fixed)
            assert cost_of(tariff, usage).amount == exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert cost_of(tariffs[2], 10) == Money(Decimal("2.56"), "EUR")  # 2.555


@pytest.mark.parametrize(
    "rows",
    [
        (("A", Decimal(1)),),
        (("A", Decimal(1)), ("B", None)),
        (("A", Money(Decimal(1), "EUR")), ("B", Money(Decimal(1), "USD"))),
    ],
)
def test_tariffs_that_can_not_be_compared_are_left_out(english: Formats, rows: tuple[tuple[Scalar, ...], ...]) -> None:
    assert tariffs_of(Table(("name", "unit_price"), rows), "EUR", english) == ()


@pytest.mark.parametrize("used", [1, 2, 19, 205, 1000, 12_345, 1_048_576])
def test_the_slider_can_stand_on_what_was_used(used: int) -> None:
    usage = usage_of(Decimal(used))
    assert usage.value == used
    assert (used - usage.least) % usage.step == 0
    assert (usage.most - usage.least) % usage.step == 0
    assert usage.least <= used
    assert usage.most >= 2 * used
    assert (usage.most - usage.least) // usage.step <= 41
    assert used in examples_of(usage)


def test_taxes_add_up(english: Formats) -> None:
    table = Table(
        ("rate", "net", "tax"),
        ((Decimal(19), Decimal("100.01"), Decimal("19.00")), (Decimal(7), Decimal("12.34"), Decimal("0.86"))),
    )
    found = taxes_of(table, "EUR", english)
    assert found is not None
    assert [item.rate for item in found.rates] == ["19%", "7%"]
    assert [str(money.amount) for money in (found.net, found.tax, found.gross)] == ["112.35", "19.86", "132.21"]
    assert found.rates[0].gross == Money(Decimal("119.01"), "EUR")
    assert taxes_of(table, "", english) is None
    assert taxes_of(Table(("rate", "net", "tax"), ((Decimal(1), None, Decimal(1)),)), "EUR", english) is None


@pytest.mark.parametrize(
    ("before", "after", "factor", "used", "found"),
    [
        ("12345", "12550", None, None, "205"),
        ("12345.5", "12350.0", Decimal(10), None, "45.0"),
        ("99990", "15", None, Decimal(25), "25"),
    ],
)
def test_what_a_meter_counted(
    before: str, after: str, factor: Decimal | None, used: Decimal | None, found: str
) -> None:
    assert used_of(Decimal(before), Decimal(after), factor, used) == Decimal(found)


def test_readings_in_words(words: Wording, english: Formats) -> None:
    table = Table(
        ("meter", "from_day", "to_day", "before", "after", "factor", "used", "unit", "how"),
        (
            ("Peak", date(2026, 4, 1), date(2026, 4, 30), Decimal(12345), Decimal(12463), None, None, "kWh", "read"),
            ("Off-peak", None, date(2026, 4, 30), Decimal(800), Decimal(887), None, None, "kWh", "estimated"),
            ("Old", None, None, Decimal(99990), Decimal(15), None, Decimal(25), "kWh", "by drone"),
            ("Gas", None, None, Decimal(10), Decimal(12), Decimal("10.5"), None, "kWh", None),
            ("Broken", None, None, None, Decimal(15), None, None, "kWh", "read"),
        ),
    )
    first, second, third, fourth = readings_of(table, words, english)
    assert (first.period, first.used.replace("\u00a0", " "), first.how) == ("1 Apr to 30 Apr", "118 kWh", "Read")
    assert first.reckoned.replace("\u00a0", " ") == "12,463 − 12,345 = 118 kWh"
    assert (second.estimated, second.how) == (True, "Estimated")
    assert (third.reckoned, third.how) == ("", "by drone")
    assert fourth.reckoned.replace("\u00a0", " ") == "(12 − 10) × 10.5 = 21 kWh"
