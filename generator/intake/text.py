"""Text at the edge: a text as the source has it in, one normal form out.

NFKC; zero-width, bidi and other control characters removed; trimmed. A joiner stays where it changes what is read:
between Persian or Indic letters, and inside an emoji sequence.
"""

from __future__ import annotations

import unicodedata

UNDECODABLE = "\ufdd0"
"""Stands for bytes that the encoding doesn't know; a noncharacter, so no honest text holds it."""


class TextError(ValueError):
    """A text that can't be trusted. The message is a clause that never quotes it."""


_ZWNJ, _ZWJ = "\u200c", "\u200d"

# Invisible characters that general category Cf doesn't cover: grapheme joiner, Hangul fillers, Khmer inherent vowels.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")

# Scripts whose letters a joiner or non-joiner binds or parts: Arabic to Mandaic, Brahmic scripts, Khmer, Mongolian.
_JOINING = ((0x0600, 0x0DFF), (0x1000, 0x109F), (0x1780, 0x18AF), (0xA840, 0xAAFF), (0x11000, 0x11FFF))
_PICTURES = ((0x2190, 0x21FF), (0x2300, 0x23FF), (0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF))
_BLACK_FLAG = "\U0001f3f4"


def clean(text: str) -> str:
    """Raises TextError for a NUL, a broken surrogate or bytes that could not be decoded."""
    if text.isascii() and text.isprintable():
        return text.strip()
    if "\0" in text:
        raise TextError("it holds a NUL character")
    if UNDECODABLE in text:
        raise TextError("it holds bytes that the encoding doesn't know")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    normal = unicodedata.normalize("NFKC", lines)
    kept: list[str] = []
    for index, char in enumerate(normal):
        if char.isprintable() or char in "\n\t" or _meaningful(char, kept, normal[index + 1 : index + 2]):
            if char not in _INVISIBLE and not (_is_selector(char) and not _selects(char, kept)):
                kept.append(char)
        elif unicodedata.category(char) == "Cs":
            raise TextError("it holds half of a character")
        elif unicodedata.category(char) in ("Zs", "Co", "Cn"):
            kept.append(char)
    # What was taken out may have stood between a letter and its accent.
    return unicodedata.normalize("NFKC", "".join(kept)).strip()


def _meaningful(char: str, before: list[str], after: str) -> bool:
    """Whether this invisible format character says something where it stands."""
    if not before:
        return False
    last = before[-1]
    if char == _ZWJ and _is_picture(last) and after != "" and _is_picture(after):
        return True
    if char in (_ZWNJ, _ZWJ):
        # A virama takes a joiner even at the end of a word (RFC 5892, appendix A).
        between = _within(last, _JOINING) and after != "" and _within(after, _JOINING)
        return between or unicodedata.combining(last) == 9
    if 0xE0020 <= ord(char) <= 0xE007F:
        # Flags of England, Scotland and Wales are spelt in tags after a black flag.
        return last == _BLACK_FLAG or 0xE0020 <= ord(last) < 0xE007F
    return False


def _is_selector(char: str) -> bool:
    return 0xFE00 <= ord(char) <= 0xFE0F or 0xE0100 <= ord(char) <= 0xE01EF


def _selects(char: str, before: list[str]) -> bool:
    """A variation selector says something after a picture, a keycap's digit or a Han character."""
    if not before:
        return False
    last = before[-1]
    if ord(char) in (0xFE0E, 0xFE0F):
        return _is_picture(last) or last in "0123456789#*©®™‼⁉ℹ〰〽㊗㊙"
    return unicodedata.name(last, "").startswith("CJK ")


def _is_picture(char: str) -> bool:
    return _within(char, _PICTURES) or char == "\ufe0f"


def _within(char: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in ranges)
