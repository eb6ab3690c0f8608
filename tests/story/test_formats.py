"""Facts in words, by locale."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from babel.localedata import locale_identifiers

from generator.model.facts import Money, Part, Parts, Point, Series
from generator.model.layers import NumberFormat
from generator.story.formats import Formats
from generator.story.locales import settle

THIN = "\u202f"
LANGUAGES = frozenset({"en", "it", "de", "fr", "es"})


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "spec", "text"),
    [
        ("en_GB", "84.20", "EUR", "", f"€{THIN}84.20"),
        ("en_US", "1234.5", "USD", "", f"${THIN}1,234.50"),
        ("de_DE", "1234567.5", "EUR", "", f"1.234.567,50{THIN}€"),
        ("de_CH", "1234.5", "CHF", "", f"CHF{THIN}1’234.50"),
        ("fr_FR", "1234.5", "EUR", "", f"1{THIN}234,50{THIN}€"),
        ("en_IN", "1234567", "INR", "", f"₹{THIN}12,34,567.00"),
        ("it_IT", "-6.10", "EUR", "", f"−6,10{THIN}€"),
        ("it_IT", "-6.10", "EUR", "abs", f"6,10{THIN}€"),
        ("en_GB", "-9.2", "EUR", "signed", f"−{THIN}9.20"),
        ("en_GB", "2.5", "EUR", "signed", f"+{THIN}2.50"),
        ("en_GB", "2.5", "EUR", "round", f"€{THIN}2"),
        ("ja_JP", "1234", "JPY", "", f"￥{THIN}1,234"),
    ],
)
def test_money(locale: str, amount: str, currency: str, spec: str, text: str) -> None:
    assert Formats(locale).money(Money(Decimal(amount), currency), spec) == text


@pytest.mark.parametrize(
    ("locale", "spec", "text"),
    [
        ("en_GB", "", "28 May"),
        ("en_US", "", "May 28"),
        ("de_DE", "", "28. Mai"),
        ("es_ES", "long", "28 de mayo de 2026"),
        ("it_IT", "month", "maggio"),
        ("de_DE", "short_month", "Mai"),
        ("fr_FR", "month_year", "mai 2026"),
        ("en_GB", "iso", "2026-05-28"),
        ("en_GB", "EEE d MMM", "Thu 28 May"),
    ],
)
def test_dates(locale: str, spec: str, text: str) -> None:
    assert Formats(locale).date(datetime.date(2026, 5, 28), spec) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("205", None, "205"), ("1234.50", None, "1.234,5"), ("-3.14159", None, "−3,142"), ("2", 2, "2,00")],
)
def test_numbers(value: str, decimals: int | None, text: str) -> None:
    assert Formats("de_DE").number(Decimal(value), decimals) == text


def test_values_by_type() -> None:
    formats = Formats("en_GB")
    series = Series((Point("a", Decimal(3)), Point("b", Decimal(5))), "EUR")
    parts = Parts((Part("a", Money(Decimal(3), "EUR")), Part("b", Money(Decimal("5.5"), "EUR"))))
    assert formats.value(series, "last") == f"€{THIN}5.00"
    assert formats.value(series, "unit") == "EUR"
    assert formats.value(parts) == f"€{THIN}8.50"
    assert formats.value("Zoë") == "Zoë"
    assert formats.value(True) == "✓"


def test_the_digits_of_a_counter_are_set_as_the_locale_sets_them() -> None:
    assert Formats("de_DE").number_format(Money(Decimal(1), "EUR")) == NumberFormat(
        before="", after=f"{THIN}€", group=".", primary_group=3, secondary_group=3, decimal=",", decimals=2
    )
    assert Formats("en_GB").number_format(Decimal("1.5")).decimals == 1


@pytest.mark.parametrize(
    ("wanted", "language", "locale"),
    [
        ("it_IT", "it", "it_IT"),
        ("de-AT", "de", "de_AT"),
        ("nb_NO", "en", "en_NO"),
        ("cs_CZ", "en", "en_CZ"),
        ("pt_BR", "en", "en_150"),
        ("no such locale", "en", "en_GB"),
        ("", "en", "en_GB"),
    ],
)
def test_words_and_formats_agree(wanted: str, language: str, locale: str) -> None:
    assert settle(wanted, LANGUAGES) == (language, locale)


AMOUNTS = (
    "0",
    "0.004",
    "0.005",
    "0.015",
    "7",
    "84.2",
    "999.995",
    "1000",
    "1234.5",
    "98765.43",
    "1234567.891",
    "98765432109.1",
)
PLACES = (0, 2, 3, 6)


LOCALES = {
    *(name for name in locale_identifiers() if "_" not in name),
    "de_AT",
    "de_CH",
    "en_IN",
    "es_MX",
    "fr_CH",
    "pt_PT",
}


@pytest.mark.parametrize("locale", sorted(LOCALES))
def test_digits_are_set_as_babel_sets_them(locale: str) -> None:
    """Digits are set without Babel once its way is learnt: any amount comes out as Babel itself would write it."""
    formats = Formats(locale)
    for text in AMOUNTS:
        for places in PLACES:
            amount = Decimal(text)
            assert formats.number(amount, places) == formats._unsigned_number(amount, places)
            for currency in ("EUR", "JPY"):
                rounded = round(amount, places) if places else amount.to_integral_value()
                set_ = formats._money_digits(currency, places).set(rounded)
                assert set_ == formats._unsigned_money(rounded, currency, places), (text, currency, places)


@pytest.mark.parametrize("locale", ["ar_EG", "he_IL", "fa_IR"])
def test_a_sign_stays_before_its_figures_where_people_write_from_right_to_left(locale: str) -> None:
    """With the mark sign and figures are one run; without it the sign is drawn behind them."""
    formats, less = Formats(locale), Decimal("-9.20")
    said = (
        formats.money(Money(less, "EUR")),
        formats.money(Money(less, "EUR"), "signed"),
        formats.money(Money(-less, "EUR"), "signed"),
        formats.number(less),
        formats.percent(less),
        formats.sign(less),
    )
    assert all(text[0] == "\u200e" and text[1] in "−+" for text in said)
    assert "\u200e" not in formats.money(Money(-less, "EUR")) + formats.number(-less) + Formats("en_IE").number(less)
