"""The labelled questions, answered by the program that pages load: rightly, or not at all."""

from __future__ import annotations

import pytest
from assistant_table import LANGUAGES, NOTHING, Outcome, Question, outcomes


@pytest.fixture(scope="module")
def measured() -> dict[str, list[Outcome]]:
    return {language: outcomes(language) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_questions_get_their_answer_and_few_a_wrong_one(measured: dict[str, list[Outcome]], language: str) -> None:
    inside = [each for each in measured[language] if each.question.wanted != NOTHING]
    for held_out, most_wrong, least_right in ((False, 0.02, 0.94), (True, 0.2, 0.5)):
        chosen = [each for each in inside if each.question.held_out == held_out]
        wrong = sum(not each.right and each.given != NOTHING for each in chosen)
        assert sum(each.right for each in chosen) / len(chosen) >= least_right
        assert wrong / len(chosen) <= most_wrong


def test_of_new_questions_most_are_answered_or_the_answer_is_offered(measured: dict[str, list[Outcome]]) -> None:
    new = [each for found in measured.values() for each in found if each.question.held_out]
    inside = [each for each in new if each.question.wanted != NOTHING]
    assert len(inside) >= 150
    assert sum(each.right for each in inside) / len(inside) >= 0.62
    assert sum(each.right or each.question.wanted in each.offered for each in inside) / len(inside) >= 0.84
    assert sum(not each.right and each.given != NOTHING for each in inside) / len(inside) <= 0.08


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_page_can_not_know_it_does_not_answer(measured: dict[str, list[Outcome]], language: str) -> None:
    outside = [each for each in measured[language] if each.question.wanted == NOTHING]
    for held_out, least, most_wrong in ((False, 50, 2), (True, 12, 3)):
        chosen = [each for each in outside if each.question.held_out == held_out]
        assert len(chosen) >= least
        assert sum(not each.right for each in chosen) <= most_wrong, [each for each in chosen if not each.right]


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        # Typing errors, accents, case, no question at all.
        ("en", "CONSUMTION", "used"),
        ("en", "whats the lagest charge", "largest"),
        ("fr", "echeance", "pay"),
        ("es", "cuanto debo pagar", "amount"),
        ("de", "VERBRAUCH MÄRZ", "thing:März 2026"),
        ("it", "perche e cambiato", "moved"),
        # Figures, as any locale writes them.
        ("en", "what is the 12.50 for", "thing:Taxes"),
        ("en", "what is the 99.99 for", NOTHING),
        ("en", "usage in March 2026", "thing:March 2026"),
        ("en", "usage in March 2019", NOTHING),
        ("en", "usage in Febtober", NOTHING),
        # Nothing, or nothing but words that say nothing.
        ("en", "", NOTHING),
        ("en", "?!", NOTHING),
        ("en", "what is it", NOTHING),
        ("en", "💡💡💡", NOTHING),
        ("en", "a" * 200, NOTHING),
        ("en", "<script>alert(1)</script>", NOTHING),
    ],
)
def test_how_it_is_typed(language: str, text: str, key: str) -> None:
    (found,) = outcomes(language, [Question(language, 0, text, key, False)])
    assert found.given == key, found


def test_where_two_answers_fit_as_well_neither_is_said_and_both_are_offered() -> None:
    (found,) = outcomes("en", [Question("en", 0, "do i need to accept one of your offers", "ideas", False)])
    assert found.given == NOTHING
    assert set(found.offered[:2]) == {"ideas", "which_ideas"}
    assert found.score > 0.9


def test_a_question_word_alone_is_near_to_nothing() -> None:
    (found,) = outcomes("en", [Question("en", 0, "who won the match", NOTHING, False)])
    assert (found.given, found.offered) == (NOTHING, ())


def test_a_planted_wrong_label_is_seen() -> None:
    (found,) = outcomes("en", [Question("en", 0, "how do I pay", "stop", False)])
    assert not found.right
