"""Italy's partita IVA: eleven digits with Luhn's check, after IT or with a word for it."""

from __future__ import annotations

import re

from stdnum.it import iva

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_PREFIXED = re.compile(r"(?<!\w)IT[ -]?\d{11}(?!\w)")
_SHAPE = re.compile(r"(?<![\w.])(?:[Ii][Tt] ?)?\d(?: ?\d){10}(?!\w)")
_CUES = cues("iva, piva, partita, partitaiva, vat, fiscale, codicefiscale, cf, p i")


def _found(window: Window) -> bool:
    return ("IT" in window.text and holds(window, _PREFIXED, iva.is_valid)) or (
        window.says(_CUES) and holds(window, _SHAPE, iva.is_valid)
    )


RECOGNISER = Recogniser(national_id("it.iva", "an Italian VAT number"), 11, _found, Bare.WITH_LETTERS, _CUES)
