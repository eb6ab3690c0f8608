"""The copy lint on labelled phrases: the figures of docs/detection.md hold what was aimed for."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from copy_table import LANGUAGES, Score, phrases, score

from generator.story.lint import lint

LEAST_RECALL = 0.95
MOST_FALSE_ALARMS = 0.03


def known(language: str) -> Score:
    return score([phrase for phrase in phrases(language) if not phrase.held_out])


def test_there_are_enough_phrases_and_none_is_there_twice() -> None:
    texts = [(language, phrase.text) for language in LANGUAGES for phrase in phrases(language)]
    assert len(texts) == len(set(texts)) >= 480


@pytest.mark.parametrize("language", LANGUAGES)
def test_half_of_them_are_innocent_and_some_are_held_out(language: str) -> None:
    chosen = list(phrases(language))
    assert len(chosen) >= 80
    assert 0.4 <= sum(phrase.reveals for phrase in chosen) / len(chosen) <= 0.6
    assert sum(phrase.held_out for phrase in chosen) >= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_gives_a_source_away_is_found(language: str) -> None:
    assert known(language).recall >= LEAST_RECALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_fine_is_left_alone(language: str) -> None:
    assert known(language).false_alarms <= MOST_FALSE_ALARMS
    assert score(list(phrases(language))).false_alarms <= MOST_FALSE_ALARMS


def test_no_catalogue_gives_a_source_away(checkout: Path) -> None:
    """Words that were written without a thought of the lint, in five languages: none is flagged in a statement."""
    files = [*checkout.glob("templates/**/*.po"), *checkout.glob("examples/**/*.po")]
    told: set[tuple[str, str]] = set()
    for path in files:
        language = path.stem if path.parent.name == "locale" else path.parent.name
        with path.open("rb") as handle:
            for message in read_po(handle):
                if message.id:
                    told |= {("en", str(message.id)), (language, str(message.string))}
    assert len(told) > 1500
    assert [(language, text) for language, text in sorted(told) if lint(text, language, contract=True)] == []
