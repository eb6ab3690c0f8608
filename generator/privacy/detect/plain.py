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


def _parted(code: int) -> int:
    """A Latin-1 character in; its small letter without accent, its digit, or a space out. U+0003 parts fields."""
    base = unicodedata.normalize("NFKD", chr(code))[0].lower()
    return ord(base) if (base.isascii() and base.isalnum()) or code == 0x03 else 32


_PARTING = bytes(_parted(code) for code in range(256))
# What most texts hold beside Latin-1, none of it a letter; and what Latin-1 holds that means something else folded.
_COMMON = ("\u2019", "\u20ac", "\u2013", "\u201e", "\u201c", "\u201d", "\u2026", "\u2018", "\u2014")
_TRICKY = "\xad\xaa\xb2\xb3\xb9\xba\xbc\xbd\xbe\xc6\xd8\xdf\xe6\xf8"
HARD_SPACE = "\xa0"
_TRICKS = _TRICKY.encode("latin-1")
_WORD = re.compile(r"[^\W_]+")
# A pattern that begins with what is rare is searched for fast; what stands before it is looked back at.
_DIGIT_WITHIN = re.compile(r"[013457](?<=[a-z].)(?=[a-z])")
_MIXED = re.compile(r"[^\W_]*[a-z][013457][a-z][^\W_]*")
_LETTERS_FOR_DIGITS = (str.maketrans("013457", "oleast"), str.maketrans("013457", "oieast"))
_SPACED = re.compile(r" [a-z](?: [a-z]){3,}(?= )")
# Every small letter as "a", every digit that may stand for one as "0": whether such things are there is seen at once.
_OUTLINE = bytes(97 if 97 <= code <= 122 else 48 if code in b"013457" else code for code in range(256))
_SPELT, _LETTERS_APART = b"a0a", b" a a a a "


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


def simply_spaced(text: str) -> str | None:
    """A text in, its folded words out with spaces between, where all is Latin-1 or common punctuation; else None.

    Such a text is plain as it is, but for hard spaces.
    """
    if not text.isascii():
        for char in _COMMON:
            text = text.replace(char, " ")
    try:
        narrow = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    if len(narrow.translate(None, _TRICKS)) != len(narrow):
        return None
    return narrow.translate(_PARTING).decode("ascii")


def _translated(table: dict[int, int], match: re.Match[str]) -> str:
    return match.group().translate(table)


def words(text: str, *, digits: bool = True) -> list[str]:
    """A plain text in, its words out, folded. A word spelt d1abetes or c a n c e r is there as it is meant, too.

    `digits`: whether there are any in the text.
    """
    spaced = simply_spaced(text)
    return words_among(" ".join(_WORD.findall(folded(text))) if spaced is None else spaced, digits=digits)


def words_among(spaced: str, *, digits: bool) -> list[str]:
    """The same for a text that is folded, with nothing but spaces between its words."""
    found = spaced.split()
    outline = f" {spaced} ".encode("utf-8", "surrogatepass").translate(_OUTLINE)
    if digits and _SPELT in outline:
        for word in _MIXED.findall(spaced):
            found += ["", *(_DIGIT_WITHIN.sub(partial(_translated, table), word) for table in _LETTERS_FOR_DIGITS)]
    if _LETTERS_APART in outline:
        found += ["", *(letters.replace(" ", "") for letters in _SPACED.findall(f" {spaced} "))]
    return found
