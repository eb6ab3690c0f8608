"""Keyed hashes: HMAC-SHA-256 with one scope a use, so that no two uses of one secret can be joined."""

from __future__ import annotations

import hashlib
import hmac


def mac(secret: bytes, scope: str, *parts: str) -> bytes:
    """`secret` and texts in, 32 bytes out.

    Every part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ (RFC 2104 for the MAC itself).
    """
    digest = hmac.new(secret, digestmod=hashlib.sha256)
    for part in (scope, *parts):
        data = part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()
