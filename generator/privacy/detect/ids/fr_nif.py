"""France's numéro fiscal: thirteen digits, the last three the remainder by 511; with a word for it."""

from __future__ import annotations

import re

from stdnum.fr import nif

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<![\w.])[0-3]\d ?\d{2} ?\d{3} ?\d{3} ?\d{3}(?!\w)")
_CUES = cues("fiscal, spi, impots, numerofiscal, nif, fiscale, tax, foyer fiscal")


def _found(window: Window) -> bool:
    return window.says(_CUES) and holds(window, _SHAPE, nif.is_valid)


RECOGNISER = Recogniser(national_id("fr.nif", "a French tax number"), 13, _found, Bare.NEVER, _CUES)
