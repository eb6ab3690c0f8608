"""E-mail addresses, written with @ or, as people do against robots, with "at" and "dot" in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.plain import listed

KIND = Kind("email", "an e-mail address", "user.contact.email", ("user.contact.email",))

# Every repetition is bounded (RFC 5321: 63 characters in a label), so that no text is slow to search.
_AT = r"(?:@|[(\[{]\s{0,3}(?:at|arobase|arroba|chiocciola|ät)\s{0,3}[)\]}])"
_DOT = r"(?:\.|[(\[{]\s{0,3}(?:dot|punkt|point|punto|ponto)\s{0,3}[)\]}])"
_WRITTEN = re.compile(
    rf"[\w.+'-]\s{{0,3}}{_AT}\s{{0,3}}(?:[\w-]{{1,63}}\s{{0,3}}{_DOT}\s{{0,3}}){{1,8}}[^\W\d_]{{2,63}}", re.IGNORECASE
)
# Said in words, without brackets. The word for the dot must come right after one word, and an ending after it.
_SAID = re.compile(
    r"[\w.+'-] (?:at|arobase|arroba|chiocciola|ät) (?:[\w-]{1,63} (?:dot|punkt|point|punto|ponto) ){1,3}"
    r"(?:[a-z]{2}|com|org|net|info|eu|io|app|biz|gov|edu)(?!\w)",
    re.IGNORECASE,
)
_DOTS = listed("dot punkt point punto ponto")
_BRACKETED = re.compile(r"[(\[{]\s{0,3}(?:at|ar|chi|ät)", re.IGNORECASE)


def signed(text: str) -> bool:
    """Whether a plain text holds a sign that an address is written with."""
    return "@" in text or (("(" in text or "[" in text or "{" in text) and _BRACKETED.search(text) is not None)


def worded(words: Sequence[str]) -> bool:
    """Whether a text, by its words, says "dot", without which no address is said."""
    return not _DOTS.isdisjoint(words)


def places(words: Sequence[str]) -> list[int]:
    """Where such words stand."""
    return [at for at, word in enumerate(words) if word in _DOTS]


def found(text: str, words: Sequence[str]) -> bool:
    """`text`: plain. `words`: those in it, folded."""
    if signed(text) and _WRITTEN.search(text):
        return True
    return worded(words) and _SAID.search(text) is not None
