"""Portugal's cartão de cidadão: nine digits, two characters, a check digit. Without letters only with a word for it."""

from __future__ import annotations

import re

from stdnum.pt import cc

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_LETTERED = re.compile(r"(?<!\w)\d{8}[ -]?\d[ -]?(?:[A-Z]{2}|[A-Z]\d|\d[A-Z])\d(?!\w)")
_SHAPE = re.compile(r"(?<!\w)\d{8}[ -]?\d[ -]?[A-Za-z0-9]{2}\d(?!\w)")
_CUES = cues("cc, cidadao, cartao, bi, identidade, cartaocidadao")


def _found(window: Window) -> bool:
    if holds(window, _LETTERED, cc.is_valid) and not window.of_thing:
        return True
    return window.says(_CUES) and holds(window, _SHAPE, cc.is_valid)


RECOGNISER = Recogniser(national_id("pt.cc", "a Portuguese identity number"), 9, _found, Bare.WITH_LETTERS, _CUES)
