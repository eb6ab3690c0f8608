"""Germany's VAT number: DE and nine digits, the last a check digit (ISO 7064, mod 11-10)."""

from __future__ import annotations

import re

from stdnum.de import vat

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<!\w)DE[ -]?\d{3} ?\d{3} ?\d{3}(?!\w)(?! ?\d{3})")
_LOOSE = re.compile(r"(?<!\w)(?:[Dd][Ee] ?)?\d{3} ?\d{3} ?\d{3}(?!\w)")
_CUES = cues("ust, ustid, ustidnr, ust id, umsatzsteuer, vat, mwst, umsatzsteueridentifikationsnummer")


def _found(window: Window) -> bool:
    return ("DE" in window.text and holds(window, _SHAPE, vat.is_valid)) or (
        window.says(_CUES) and holds(window, _LOOSE, vat.is_valid)
    )


RECOGNISER = Recogniser(national_id("de.vat", "a German VAT number"), 9, _found, Bare.WITH_LETTERS, _CUES)
