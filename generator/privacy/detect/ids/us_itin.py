"""The ITIN of the United States: nine digits from 900 on, certain groups, no check digit.

It counts with hyphens, or with a word for it.
"""

from __future__ import annotations

import re

from stdnum.us import itin

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_HYPHENED = re.compile(r"(?<![\w-])9\d{2}-\d{2}-\d{4}(?![\w-])")
_SHAPE = re.compile(r"(?<![\w-])9\d{2}[ -]?\d{2}[ -]?\d{4}(?![\w-])")
_CUES = cues("itin, taxpayer, tax id, irs, tin")


def _found(window: Window) -> bool:
    if window.says(_CUES) and holds(window, _SHAPE, itin.is_valid):
        return True
    return "-" in window.text and holds(window, _HYPHENED, itin.is_valid) and not window.of_thing


RECOGNISER = Recogniser(national_id("us.itin", "a US taxpayer number"), 9, _found, Bare.ALWAYS, _CUES)
