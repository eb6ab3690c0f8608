"""Plain hashes of values: guessable ones can be turned back by trying, so that a hash of one gives it away.

A digest is compared by its first eight bytes, so that one cut short is found too. MACs are safe: nobody
can try values without the key.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.privacy.folding import compact, digits

_HASHES = {"md5": hashlib.md5, "sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512}
_HEX = re.compile(r"[0-9a-f]{16,128}")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{20,88}")
_HEX_KEPT, _BASE64_KEPT, _BYTES = 16, 12, 8
# Hexadecimal digits as one letter, all else of base64 as another: whether there is a row of them is seen at once.
_OUTLINE = bytes(
    104 if char in "0123456789abcdefABCDEF" else 98 if char in "+/_-" or char.isalnum() else 46
    for char in map(chr, range(128))
) + bytes(128)
_ALL_ONE = bytes.maketrans(b"h", b"b")
_END_OF_HEX, _END_OF_BASE64 = re.compile(b"[^h]"), re.compile(b"[^b]")
_SHORTEST_HEX, _SHORTEST_BASE64 = b"h" * _HEX_KEPT, b"b" * 20
_URL = str.maketrans("-_", "+/")


def candidates(text: str) -> frozenset[bytes]:
    """What may be a digest in a text: the first bytes of each."""
    outline = text.encode("ascii", "replace").translate(_OUTLINE)
    found: set[bytes] = set()
    for start, end in _rows(outline, _SHORTEST_HEX, _END_OF_HEX):
        run = text[start:end].lower()
        if _HEX.fullmatch(run):
            found.add(bytes.fromhex(run[:_HEX_KEPT]))
    for start, end in _rows(outline.translate(_ALL_ONE), _SHORTEST_BASE64, _END_OF_BASE64):
        for run in _BASE64.findall(text[start:end]):
            found.add(base64.b64decode(run[:_BASE64_KEPT].translate(_URL))[:_BYTES])
    return frozenset(found)


def _rows(outline: bytes, shortest: bytes, ending: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """Where rows of one letter begin and end that are no shorter than this."""
    at = outline.find(shortest)
    while at >= 0:
        over = ending.search(outline, at + len(shortest))
        end = over.start() if over else len(outline)
        yield at, end
        at = outline.find(shortest, end)


def digests(values: Iterable[tuple[str, Any]]) -> Mapping[bytes, tuple[str, str]]:
    """(field, value) pairs in; the first bytes of their hashes → (field, name of the hash) out."""
    found: dict[bytes, tuple[str, str]] = {}
    for field, value in values:
        for spelling in _spellings(value):
            data = spelling.encode("utf-8")
            for name, made in _HASHES.items():
                found[made(data, usedforsecurity=False).digest()[:_BYTES]] = (field, f"{name} hash")
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
