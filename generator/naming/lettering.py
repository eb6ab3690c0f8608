"""A name in capitals or in small letters alone in, the same in decent letters out. Any other name stays as it is."""

from __future__ import annotations

import re
from functools import cache

from generator.naming.plain import data, plain

_PIECES = re.compile(r"([-‐‑'’ʼ.])")
_NO_PARTICLES = frozenset({"vi", "hu", "ja", "ko", "zh", "id", "tr", "fi"})
_SMALL_D = frozenset({"fr", "pt", "es", "ca"})


def decent(name: str, language: str, *, family: bool = False, beside: str = "") -> str:
    """`language`: of the name ("nl"). `family`: a family name, which a particle may begin: "VAN DEN BERG".

    `beside`: the other part of the name. Two letters alone may be initials; beside a name in capitals they are no more.
    """
    whole = _shouted(name) or _shouted(f"{name} {beside}") or _whispered(name)
    words = name.split()
    return " ".join(
        _word(word, language, first=index == 0, last=index == len(words) - 1, family=family)
        if whole or (_shouted(word) and len(word) > 3 and not _initials(word))
        else word
        for index, word in enumerate(words)
    )


def capital(text: str, language: str = "") -> str:
    """The first letter a capital, the rest as it is; Dutch IJ is one letter."""
    if language == "nl" and text[:2].lower() == "ij":
        return "IJ" + text[2:]
    if language in ("tr", "az") and text[:1] == "i":
        return "İ" + text[1:]
    return text[:1].title() + text[1:]


def _shouted(text: str) -> bool:
    # Initials alone ("AJ") are no shouting.
    cased = [char for char in text if char.lower() != char.upper()]
    return len(cased) > 2 and all(char == char.upper() for char in cased)


def _whispered(text: str) -> bool:
    cased = [char for char in text if char.lower() != char.upper()]
    return bool(cased) and all(char == char.lower() for char in cased)


def _initials(word: str) -> bool:
    return all(len(piece) < 2 for piece in word.split("."))


def _word(word: str, language: str, *, first: bool, last: bool, family: bool) -> str:
    particles = _particles()
    key = plain(word)
    small = _lower(word, language)
    if key in ("e", "y", "i") and language in _SMALL_D and not (first or last):
        return small
    if _initials(word):
        return word.upper()
    if word == word.upper() and (key in particles["kept"] or _is_consonants(word)):
        return word
    particle = "'t" if small in ("'t", "’t") else key
    if particle in particles["small"] and not last and language not in _NO_PARTICLES and (family or not first):
        if particle in particles["capital"].get(language, ()) or (first and particle in particles["always_capital"]):
            return capital(small, language)
        return small
    pieces = _PIECES.split(small)
    return "".join(_piece(pieces, index, language) for index in range(len(pieces)))


def _piece(pieces: list[str], index: int, language: str) -> str:
    piece = pieces[index]
    if index % 2:
        return piece
    after = pieces[index + 1] if index + 1 < len(pieces) else ""
    if after in ("'", "’", "ʼ") and piece == "d" and language in _SMALL_D:
        return piece
    for prefix, rest in (("mc", piece[2:]), ("mac", piece[3:])):
        if piece.startswith(prefix) and (len(rest) > 2 if prefix == "mc" else plain(rest) in _particles()["mac"]):
            return prefix.title() + rest.title()
    return capital(piece, language)


def _lower(text: str, language: str) -> str:
    if language in ("tr", "az"):
        text = text.replace("I", "ı").replace("İ", "i")
    return text.lower()


def _is_consonants(word: str) -> bool:
    """JP, TJ, DJB: letters that nobody can say are initials."""
    return (
        len(word) <= 3
        and not set(plain(word)) & set("aeiouyąęæøåäöü")
        and plain(word).isascii()
        and plain(word) != "ng"
    )


@cache
def _particles() -> dict[str, dict[str, list[str]]]:
    return data("particles")
