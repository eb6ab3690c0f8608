"""faq.yaml: what it may say, and what a recipient gets of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import StoryError
from generator.model.facts import FactValue, Money
from generator.story.faq import Faq, load_faq, wordings
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing, plain_facts
from generator.story.words import Words

GOOD = """\
topics: {paying: Paying}
questions:
  - id: late
    topic: paying
    question: What if I pay late?
    also: overdue | missed  the date |
    answer: "Nothing until {due:long}."
    when: "balance > 0"
    link: contact
    place: history/2026-03
  - id: size
    question: Is it much?
    answer:
      - {when: "balance > 100", text: "Yes, {balance}."}
      - {text: "No."}
"""
FACTS: dict[str, FactValue] = {"due": date(2026, 5, 28), "balance": Money(Decimal("84.20"), "EUR")}


def faq(tmp_path: Path, text: str = GOOD) -> Faq:
    path = tmp_path / "faq.yaml"
    path.write_text(text, encoding="utf-8")
    return load_faq(path)


def told(found: Faq, facts: dict[str, FactValue], language: str = "en", **words: str) -> dict[str, str]:
    phrasing = Phrasing(Words(language, words), Formats("en_IE"))
    return {entry.key: entry.answer for entry in found.told(facts, plain_facts(facts), phrasing)}


def test_an_entry_is_told_in_words(tmp_path: Path) -> None:
    (late, _) = faq(tmp_path).told(FACTS, plain_facts(FACTS), Phrasing(Words("en"), Formats("en_IE")))
    assert late.answer == "Nothing until 28 May 2026."
    assert late.also == ("overdue", "missed the date")
    assert (late.topic, late.link, late.place) == ("Paying", "contact", "history/2026-03")


@pytest.mark.parametrize(
    ("facts", "answers"),
    [
        (FACTS, {"late": "Nothing until 28 May 2026.", "size": "No."}),
        ({**FACTS, "balance": Money(Decimal(0), "EUR")}, {"size": "No."}),
        ({"balance": Money(Decimal("100.01"), "EUR")}, {"size": "Yes, €\u202f100.01."}),
        ({}, {"size": "No."}),
    ],
)
def test_conditions_and_missing_facts_leave_answers_out(
    tmp_path: Path, facts: dict[str, FactValue], answers: dict[str, str]
) -> None:
    assert told(faq(tmp_path), facts) == answers


def test_a_language_has_wordings_of_its_own(tmp_path: Path) -> None:
    words = Words(
        "de", {"overdue | missed  the date |": "überfällig | Mahnung | Verzug", "What if I pay late?": "Und wenn?"}
    )
    (late, _) = faq(tmp_path).told(FACTS, plain_facts(FACTS), Phrasing(words, Formats("de_DE")))
    assert late.question == "Und wenn?"
    assert late.also == ("überfällig", "Mahnung", "Verzug")


def test_what_answers_need_is_known(tmp_path: Path) -> None:
    late, size = faq(tmp_path).entries
    assert (late.fact_names(), late.condition_names()) == ({"due"}, {"balance"})
    assert (size.fact_names(), size.condition_names()) == ({"balance"}, set())


@pytest.mark.parametrize(
    ("old", "new", "line", "cause"),
    [
        ("id: size", "id: late", 11, "two questions are called 'late'"),
        ("Is it much?", "What if I páy late", 12, "'late' is asked in the same words"),
        ("question: Is it much?", "question: Is it much?\n    also: Overdue!", 13, "'late' is asked in the same words"),
        ("topic: paying", "topic: payment", 4, "there is no topic 'payment'"),
        ("Is it much?", "Is {balance} much?", 12, "only answers can hold facts"),
        ("Is it much?", "''", 12, "there is nothing in it"),
        ('answer: "Nothing until {due:long}."', 'answer: "Nothing until {due:long."', 7, "the braces don't match"),
        ('when: "balance > 0"', 'when: "balance >"', 8, "the condition can't be understood"),
        ("link: contact", "lnk: contact", 9, "lnk"),
        ("id: size", "id: Size", 11, "'id' is wrong"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, old: str, new: str, line: int, cause: str) -> None:
    assert old in GOOD
    with pytest.raises(StoryError) as caught:
        faq(tmp_path, GOOD.replace(old, new))
    assert f"faq.yaml:{line}:" in caught.value.place
    assert cause in f"{caught.value.cause} {caught.value.remedy}"


def test_wordings_are_split_at_bars() -> None:
    assert wordings(" a  b | | c|") == ("a b", "c")
