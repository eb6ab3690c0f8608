"""IBANs (ISO 13616): length and structure by country, and the check digits of ISO 7064."""

from __future__ import annotations

import re

from stdnum import iban

from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.recogniser import Bare, Recogniser
from generator.privacy.detect.window import Window

KIND = Kind("iban", "an IBAN", "user.financial.bank_account", ("user.financial.bank_account",))

_SHAPE = re.compile(r"(?<![A-Z0-9])[A-Z]{2} ?\d{2}(?:[ .-]?[A-Z0-9]){11,34}", re.IGNORECASE)
_GAPS = re.compile(r"[ .-]")
_SHORTEST, _LONGEST = 15, 34


def _found(window: Window) -> bool:
    for match in _SHAPE.finditer(window.text):
        candidate = _GAPS.sub("", match.group()).upper()[:_LONGEST]
        # The words after an IBAN look like more of it, so every length is tried.
        for length in range(_SHORTEST, len(candidate) + 1):
            tried = candidate[:length]
            if _remainder(tried) == 1 and iban.is_valid(tried, check_country=False):
                window.blank(*match.span())
                return True
    return False


def _remainder(text: str) -> int:
    """ISO 7064, mod 97-10: 1 for right check digits."""
    return int("".join(str(int(char, 36)) for char in text[4:] + text[:4])) % 97


RECOGNISER = Recogniser(KIND, 10, _found, Bare.WITH_LETTERS)
