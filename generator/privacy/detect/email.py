"""E-mail addresses, written with @ or, as people do against robots, with "at" and "dot" in words."""

from __future__ import annotations

import re

from generator.privacy.detect.kinds import Kind

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
_SPOKEN_DOTS = re.compile(r"\b(?:dot|punkt|point|punto|ponto)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[{]\s{0,3}(?:at|ar|chi|ät)", re.IGNORECASE)


def found(text: str) -> bool:
    """A plain text in."""
    if ("@" in text or _BRACKETED.search(text)) and _WRITTEN.search(text):
        return True
    return _SPOKEN_DOTS.search(text) is not None and _SAID.search(text) is not None
