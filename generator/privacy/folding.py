"""Texts made comparable: accents, case, width and invisible characters off.

Folding is done on whole pages, so what is ASCII goes through tables of bytes, and only runs of other characters are
looked at one by one. That comes to the same: no character of ASCII joins with one that folding keeps.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

_GAP = re.compile(r"[\W_]")
# Letters and digits of ASCII small, all else of it a space; bytes of other characters, in UTF-8, as they are.
_FOLDED = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(128)) + bytes(range(128, 256))
_GAPS = bytes(code for code in range(128) if not chr(code).isalnum())
# Gaps and signs that pages are full of, and that fold to a space.
_OFTEN = "\u00a0\u202f\u2212\u2013\u2014\u2019\u20ac"
_FOREIGN = "serendip.folded"
_LONGEST = 64
"""Longer runs are no words that come again."""


def fold(text: str) -> str:
    """Case, accents, width, format characters and the script of digits off; every other run is one space."""
    return b" ".join(_bytes(text).translate(_FOLDED).split()).decode()


def compact(text: str) -> str:
    """Folded, with nothing left between letters and digits."""
    return _bytes(text).translate(_FOLDED, _GAPS).decode()


def digits(text: str) -> str:
    """The decimal digits of a text, of any script, as ASCII."""
    if text.isascii():
        return text if text.isdigit() else "".join(filter(str.isdigit, text))
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def _bytes(text: str) -> bytes:
    """In UTF-8, all that is not ASCII folded."""
    if not text.isascii():
        for char in _OFTEN:
            text = text.replace(char, " ")
    return text.encode("ascii", _FOREIGN)


def _foreign(fault: UnicodeError) -> tuple[bytes, int]:
    """Called for every run of characters that ASCII lacks; many times as fast as to look for them with a pattern."""
    assert isinstance(fault, UnicodeEncodeError)
    run = fault.object[fault.start : fault.end]
    return (_known(run) if len(run) <= _LONGEST else _folded(run)), fault.end


codecs.register_error(_FOREIGN, _foreign)


def _folded(run: str) -> bytes:
    kept = "".join(map(_kept, unicodedata.normalize("NFKD", run).casefold()))
    return _GAP.sub(" ", unicodedata.normalize("NFKC", kept)).encode()


_known = lru_cache(maxsize=4096)(_folded)


@lru_cache(maxsize=4096)
def _kept(char: str) -> str:
    if unicodedata.category(char) in ("Mn", "Cf"):
        return ""
    return str(unicodedata.decimal(char)) if char.isdecimal() else char
