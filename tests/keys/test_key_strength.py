"""Keys that anybody could guess are found; keys by chance never are."""

from __future__ import annotations

import base64
import random
import uuid

import pytest

from generator.keys import LEAST_BITS, strength_bits

WEAK = [
    "",
    "a" * 64,
    "ab" * 32,
    "password" * 8,
    "Secret-Secret-Secret-Secret-Secret",
    "changemechangemechangeme",
    "0123456789abcdef" * 4,
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "zyxwvutsrqponmlkjihgfedcba9876543210",
    "deadbeef" * 8,
    "qwertyuiop1234567890",
    "my-campaign-key",
    "summer2026summer2026summer2026summer2026",
    "correct horse correct horse correct horse correct horse",
    "00000000-0000-0000-0000-000000000000",
]


@pytest.mark.parametrize("text", WEAK)
def test_what_anybody_could_guess_is_weak(text: str) -> None:
    assert strength_bits(text) < LEAST_BITS


def test_what_chance_made_is_strong() -> None:
    chance = random.Random(20261122)
    for _ in range(300):
        for text in (
            chance.randbytes(32).hex(),
            chance.randbytes(16).hex(),
            base64.b64encode(chance.randbytes(18)).decode(),
            str(uuid.UUID(bytes=chance.randbytes(16), version=4)),
        ):
            assert strength_bits(text) >= LEAST_BITS, text
