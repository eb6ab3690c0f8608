"""Texts made comparable: accents, case, width and invisible characters off."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPLIT = re.compile(r"[\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]+")


def fold(text: str) -> str:
    """Case, accents, width, format characters and the script of digits off; every other run is one space."""
    if text.isascii():
        return _SPLIT.sub(" ", text.lower()).strip()
    # Most letters of most texts are plain: only the others are looked at one by one.
    kept = _FOREIGN.sub(_plain, unicodedata.normalize("NFKD", text).casefold())
    return _SPLIT.sub(" ", unicodedata.normalize("NFKC", kept)).strip()


def _plain(match: re.Match[str]) -> str:
    return "".join(map(_kept, match.group()))


@lru_cache(maxsize=4096)
def _kept(char: str) -> str:
    if unicodedata.category(char) in ("Mn", "Cf"):
        return ""
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def compact(text: str) -> str:
    """Folded, with nothing left between letters and digits."""
    return fold(text).replace(" ", "")


def digits(text: str) -> str:
    """The decimal digits of a text, of any script, as ASCII."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())
