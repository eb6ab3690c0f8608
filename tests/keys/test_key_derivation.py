"""Keys for every use: RFC 5869's own test vectors, and no use that tells of another."""

from __future__ import annotations

import pytest

from generator.keys import derived, mac
from generator.keys.derivation import hkdf


@pytest.mark.parametrize(
    ("secret", "salt", "info", "length", "wanted"),
    [
        (  # A.1
            bytes([0x0B] * 22),
            bytes(range(13)),
            bytes(range(0xF0, 0xFA)),
            42,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (  # A.2: longer inputs and outputs
            bytes(range(0x50)),
            bytes(range(0x60, 0xB0)),
            bytes(range(0xB0, 0x100)),
            82,
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
            "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        ),
        (  # A.3: neither salt nor info
            bytes([0x0B] * 22),
            b"",
            b"",
            42,
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ],
)
def test_vectors_of_rfc_5869(secret: bytes, salt: bytes, info: bytes, length: int, wanted: str) -> None:
    assert hkdf(secret, salt, info, length).hex() == wanted


def test_every_use_has_a_key_of_its_own() -> None:
    secret = b"a secret for tests"
    keys = {derived(secret, use) for use in ("link", "suppression", "privacy/receipt", "store", "tombstone")}
    assert len(keys) == 5
    assert all(len(key) == 32 and secret not in key for key in keys)
    # A worker holds the key of the store: what it can derive from that is none of the campaign's other keys.
    assert derived(derived(secret, "store"), "link") not in keys


def test_hashes_part_their_parts_and_their_uses() -> None:
    found = {
        mac(b"one secret", "link", "ab", "c"),
        mac(b"one secret", "link", "a", "bc"),
        mac(b"one secret", "link", "abc"),
        mac(b"one secret", "other", "ab", "c"),
        mac(b"another secret", "link", "ab", "c"),
    }
    assert len(found) == 5
