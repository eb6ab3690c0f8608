"""QR codes that are drawn here are those that segno draws, module by module; where they weren't, segno's are taken."""

from __future__ import annotations

import random

import pytest
import segno

from generator.story import symbols
from generator.story.symbols import symbol


def _by_segno(content: str) -> tuple[str, ...]:
    code = segno.make_qr(content, error="m", boost_error=False, mask=symbols.MASK, encoding="utf-8", eci=False)
    return tuple("".join("1" if module else "0" for module in row) for row in code.matrix)


def _text(size: int, seed: int) -> str:
    """A text of so many bytes in UTF-8, of several scripts."""
    chance = random.Random(seed)
    text = "B\n"
    while len(text.encode()) < size - 3:
        text += chance.choice("ABab09 zäß€\n日")
    return text + "x" * (size - len(text.encode()))


@pytest.fixture(autouse=True)
def _nothing_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbols, "_lengths", {})
    monkeypatch.setattr(symbols, "_frames", {})


@pytest.mark.parametrize("size", [*range(5, 420, 23), 700, 1100, 2300])
def test_every_module_is_as_segno_draws_it(size: int) -> None:
    for seed in range(3):
        text = _text(size, seed)
        drawn = symbol(text)
        assert drawn is not None
        assert drawn.rows == _by_segno(text)
        assert symbols._lengths[size] is not None, "segno draws it each time"


@pytest.mark.parametrize("text", ["12345", "ABC 123", "A\n", "点茗", "é\n"])
def test_other_modes_are_left_to_segno(text: str) -> None:
    for _ in range(2):
        drawn = symbol(text)
        assert drawn is not None
        assert drawn.rows == _by_segno(text)


def test_what_is_too_long_has_no_code() -> None:
    assert symbol(_text(2400, 1)) is None


def test_a_code_that_differs_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbols, "_corrections", lambda words, count: bytes(count))
    for seed in range(2):
        drawn = symbol(_text(120, seed))
        assert drawn is not None
        assert drawn.rows == _by_segno(_text(120, seed))
    assert symbols._lengths == {120: None}
