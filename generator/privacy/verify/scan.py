"""A folder and values in; every place where one of them can be read, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from generator.errors import PrivacyError
from generator.privacy.verify.extract import texts_of
from generator.privacy.verify.variants import Form, forms
from generator.privacy.verify.views import read

HIDDEN = "…"
"""Stands for a part of a path that itself gives a value away."""


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A value of `field` stands in `file`, in the form that `variant` names. The value itself is not told."""

    field: str
    file: str
    variant: str


Needles = Sequence[tuple[str, tuple[Form, ...]]]


def scan(folder: Path, needles: Mapping[str, Any]) -> tuple[Leak, ...]:
    """Every file below `folder` (or the file itself), its name and what can be read in it.

    `needles`: field → a value, or several; texts, numbers and dates. Values of fewer than four letters or digits are
    not looked for. What is drawn in the pixels of a picture or film is not read. A file that can't be taken apart is a
    PrivacyError: what wasn't searched isn't vouched for.
    """
    prepared = _prepare(needles)
    found: set[Leak] = set()
    files = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        relative = PurePath(path.name) if path == folder else path.relative_to(folder)
        shown, named = _name(relative, prepared)
        found |= named
        try:
            for text in texts_of(path.suffix.lower(), path.read_bytes()):
                found |= {Leak(field, shown, variant) for field, variant in _search(text, prepared)}
        except (OSError, ValueError) as caught:
            raise PrivacyError(
                shown, f"it can't be searched ({type(caught).__name__}).", "Render it again, then verify again."
            ) from None
    return tuple(sorted(found))


def scan_text(text: str, needles: Mapping[str, Any], name: str = "text") -> tuple[Leak, ...]:
    """The same for one text: a log line, an error, a cache key."""
    return tuple(sorted({Leak(field, name, variant) for field, variant in _search(text, _prepare(needles))}))


def _prepare(needles: Mapping[str, Any]) -> Needles:
    return [(field, forms(value)) for field, given in needles.items() for value in _values(given)]


def _values(given: Any) -> Iterable[Any]:
    return given if isinstance(given, Iterable) and not isinstance(given, str) else (given,)


def _search(text: str, needles: Needles) -> Iterator[tuple[str, str]]:
    reading = read(text)
    for field, wanted in needles:
        for form in wanted:
            if reading.holds(form):
                yield field, form.variant


def _name(path: PurePath, needles: Needles) -> tuple[str, set[Leak]]:
    """A path in; how it may be told, and the leaks in its parts, out."""
    parts: list[str] = []
    found: list[tuple[str, str]] = []
    for part in path.parts:
        here = list(_search(part, needles))
        # An ending says what kind of file it is, and is kept.
        parts.append(HIDDEN + PurePath(part).suffix if here else part)
        found += here
    shown = "/".join(parts)
    return shown, {Leak(field, shown, f"file name, {variant}") for field, variant in found}
