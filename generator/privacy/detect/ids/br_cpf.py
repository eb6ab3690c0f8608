"""Brazil's CPF: nine digits and two check digits, written 000.000.000-00; any other way with a word for it."""

from __future__ import annotations

import re

from stdnum.br import cpf

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_WRITTEN = re.compile(r"(?<![\w.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)")
_SHAPE = re.compile(r"(?<![\w.])\d{3}[ .]?\d{3}[ .]?\d{3}[ -]?\d{2}(?!\w)")
_CUES = cues("cpf, cpfcnpj, titular cpf, cadastro de, taxpayer")


def _found(window: Window) -> bool:
    if "." in window.text and holds(window, _WRITTEN, cpf.is_valid):
        return True
    return window.says(_CUES) and holds(window, _SHAPE, cpf.is_valid)


RECOGNISER = Recogniser(national_id("br.cpf", "a Brazilian taxpayer number"), 11, _found, Bare.ALWAYS, _CUES)
