"""Facts within sentences of the other direction: an Arabic name in an English line, a Latin one in a Hebrew line.

Without a fence the digits and commas after such a name are drawn on its wrong side, and a sentence that begins with it
turns round as a whole. The fence is Unicode's isolate (FSI … PDI), which has no picture.
"""

from __future__ import annotations

import unicodedata

_OPEN, _CLOSE = "\u2068", "\u2069"
_RIGHT_TO_LEFT = ("R", "AL")


def isolated(fact: str, sentence: str) -> str:
    """A fact in words and the words around it in; the fact out, fenced if a letter of it runs against the sentence."""
    around = _first_strong(sentence)
    if around is None or (fact.isascii() and around == "L"):
        return fact
    against = any(_direction(character) not in (None, around) for character in fact)
    return f"{_OPEN}{fact}{_CLOSE}" if against else fact


def _first_strong(text: str) -> str | None:
    return next((found for found in map(_direction, text) if found is not None), None)


def _direction(character: str) -> str | None:
    """ "L" or "R" of a letter; None of what takes the direction of its neighbours."""
    kind = unicodedata.bidirectional(character)
    return "L" if kind == "L" else "R" if kind in _RIGHT_TO_LEFT else None
