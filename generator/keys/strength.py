"""How hard a secret is to guess: its text in, a cautious estimate in bits out.

Nobody can tell chance from a clever pattern. What is found here is carelessness: one character or one word again and
again, rows of the keyboard, counting.
"""

from __future__ import annotations

import math
import re
from collections import Counter

LEAST_BYTES = 16
LEAST_BITS = 80
"""Less can be tried out by those who mean it."""

_WORDS = (
    "password", "passwort", "passphrase", "contraseña", "secret", "segreto", "geheim", "changeme", "change-me",
    "default", "serendip", "example", "sample", "testing", "test", "demo", "admin", "root", "letmein", "welcome",
    "qwertyuiop", "qwerty", "asdfghjkl", "asdf", "zxcvbnm", "iloveyou", "deadbeef", "cafebabe", "foobar", "key",
)  # fmt: skip
_KNOWN = re.compile("|".join(map(re.escape, _WORDS)), re.IGNORECASE)
_LEAST_RUN = 3


def strength_bits(text: str) -> float:
    """Shannon's entropy of what is left when known words count as one sign, and runs and repetitions only once."""
    signs = _period(_without_runs([ord(sign) for sign in _KNOWN.sub(_one_sign, text)]))
    counts = Counter(signs)
    return sum(count * math.log2(len(signs) / count) for count in counts.values())


def _one_sign(match: re.Match[str]) -> str:
    """A sign of a private area that stands for the word."""
    return chr(0xE000 + _WORDS.index(match[0].lower()))


def _without_runs(signs: list[int]) -> list[int]:
    """aaaa, abcd and 4321 down to their first two signs."""
    left: list[int] = []
    length = 1
    for index, sign in enumerate(signs):
        step = sign - signs[index - 1] if index else None
        before = signs[index - 1] - signs[index - 2] if index > 1 else None
        length = length + 1 if step is not None and step == before and abs(step) <= 1 else 1
        if length < _LEAST_RUN - 1:
            left.append(sign)
    return left


def _period(signs: list[int]) -> list[int]:
    """The shortest beginning that, said again and again, makes the whole."""
    for period in range(1, len(signs)):
        if all(signs[index] == signs[index - period] for index in range(period, len(signs))):
            return signs[:period]
    return signs
