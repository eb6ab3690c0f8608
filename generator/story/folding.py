"""Copy made comparable: a text as written in, its plain form out, and where each character of that comes from."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

_ALIKE = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "´": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"})


def folded(text: str) -> tuple[str, Sequence[int]]:
    """Capitals, accents, compatibility forms and invisible characters off; one plain space for any run of blanks.

    The second value leads from each character of the plain form to its place in `text`.
    """
    if text.isascii() and "  " not in text and text.isprintable():
        return text.lower(), range(len(text))
    plain: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        for each in _parts(char):
            if each == " " and plain and plain[-1] == " ":
                continue
            plain.append(each)
            origin.append(at)
    return "".join(plain), origin


@lru_cache(maxsize=4096)
def _parts(char: str) -> str:
    """One character in, what is left of it out: "É" → "e", "ß" → "ss", a soft hyphen → ""."""
    if char.isspace():
        return " "
    decomposed = unicodedata.normalize("NFKD", char).casefold().translate(_ALIKE)
    kept = (each for each in decomposed if unicodedata.category(each) not in ("Mn", "Cf", "Cc"))
    return "".join(" " if each.isspace() else each for each in kept)
