"""The NHS number: ten digits, the last a check digit by 11; with a word for it."""

from __future__ import annotations

import re

from stdnum.gb import nhs

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<![\w.])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\w)")
_CUES = cues("nhs, nhsnumber, patient, hospital number, nhsno")


def _found(window: Window) -> bool:
    return window.says(_CUES) and holds(window, _SHAPE, nhs.is_valid)


RECOGNISER = Recogniser(national_id("gb.nhs", "a British NHS number"), 10, _found, Bare.NEVER, _CUES)
