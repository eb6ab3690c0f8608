"""Does a name field name a person? A value in, the name cleaned out, or None: a placeholder, a company, an address."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from generator.naming.plain import bare, data, plain

_LONGEST = 90
_BRACKETS = re.compile(r"[(\[{（<].*?[)\]}）>]|[\"“”„«»].*?[\"“”„«»]")
_HOST = re.compile(r"^www\.|^\w[\w.-]+\w\.[a-z]{2,6}$", re.IGNORECASE)
_BETWEEN = frozenset(" .-‐‑'’ʼ‘`´·・,׳״&+")
_JOINERS = "\u200c\u200d"
_SIGNS = frozenset({"So", "Sk"})
"""Categories of emoji: some people have one in the name that they give."""


def person(value: object, *, beside: bool = False) -> str | None:
    """A name field's value in; the name that one may write, or None. `beside`: another field names the person too."""
    if not isinstance(value, str):
        return None
    text = " ".join(_BRACKETS.sub(" ", unicodedata.normalize("NFC", value)).split()).strip(" ,;-–—_*").lstrip(".")
    text = "".join(char for char in text if unicodedata.category(char) != "Cf" or char in _JOINERS)
    if not 0 < len(text) <= _LONGEST or not _is_written_as_a_name(text):
        return None
    if _is_placeholder(text, beside=beside) or _is_company(text):
        return None
    return text


def credentials_off(text: str) -> str:
    """ "Weber PhD" in, "Weber" out."""
    credentials = data("particles")["credentials"]
    words = text.replace(",", " ").split()
    while len(words) > 1 and bare(words[-1]) in credentials:
        words.pop()
    return " ".join(words)


def is_initials(text: str) -> bool:
    """Whether there is nothing but initials: "A.", "J. P.", "B". One Han character is a name."""
    words = [word for word in re.split(r"[\s.\-]+", text) if word]
    return all(len(word) == 1 and word.lower() != word.upper() for word in words)


def _is_written_as_a_name(text: str) -> bool:
    if not any(char.isalpha() for char in text) or _HOST.search(text):
        return False
    return all(
        char in _BETWEEN or char in _JOINERS or (kind := unicodedata.category(char))[0] in "LM" or kind in _SIGNS
        for char in text
    )


def _is_placeholder(text: str, *, beside: bool) -> bool:
    known = _known()
    key = plain(text)
    squeezed = key.replace(".", "").replace("'", "").strip()
    if key in known["words"] or squeezed in known["words"]:
        written = text[:1].isupper() and text[1:].islower()
        return not (beside and written and key in known["names_too"])
    if key.split(" ")[0] in ("test", "dummy") or (" " in key and all(word in known["words"] for word in key.split())):
        return True
    letters = [char for char in key if char.isalpha()]
    # "xx", "aaaa": no name repeats one letter of an alphabet; 々 and doubled Han characters are no alphabet.
    repeated = len(letters) > 1 and len(set(letters)) == 1 and letters[0].lower() != letters[0].upper()
    return repeated or letters == ["x"]


def _is_company(text: str) -> bool:
    companies = data("placeholders")["companies"]
    if any(mark in text for mark in companies["scripts"]):
        return True
    words = text.replace(",", " ").split()
    if len(words) > 1:
        shouting = text == text.upper()
        for ending in (" ".join(words[-2:]), words[-1]):
            key = ending.casefold()
            dotted = "." in ending.strip(".") or ending.endswith(".")
            if key in companies["endings"] or key.rstrip(".") in companies["endings"]:
                if key.rstrip(".") not in companies["ambiguous"]:
                    return True
                if dotted or (ending == ending.upper() and not shouting):
                    return True
    return any(plain(word) in companies["words"] for word in words)


@cache
def _known() -> dict[str, Any]:
    found = data("placeholders")
    return {"words": frozenset(plain(word) for word in found["words"]), "names_too": frozenset(found["names_too"])}
