"""Texts made comparable: accents, case, width and invisible characters off."""

from __future__ import annotations

import re
import unicodedata

_SPLIT = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Case, accents, width and format characters off; every run of anything but letters and digits is one space."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = (char for char in decomposed if unicodedata.category(char) not in ("Mn", "Cf"))
    return " ".join(_SPLIT.sub(" ", unicodedata.normalize("NFKC", "".join(kept))).split())


def compact(text: str) -> str:
    """Folded, with nothing left between letters and digits."""
    return fold(text).replace(" ", "")


def digits(text: str) -> str:
    """The decimal digits of a text, of any script, as ASCII."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())
