"""Plain hashes of values: guessable ones can be turned back by trying, so that a hash of one gives it away.

A digest is compared by its first sixteen hexadecimal digits, so that one cut short is found too. MACs are safe: nobody
can try values without the key.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.privacy.folding import compact, digits

_NAMES = ("md5", "sha1", "sha256", "sha512")
_HEX = re.compile(r"(?<![0-9a-f])[0-9a-f]{16,128}(?![0-9a-f])")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{20,88}")
_HEX_KEPT, _BASE64_KEPT = 16, 20


def candidates(text: str) -> frozenset[str]:
    """What may be a digest in a text: the first digits of each."""
    lower = text.lower()
    found = {match.group()[:_HEX_KEPT] for match in _HEX.finditer(lower)}
    found |= {match.group()[:_BASE64_KEPT].translate(_URL) for match in _BASE64.finditer(text)}
    return frozenset(found)


_URL = str.maketrans("-_", "+/")


def digests(values: Iterable[tuple[str, Any]]) -> Mapping[str, tuple[str, str]]:
    """(field, value) pairs in; the first digits of their hashes → (field, name of the hash) out."""
    found: dict[str, tuple[str, str]] = {}
    for field, value in values:
        for spelling in _spellings(value):
            data = spelling.encode("utf-8")
            for name in _NAMES:
                digest = hashlib.new(name, data, usedforsecurity=False).digest()
                found[digest.hex()[:_HEX_KEPT]] = (field, f"{name} hash")
                found[base64.b64encode(digest).decode()[:_BASE64_KEPT]] = (field, f"{name} hash")
    return found


def _spellings(value: Any) -> Iterator[str]:
    """The ways in which a value is usually brought to one form before it is hashed."""
    if value is None or isinstance(value, bool):
        return
    text = str(value).strip()
    if len(compact(text)) < 4:
        return
    spelt = [text, text.lower(), text.upper(), compact(text), "".join(text.split())]
    if sum(char.isdigit() for char in text) >= 5:
        spelt.append(digits(text))
    yield from dict.fromkeys(spelt)
