"""Germany's tax identification number: eleven digits, the first no zero, one of them twice or
thrice, and a check digit; with a word for it."""

from __future__ import annotations

import re

from stdnum.de import idnr

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<![\w.])[1-9]\d ?\d{3} ?\d{3} ?\d{3}(?!\w)")
_CUES = cues(
    """idnr, steuer, steuerid, steueridnr, steuernummer, steuerliche, steuerlich, identifikationsnummer, tin, taxid,
    steueridentifikationsnummer, tax id, tax number, steueridentnummer, id nr, finanzamt, impuesto, fiscal, fiscale"""
)


def _found(window: Window) -> bool:
    return window.says(_CUES) and holds(window, _SHAPE, idnr.is_valid)


RECOGNISER = Recogniser(national_id("de.idnr", "a German tax number"), 11, _found, Bare.NEVER, _CUES)
