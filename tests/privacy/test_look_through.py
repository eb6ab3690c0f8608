"""A record looked through at once comes to the same as each of its texts looked at by itself."""

from __future__ import annotations

import json
import time
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.privacy.detect import NOTHING, look, look_through

SET = Path(__file__).parent / "detection"
CASES = [
    (case["text"], "user.preference", case.get("field", ""))
    for path in sorted(SET.glob("*.jsonl"))
    for case in map(json.loads, path.read_text(encoding="utf-8").splitlines())
]


def one_by_one(cells: list[tuple[str, str, str]]) -> dict[int, object]:
    looked = {at: look(*cell) for at, cell in enumerate(cells)}
    return {at: found for at, found in looked.items() if found is not NOTHING}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(CASES), min_size=1, max_size=12))
def test_records_of_labelled_texts(cells: list[tuple[str, str, str]]) -> None:
    assert dict(look_through(cells)) == one_by_one(cells)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=60), st.just("user.preference"), st.sampled_from(["", "nif", "dob"]))))
def test_records_of_any_texts(cells: list[tuple[str, str, str]]) -> None:
    assert dict(look_through(cells)) == one_by_one(cells)


def test_odd_texts_and_plain_ones_stand_in_one_record() -> None:
    cells = [
        ("nothing to see", "user.preference", ""),
        ("\u0444\U0001f600 diabetes", "user.preference", ""),
        ("Handy 0171\xa0555 0123", "user.preference", ""),
        ("ada@example.org", "user.preference", ""),
        ("Łódź, 14", "user.preference", ""),
    ]
    assert dict(look_through(cells)) == one_by_one(cells)
    assert dict(look_through(cells)).keys() == {1, 2, 3}


def test_nothing_is_found_across_the_border_of_two_texts() -> None:
    halves = [("DE89 3704 0044 0532", "user.preference", ""), ("0130 00", "user.preference", "")]
    assert dict(look_through(halves)) == {}
    assert dict(look_through([("trade", "user.preference", ""), ("union rep", "user.preference", "")])).keys() == {1}
    assert dict(look_through([("trade", "user.preference", ""), ("union", "user.preference", "")])) == {}


def test_a_text_with_the_separator_in_it_is_searched_all_the_same() -> None:
    cells = [("a\x03b", "user.preference", ""), ("ada@example.org", "user.preference", "")]
    assert dict(look_through(cells)).keys() == {1}


def test_a_megabyte_is_searched_in_seconds() -> None:
    chance = Random(1)
    digits = "".join(chance.choice("0123456789 -") for _ in range(1_000_000))
    letters = "".join(chance.choice("ab@. ") for _ in range(1_000_000))
    begun = time.process_time()
    list(
        look_through([(digits, "user.content", ""), (letters, "user.content", ""), ("(" * 100_000, "user.content", "")])
    )
    assert time.process_time() - begun < 20
