"""Germany's Steuernummer: each Land writes it its own way and has its own check, so its
shape counts; with a word for it."""

from __future__ import annotations

import re

from stdnum.de import stnr

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<![\w.])\d{2,3}[/ ]?\d{3,4}[/ ]?\d{4,5}(?!\w)|(?<!\w)\d{13}(?!\w)")
_CUES = cues("steuernummer, steuernr, stnr, st nr, finanzamt, steuer nr, steuer nummer, umsatzsteuernummer")


def _found(window: Window) -> bool:
    return window.says(_CUES) and holds(window, _SHAPE, stnr.is_valid)


RECOGNISER = Recogniser(national_id("de.stnr", "a German tax number"), 10, _found, Bare.NEVER, _CUES)
