"""A folder and values in; every place where one of them can be read, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from generator.errors import PrivacyError
from generator.privacy.verify.extract import passages_of
from generator.privacy.verify.needles import needles_of
from generator.privacy.verify.passage import Kind, Passage
from generator.privacy.verify.search import Search

HIDDEN = "…"
"""Stands for a part of a path that itself gives a value away."""

_MOST_LINES = 1 << 20
"""Letters of a text in which the line of a find is looked for."""


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A value of `field` stands in `file`, in the form that `variant` names. The value itself is not told.

    `place`: where in the file, "line 12" or "comment"; "" when that can't be said.
    """

    field: str
    file: str
    variant: str
    place: str = ""


def scan(folder: Path, needles: Mapping[str, Any]) -> tuple[Leak, ...]:
    """Every file below `folder` (or the file itself), its name and what can be read in it.

    `needles`: field → a value, or several; texts, numbers and dates. Values of fewer than four letters or five digits
    are not looked for. What is drawn in the pixels of a picture or film is not read. A file that can't be taken apart
    is a PrivacyError: what wasn't searched isn't vouched for.
    """
    search = Search(needles_of(needles))
    if folder.is_file():
        return look(folder.parent, (folder.name,), search)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return look(folder, names, search)


def scan_text(text: str, needles: Mapping[str, Any], name: str = "text") -> tuple[Leak, ...]:
    """The same for one text: a log line, an error, a cache key."""
    return look_in([Passage(Kind.PROSE, text)], Search(needles_of(needles)), name)


def look(folder: Path, names: Iterable[str], search: Search, under: str = "") -> tuple[Leak, ...]:
    """Files of a folder, by their names in it, searched. `under`: what to put before the names in a report.

    Raises PrivacyError for a file that can't be taken apart.
    """
    found: set[Leak] = set()
    for name in names:
        shown, told = name_leaks(name, search)
        found |= {Leak(leak.field, under + leak.file, leak.variant) for leak in told}
        found |= set(look_in(passages_in(folder / name, under + shown), search, under + shown))
    return tuple(sorted(found))


def passages_in(path: Path, shown: str) -> Sequence[Passage]:
    """A file in, what can be read in it out. `shown`: how it may be told. Raises PrivacyError."""
    try:
        return tuple(passages_of(path.suffix.lower(), path.read_bytes()))
    except (OSError, ValueError) as caught:
        why = f"it is {caught}" if type(caught) is ValueError else type(caught).__name__
        raise PrivacyError(shown, f"it can't be searched: {why}.", "Render it again, then verify again.") from None


def look_in(passages: Iterable[Passage], search: Search, name: str) -> tuple[Leak, ...]:
    """What was read of one file, searched; a find of the same field and form in two places is told once."""
    found: dict[tuple[str, str], Leak] = {}
    for passage in passages:
        for field, variant in search.finds(passage):
            known = found.get((field, variant))
            if known is None or not known.place:
                found[field, variant] = Leak(field, name, variant, _place(passage, field, search))
    return tuple(sorted(found.values()))


def name_leaks(name: str, search: Search) -> tuple[str, tuple[Leak, ...]]:
    """A path in; how it may be told, and the leaks in its parts, out."""
    parts: list[str] = []
    found: list[tuple[str, str]] = []
    for part in PurePath(name).parts:
        here = list(search.finds(Passage(Kind.MIXED, part)))
        # An ending says what kind of file it is, and is kept.
        parts.append(HIDDEN + PurePath(part).suffix if here else part)
        found += here
    shown = "/".join(parts)
    return shown, tuple(Leak(field, shown, f"file name, {variant}") for field, variant in found)


def _place(passage: Passage, field: str, search: Search) -> str:
    """The passage's place, or the line of the find when the passage is the file as it stands."""
    if passage.kind not in (Kind.SOURCE, Kind.MIXED) or passage.place or len(passage.text) > _MOST_LINES:
        return passage.place
    for number, line in enumerate(passage.text.split("\n"), 1):
        if any(found == field for found, _ in search.finds(Passage(passage.kind, line))):
            return f"line {number}"
    return passage.place
