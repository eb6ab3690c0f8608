"""A secret in, a key for every use out (HKDF-SHA-256, RFC 5869), and keyed hashes under them (HMAC-SHA-256, RFC 2104).

Whoever learns the key of one use, a worker that names segments say, can't work out that of another.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

_SALT = b"serendip 1"
_HASH_BYTES = hashlib.sha256().digest_size


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """RFC 5869 with SHA-256: extract, then expand to `length` bytes, 8160 at most."""
    pseudorandom = hmac.digest(salt or bytes(_HASH_BYTES), secret, "sha256")
    block, out = b"", b""
    for counter in range(1, -(-length // _HASH_BYTES) + 1):
        block = hmac.digest(pseudorandom, block + info + bytes([counter]), "sha256")
        out += block
    return out[:length]


@lru_cache(maxsize=256)
def derived(secret: bytes, use: str) -> bytes:
    """The key of 32 bytes that `secret` has for one use."""
    return hkdf(secret, _SALT, use.encode("utf-8"), 32)


def mac(secret: bytes, use: str, *parts: str) -> bytes:
    """`secret` and texts in, 32 bytes out, under the secret's key for this use.

    Every part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
    """
    digest = hmac.new(derived(secret, use), digestmod=hashlib.sha256)
    for part in parts:
        data = part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()
