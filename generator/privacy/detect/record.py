"""Which texts of a record may hold anything: all of them in one pass, because most hold nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.privacy.detect import birth, email
from generator.privacy.detect.numbers import cues_among, has_digits, is_cue, recognised
from generator.privacy.detect.plain import HARD_SPACE, simply_spaced, words_among
from generator.privacy.detect.vocabulary import load_vocabulary
from generator.privacy.detect.window import Window, crowds, says_nothing

_END = "\x03"
_BETWEEN = f" {_END} "

Cell = tuple[str, tuple[str, ...]]
"""A text, and the words of its field's name."""


def suspects(cells: Sequence[Cell]) -> list[int]:
    """The places of all texts that may hold something, in order; every one that does is among them."""
    joined = _BETWEEN.join(text for text, _ in cells).replace(HARD_SPACE, " ")
    simple = simply_spaced(joined)
    if simple is None or joined.count(_END) != len(cells) - 1:
        return _apart(cells)
    digits = has_digits(joined)
    said = words_among(simple, digits=digits)
    found = set(_by_words(said, len(cells)))
    if email.signed(joined):
        found.update(at for at, (text, _) in enumerate(cells) if email.signed(text))
    if email.worded(said):
        found.update(at for at, (text, _) in enumerate(cells) if email.worded(_words(text)))
    if digits:
        found.update(_by_numbers(joined, simple, said, cells))
        found.update(at for at, (_, field) in enumerate(cells) if birth.named(field))
        if birth.signed(joined):
            found.update(at for at, (text, _) in enumerate(cells) if birth.signed(text) and has_digits(text))
        if birth.worded(said):
            found.update(at for at, (text, _) in enumerate(cells) if has_digits(text) and birth.worded(_words(text)))
    return sorted(found)


def _apart(cells: Sequence[Cell]) -> list[int]:
    """The same where a text holds other scripts or signs to be undone: such a one is looked at by itself."""
    plain = [at for at, (text, _) in enumerate(cells) if _END not in text and simply_spaced(text) is not None]
    odd = set(range(len(cells))).difference(plain)
    return sorted(odd.union(plain[at] for at in suspects([cells[at] for at in plain]))) if plain else sorted(odd)


def _by_words(said: Sequence[str], count: int) -> Iterator[int]:
    """The texts that speak of a special category, by all words of the record."""
    places = load_vocabulary().places(said)
    if places:
        ends = [at for at, word in enumerate(said) if word == _END]
        for _, place in places:
            cell = bisect_right(ends, place)
            # Words that were spelt with digits stand again after the last text.
            yield from (cell,) if cell < count - 1 else range(count)


def _by_numbers(joined: str, spaced: str, said: Sequence[str], cells: Sequence[Cell]) -> Iterator[int]:
    """The texts with a number that a recogniser knows. `spaced`: the words of `joined` at the same places."""
    starts = [0, *accumulate(len(text) + len(_BETWEEN) for text, _ in cells)]
    hints = cues_among(said)
    for start, end in crowds(joined):
        at = bisect_right(starts, start) - 1
        first, last = starts[at], starts[at + 1] - len(_BETWEEN)
        field = cells[at][1]
        cued = is_cue(field) or any(spaced.find(hint, first, last) >= 0 for hint in hints)
        if not cued and says_nothing(joined, start, end, first, last):
            continue
        if recognised(Window(joined[first:last], start - first, end - first, field, cued=cued)):
            yield at


def _words(text: str) -> list[str]:
    """The words of a text of a record that is simply spaced."""
    return (simply_spaced(text) or "").split()
