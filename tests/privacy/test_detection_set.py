"""The labelled texts: there are enough of them, of every kind and language, and the figures don't fall."""

from __future__ import annotations

from collections import Counter

import detection_table
import pytest

LANGUAGES = {"en", "it", "es", "fr", "de", "pt"}
# What docs/detection.md promises.
LEAST_PRECISION, LEAST_RECALL = 0.97, 0.95
HELD_OUT_PRECISION, HELD_OUT_RECALL = 0.97, 0.87


def test_there_are_enough_texts_of_every_language_and_kind() -> None:
    known, held_out = detection_table.texts("known"), detection_table.texts("held_out")
    assert len(known) >= 600
    assert len(held_out) >= len(known) / 3
    for part in (known, held_out):
        assert {text.language for text in part} == LANGUAGES
        assert {kind for text in part for kind in text.holds} == set(detection_table.ROWS)
        assert sum(not text.holds for text in part) >= len(part) / 4
    words = ("belief", "politics", "union", "health", "sexual_life", "origin", "biometrics", "criminal_record")
    spoken = Counter((text.language, kind) for text in known for kind in text.holds)
    assert all(spoken[language, kind] >= 3 for language in LANGUAGES for kind in words)


def test_no_text_is_in_both_parts() -> None:
    known, held_out = ({text.text for text in detection_table.texts(part)} for part in ("known", "held_out"))
    assert known.isdisjoint(held_out)


@pytest.mark.parametrize("row", detection_table.ROWS)
def test_every_kind_is_found_and_hardly_ever_where_it_is_not(row: str) -> None:
    score = detection_table.score("known", (row,))
    assert score.precision >= LEAST_PRECISION
    assert score.recall >= LEAST_RECALL


def test_the_texts_held_out_are_found_about_as_well() -> None:
    score = detection_table.score("held_out", detection_table.ROWS)
    assert score.precision >= HELD_OUT_PRECISION
    assert score.recall >= HELD_OUT_RECALL


def test_a_score_sees_misses_and_false_alarms() -> None:
    assert detection_table.Score(holding=4, found=3, false=1).recall == 0.75
    assert detection_table.Score(holding=4, found=3, false=1).precision == 0.75
