"""The EIN of the United States: a prefix that was given out and seven digits, no check digit; with a word for it."""

from __future__ import annotations

import re

from stdnum.us import ein

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<![\w-])\d{2}-?\d{7}(?![\w-])")
_CUES = cues("ein, fein, employer identification, employer id, employer, federal tax, federal id, tax id, irs, taxid")


def _found(window: Window) -> bool:
    return window.says(_CUES) and holds(window, _SHAPE, ein.is_valid)


RECOGNISER = Recogniser(national_id("us.ein", "a US employer number"), 9, _found, Bare.NEVER, _CUES)
