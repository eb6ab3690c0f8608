"""The Social Security number of the United States: nine digits without a check digit.

It counts as 3-2-4 with hyphens, or with a word for it.
"""

from __future__ import annotations

import re

from stdnum.us import ssn

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_HYPHENED = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_SHAPE = re.compile(r"(?<![\w-])\d{3}[ -]?\d{2}[ -]?\d{4}(?![\w-])")
_CUES = cues("ssn, social security, social, ss, seguro social, socialsecurity, ssnumber")


def _found(window: Window) -> bool:
    if window.says(_CUES) and holds(window, _SHAPE, ssn.is_valid):
        return True
    return "-" in window.text and holds(window, _HYPHENED, ssn.is_valid) and not window.of_thing


RECOGNISER = Recogniser(national_id("us.ssn", "a US Social Security number"), 9, _found, Bare.ALWAYS, _CUES)
