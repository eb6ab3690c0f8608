"""Which texts of a record may hold anything: all of them in one pass, because most hold nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from generator.privacy.detect import birth, email
from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.numbers import cues_among, has_digits, is_cue, recognised
from generator.privacy.detect.plain import HARD_SPACE, simply_spaced, words_among
from generator.privacy.detect.vocabulary import load_vocabulary
from generator.privacy.detect.window import Window, crowds, says_nothing, within_reach

_END = "\x03"
_BETWEEN = f" {_END} "

Cell = tuple[str, tuple[str, ...]]
"""A text, and the words of its field's name."""


@dataclass(slots=True)
class Suspect:
    """A text that may hold something. `numbers`: the kinds of its numbers, all of them.

    `speaks`: whether it may tell of a special category; `mail`, `birth`: whether it may hold such a thing.
    """

    numbers: set[Kind] = field(default_factory=set)
    speaks: bool = False
    mail: bool = False
    birth: bool = False

    def kinds(self, text: str, field_words: tuple[str, ...]) -> set[Kind]:
        """The text in, and the words of its field's name; every kind that it holds out."""
        found = set(self.numbers)
        if not (self.speaks or self.mail or self.birth):
            return found
        shown = text.replace(HARD_SPACE, " ")
        said = _words(shown)
        if self.speaks:
            found |= load_vocabulary().found(said)
        if self.mail and email.found(shown, said):
            found.add(email.KIND)
        if self.birth and birth.found(shown, said, field_words):
            found.add(birth.KIND)
        return found


class _Suspects(dict[int, Suspect]):
    """By place in the record."""

    def __missing__(self, at: int) -> Suspect:
        self[at] = found = Suspect()
        return found


def suspects(cells: Sequence[Cell]) -> Mapping[int, Suspect | None]:
    """The places of all texts that may hold something; every one that does is among them.

    With each stands what may be in it, or None where all is to be looked for.
    """
    joined = _BETWEEN.join(text for text, _ in cells).replace(HARD_SPACE, " ")
    simple = simply_spaced(joined)
    if simple is None or joined.count(_END) != len(cells) - 1:
        return _apart(cells)
    digits = has_digits(joined)
    said = words_among(simple, digits=digits)
    found = _Suspects()
    for at in _by_words(said, len(cells)):
        found[at].speaks = True
    for at in _mails(joined, said, cells):
        found[at].mail = True
    if digits:
        for at, kinds in _by_numbers(joined, simple, said, cells):
            found[at].numbers |= kinds
        for at in _births(joined, said, cells):
            found[at].birth = True
    return dict(sorted(found.items()))


def _apart(cells: Sequence[Cell]) -> Mapping[int, Suspect | None]:
    """The same where a text holds other scripts or signs to be undone: such a one is looked at by itself."""
    plain = [at for at, (text, _) in enumerate(cells) if _END not in text and simply_spaced(text) is not None]
    odd: dict[int, Suspect | None] = dict.fromkeys(set(range(len(cells))).difference(plain))
    if plain:
        odd |= {plain[at]: known for at, known in suspects([cells[at] for at in plain]).items()}
    return dict(sorted(odd.items()))


def _mails(joined: str, said: Sequence[str], cells: Sequence[Cell]) -> Iterator[int]:
    """The texts that may hold an e-mail address."""
    if email.signed(joined):
        yield from (at for at, (text, _) in enumerate(cells) if email.signed(text))
    if email.worded(said):
        yield from _texts_at(email.places(said), said, len(cells))


def _births(joined: str, said: Sequence[str], cells: Sequence[Cell]) -> Iterator[int]:
    """The texts that may hold a date of birth."""
    yield from _named(tuple(field for _, field in cells))
    if birth.signed(joined):
        yield from (at for at, (text, _) in enumerate(cells) if birth.signed(text) and has_digits(text))
    if birth.worded(said):
        yield from (at for at in _texts_at(birth.places(said), said, len(cells)) if has_digits(cells[at][0]))


@lru_cache(maxsize=64)
def _named(fields: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """Which of a record's fields say by their names that they hold births: the same for the records of a batch."""
    return tuple(at for at, field in enumerate(fields) if birth.named(field))


@lru_cache(maxsize=64)
def _cued(fields: tuple[tuple[str, ...], ...]) -> tuple[bool, ...]:
    """Which of a record's fields say by their names what a number in them is."""
    return tuple(map(is_cue, fields))


def _by_words(said: Sequence[str], count: int) -> Iterator[int]:
    """The texts that speak of a special category, by all words of the record."""
    places = load_vocabulary().places(said)
    if places:
        yield from _texts_at([place for _, place in places], said, count)


def _texts_at(places: Iterable[int], said: Sequence[str], count: int) -> Iterator[int]:
    """In which texts of a record some of all its words stand."""
    ends = [at for at, word in enumerate(said) if word == _END]
    for place in places:
        text = bisect_right(ends, place)
        # Words that were spelt with digits stand again after the last text.
        yield from (text,) if text < count - 1 else range(count)


def _by_numbers(
    joined: str, spaced: str, said: Sequence[str], cells: Sequence[Cell]
) -> Iterator[tuple[int, set[Kind]]]:
    """The texts with a number that a recogniser knows, and what it is. `spaced`: the words of `joined`, in place."""
    starts = list(accumulate([len(text) + len(_BETWEEN) for text, _ in cells], initial=0))
    hints = cues_among(said)
    spots = [(at, at + len(hint)) for hint in hints for at in _places(hint, spaced)]
    by_field = _cued(tuple([field for _, field in cells]))
    for start, end in crowds(joined):
        at = bisect_right(starts, start) - 1
        first, last = starts[at], starts[at + 1] - len(_BETWEEN)
        cued = by_field[at]
        if spots and not cued:
            low, high = within_reach(start, end, first, last)
            for begun, ended in spots:
                if low <= begun and ended <= high:
                    cued = True
        if not cued and says_nothing(joined, start, end, first, last):
            continue
        kinds = recognised(Window(joined[first:last], start - first, end - first, cells[at][1], cued=cued))
        if kinds:
            yield at, kinds


def _places(part: str, text: str) -> Iterator[int]:
    """Where a part of a text begins, each time."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _words(text: str) -> list[str]:
    """The words of a text of a record that is simply spaced."""
    spaced = simply_spaced(text) or ""
    return words_among(spaced, digits=has_digits(spaced))
