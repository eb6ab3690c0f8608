"""The vocabularies of special categories: assets/special/*.json in, one matcher over the words of a text out.

A file holds, for each category, `words` and `near`. An entry is a word or several in a row, as one would write it.
`stem~key` takes each of the file's `endings` by that key, `stem*` anything that begins so. `near` is for words that
mean something else by themselves: one `of` them counts with one of `with` at most `within` words away. `innocent` are
runs of words in which a shorter entry, or one as long, doesn't count: "black friday".
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from generator.privacy.detect.kinds import SPECIAL_KINDS, Kind
from generator.privacy.detect.plain import folded
from generator.resources import assets_dir

_LETTERS = 5
"""A stem has at least this many letters; by so many it is looked up."""
_MOST_ORDINARY = 50_000
_WORD = re.compile(r"[^\W_]+\*?")


class VocabularyError(ValueError):
    """A vocabulary that can't be read as meant. It comes with the program, so nobody's file is wrong."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in a row. `anchor`: the place of the longest of them. `kind`: None for innocent ones."""

    words: tuple[str, ...]
    anchor: int
    kind: Kind | None

    def at(self, text: Sequence[str], index: int) -> bool:
        """Whether the text holds it with its anchor at `index`."""
        first = index - self.anchor
        end = first + len(self.words)
        return first >= 0 and end <= len(text) and all(map(_same, self.words, text[first:end]))


@dataclass(frozen=True, slots=True)
class _Near:
    kind: Kind
    of: tuple[_Run, ...]
    beside: frozenset[str]
    stems: tuple[str, ...]
    within: int

    def cued(self, text: Sequence[str], first: int, end: int) -> bool:
        around = (*text[max(0, first - self.within) : first], *text[end : end + self.within])
        return any(word in self.beside or word.startswith(self.stems) for word in around)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every category's words in all languages at once: notes come in any language.

    `whole`, `stems` and `near`: runs by the word, or the first letters, of their anchor.
    """

    whole: Mapping[str, tuple[_Run, ...]] = field(default_factory=dict)
    stems: Mapping[str, tuple[_Run, ...]] = field(default_factory=dict)
    near: Mapping[str, tuple[tuple[_Run, _Near], ...]] = field(default_factory=dict)
    first_words: frozenset[str] = frozenset()
    """The words by which runs are looked up."""
    _ordinary: set[str] = field(default_factory=set, repr=False, compare=False)
    """Words that begin none of them, as they were met: most words of a text are those of the text before."""

    def found(self, words: Sequence[str]) -> set[Kind]:
        """A text's words (see `plain.words`) in; the special categories that they tell of out."""
        return {kind for kind, _ in self.places(words)}

    def places(self, words: Sequence[str]) -> list[tuple[Kind, int]]:
        """The same, each time that a category is told of, with the place of the first word that does."""
        first_words, stems, ordinary = self.first_words, self.stems, self._ordinary
        if len(ordinary) > _MOST_ORDINARY:
            ordinary.clear()
        places = []
        for at in [at for at, word in enumerate(words) if word not in ordinary]:
            word = words[at]
            if word in first_words or word[:_LETTERS] in stems:
                places.append(at)
            elif word.isalpha() or len(word) == 1:
                ordinary.add(word)
        if not places:
            return []
        hits = list(self._hits(words, places))
        if all(kind is None for kind, _, _ in hits):
            return []
        innocent = [(first, end) for kind, first, end in hits if kind is None]
        return [(kind, first) for kind, first, end in hits if kind is not None and not _covered(first, end, innocent)]

    def _hits(self, words: Sequence[str], places: Sequence[int]) -> Iterator[tuple[Kind | None, int, int]]:
        """(kind, first word, end) of everything that stands there, innocent runs too."""
        for at in places:
            word = words[at]
            for run in (*self.whole.get(word, ()), *self.stems.get(word[:_LETTERS], ())):
                if run.at(words, at):
                    first = at - run.anchor
                    yield run.kind, first, first + len(run.words)
            for run, rule in self.near.get(word, ()):
                first = at - run.anchor
                end = first + len(run.words)
                if run.at(words, at) and rule.cued(words, first, end):
                    yield rule.kind, first, end


@cache
def load_vocabulary() -> Vocabulary:
    """All files of assets/special/. Raises VocabularyError."""
    return compiled([json.loads(path.read_text(encoding="utf-8")) for path in sorted(_folder().glob("*.json"))])


def compiled(files: Sequence[Mapping[str, Any]]) -> Vocabulary:
    """The files' content in, a Vocabulary out."""
    whole: dict[str, list[_Run]] = {}
    stems: dict[str, list[_Run]] = {}
    near: dict[str, list[tuple[_Run, _Near]]] = {}

    def add(run: _Run) -> None:
        anchor = run.words[run.anchor]
        if anchor.endswith("*"):
            stems.setdefault(anchor[:_LETTERS], []).append(run)
        else:
            whole.setdefault(anchor, []).append(run)

    for file in files:
        endings = file.get("endings", {})
        for words in _entries(file.get("innocent", ()), endings):
            add(_run(words, None))
        for name, kind in SPECIAL_KINDS.items():
            section = file.get(name, {})
            for words in _entries(section.get("words", ()), endings):
                add(_run(words, kind))
            for rule in section.get("near", ()):
                made = _near(rule, kind, endings)
                for run in made.of:
                    near.setdefault(run.words[run.anchor], []).append((run, made))
    by_word = {key: tuple(found) for key, found in near.items()}
    return Vocabulary(_frozen(whole), _frozen(stems), by_word, frozenset(whole) | frozenset(by_word))


def _folder() -> Path:
    return assets_dir() / "special"


def _near(rule: Mapping[str, Any], kind: Kind, endings: Mapping[str, Sequence[str]]) -> _Near:
    of = tuple(_run(words, kind) for words in _entries((rule["of"],), endings))
    beside = [word for words in _entries((rule["with"],), endings) for word in words]
    return _Near(
        kind,
        of,
        frozenset(word for word in beside if not word.endswith("*")),
        tuple(word[:-1] for word in beside if word.endswith("*")),
        rule["within"],
    )


def _entries(lists: Sequence[str], endings: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Lists of entries parted by commas in, each entry with each of its endings as folded words out."""
    for text in lists:
        for entry in text.split(","):
            written = [_forms(word, endings) for word in entry.split()]
            for forms in itertools.product(*written):
                found = tuple(_WORD.findall(folded(" ".join(forms))))
                if not found:
                    raise VocabularyError("an entry is empty")
                yield found


def _forms(word: str, endings: Mapping[str, Sequence[str]]) -> list[str]:
    stem, mark, key = word.partition("~")
    return [stem + ending for ending in endings[key]] if mark else [word]


def _run(words: tuple[str, ...], kind: Kind | None) -> _Run:
    anchor = max(range(len(words)), key=lambda at: (not words[at].endswith("*"), len(words[at]), at))
    if words[anchor].endswith("*") and len(words[anchor]) <= _LETTERS:
        raise VocabularyError(f"the stem '{words[anchor]}' is shorter than {_LETTERS} letters")
    return _Run(words, anchor, kind)


def _same(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _covered(first: int, end: int, innocent: Sequence[tuple[int, int]]) -> bool:
    """Whether a run of words shares some with an innocent run that is as long or longer."""
    return any(start < end and first < stop and stop - start >= end - first for start, stop in innocent)


def _frozen(found: Mapping[str, list[_Run]]) -> dict[str, tuple[_Run, ...]]:
    return {key: tuple(dict.fromkeys(runs)) for key, runs in found.items()}
