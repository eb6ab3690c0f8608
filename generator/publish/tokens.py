"""A recipient's token: the name of the folder and the secret part of the link."""

from __future__ import annotations

import base64

from generator.keys import mac

TOKEN_BITS = 160
TOKEN_LENGTH = TOKEN_BITS // 5
_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz234567")


def token_of(secret: bytes, campaign: str, customer_id: str) -> str:
    """Campaign secret, campaign name and customer id in, 32 characters (a-z, 2-7) out.

    160 bits of a keyed hash: the same at every run, unguessable without the secret, unrelated between campaigns.
    Base 32 in lower case, because links travel through systems that change the case of letters.
    """
    digest = mac(secret, "link", campaign, customer_id)[: TOKEN_BITS // 8]
    return base64.b32encode(digest).decode("ascii").lower()


def is_token(name: str) -> bool:
    """True when `name` can be the name of a recipient's folder."""
    return len(name) == TOKEN_LENGTH and _ALPHABET.issuperset(name)
