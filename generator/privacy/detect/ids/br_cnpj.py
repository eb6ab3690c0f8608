"""Brazil's CNPJ, of firms: twelve characters and two check digits, written
00.000.000/0000-00; any other way with a word for it."""

from __future__ import annotations

import re

from stdnum.br import cnpj

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_WRITTEN = re.compile(r"(?<![\w.])[0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}/[0-9A-Z]{4}-\d{2}(?!\w)")
_SHAPE = re.compile(r"(?<![\w.])[0-9A-Za-z]{2}\.?[0-9A-Za-z]{3}\.?[0-9A-Za-z]{3}/?[0-9A-Za-z]{4}-?\d{2}(?!\w)")
_CUES = cues("cnpj, cpfcnpj, cgc")


def _found(window: Window) -> bool:
    if "/" in window.text and holds(window, _WRITTEN, cnpj.is_valid):
        return True
    return window.says(_CUES) and holds(window, _SHAPE, cnpj.is_valid)


RECOGNISER = Recogniser(national_id("br.cnpj", "a Brazilian company number"), 8, _found, Bare.ALWAYS, _CUES)
