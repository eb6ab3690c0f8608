"""Texts without disguise: width, invisible characters, foreign digits and look-alike letters undone."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

# Invisible: format characters (Cf), variation selectors, fillers and the grapheme joiner.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_FOREIGN_LETTER = re.compile("[\u0131\u0370-\u03ff\u0400-\u052f]")
# Letters of other scripts that are drawn like a Latin one (a part of Unicode TS 39's confusables), as `intake.names`
# has them for names; here a capital stays one, because numbers are written in capitals.
_TWINS = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0408\u0405"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u04cf\u051b\u051d"
    "\u03b1\u03bf\u03c1\u03c5\u03b9\u03bd\u0131",
    "ABEKMHOPCTXIJSABEZHIKMNOPTYXaeopcyxijsdhlqwaopuivi",
)
_MARK = re.compile("[\u0300-\u036f]")
_PARTED = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l"})
_SPACES = str.maketrans({char: " " for char in map(chr, range(128)) if not char.isalnum()})
_WORD = re.compile(r"[^\W_]+")
_DIGIT_WITHIN = re.compile(r"(?<=[a-z])[013457](?=[a-z])")
_LETTERS_FOR_DIGITS = (str.maketrans("013457", "oleast"), str.maketrans("013457", "oieast"))
_SPACED = re.compile(r"(?:(?<= )|^)[a-z](?: [a-z]){3,}(?= |$)")


def listed(text: str) -> frozenset[str]:
    """Words parted by white space in, a set out."""
    return frozenset(text.split())


def plain(text: str) -> str:
    """NFKC; no invisible characters; every script's digits as 0–9; twins of Latin letters as those."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    if _INVISIBLE.search(text):
        text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    if _FOREIGN_DIGIT.search(text):
        text = _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match.group())), text)
    return text.translate(_TWINS) if _FOREIGN_LETTER.search(text) else text


def folded(text: str) -> str:
    """A plain text in, its lower case without accents out (ß is ss, œ is oe)."""
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFKD", text.casefold().translate(_PARTED))
    return _MARK.sub("", lower)


def _translated(table: dict[int, int], match: re.Match[str]) -> str:
    return match.group().translate(table)


def words(text: str) -> list[str]:
    """A plain text in, its words out, folded. A word spelt d1abetes or c a n c e r is there as it is meant, too."""
    low = folded(text)
    if low.isascii():
        spaced = low.translate(_SPACES)
        found = spaced.split()
    else:
        found = _WORD.findall(low)
        spaced = " ".join(found)
    if _DIGIT_WITHIN.search(low):
        for table in _LETTERS_FOR_DIGITS:
            found += ["", *_WORD.findall(_DIGIT_WITHIN.sub(partial(_translated, table), low))]
    if _SPACED.search(spaced):
        found += ["", *(match.replace(" ", "") for match in _SPACED.findall(spaced))]
    return found
