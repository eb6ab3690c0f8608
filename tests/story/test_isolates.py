"""Facts that run against their sentence are fenced, and no others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.model.facts import Money
from generator.scenes.wording import literal
from generator.story.formats import Formats
from generator.story.isolates import isolated
from generator.story.phrasing import Phrasing
from generator.story.words import load_words

ARABIC, HEBREW = "عبد الرحمن 2024", "יוסי"


@pytest.mark.parametrize(
    ("fact", "sentence", "fenced"),
    [
        ("Lucia", "Hello ,", False),
        ("Åsa", "Hello ,", False),
        (ARABIC, "Hello , 3 bills", True),
        (f"Anna {HEBREW}", "Hello", True),
        (ARABIC, "مرحبا ،", False),
        ("Anna 2", "שלום , 3", True),
        ("84.20\u202f€", "فاتورة", False),
        (ARABIC, "", False),
        (ARABIC, ": 12", False),
    ],
)
def test_what_runs_against_its_sentence_is_fenced(fact: str, sentence: str, fenced: bool) -> None:
    assert isolated(fact, sentence) == (f"\u2068{fact}\u2069" if fenced else fact)


def test_placeholders_are_fenced_where_they_stand() -> None:
    phrasing = Phrasing(load_words("en"), Formats("en_GB"))
    said = phrasing.say(literal("{name}, your bill of {sum}"), {"name": ARABIC, "sum": Money(Decimal(3), "EUR")})
    assert said == f"\u2068{ARABIC}\u2069, your bill of €\u202f3.00"


@pytest.mark.parametrize("locale", ["ar_EG", "fa_IR", "ne_NP", "bn_BD", "de_CH", "hi_IN", "it_IT"])
def test_a_counter_sets_its_digits_as_the_words_do(locale: str) -> None:
    formats = Formats(locale)
    value = Money(Decimal("1234567.25"), "EUR")
    shown = formats.number_format(value)
    text = formats.money(value)
    assert f"567{shown.decimal}25" in text
    assert f"4{shown.group}567" in text
