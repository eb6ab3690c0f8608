"""Britain's VAT number: nine digits checked by 97, after GB or with a word for it."""

from __future__ import annotations

import re

from stdnum.gb import vat

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_PREFIXED = re.compile(r"(?<!\w)(?:GB|XI) ?\d{3} ?\d{4} ?\d{2}(?: ?\d{3})?(?!\w)")
_SHAPE = re.compile(r"(?<![\w.])(?:[Gg][Bb] ?)?\d{3} ?\d{3,4} ?\d{2,3}(?: ?\d{3})?(?!\w)")
_CUES = cues("vat, vatno, vatnumber, vat reg, vat registration, vrn")


def _found(window: Window) -> bool:
    prefixed = "GB" in window.text or "XI" in window.text
    if prefixed and holds(window, _PREFIXED, vat.is_valid):
        return True
    return window.says(_CUES) and holds(window, _SHAPE, vat.is_valid)


RECOGNISER = Recogniser(national_id("gb.vat", "a British VAT number"), 9, _found, Bare.WITH_LETTERS, _CUES)
