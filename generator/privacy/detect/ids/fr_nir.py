"""France's NIR, of social security: sex, year, month, place of birth, a serial and the check by 97."""

from __future__ import annotations

import re

from stdnum.fr import nir

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(
    r"(?<!\w)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?(?:\d{2}|2[ABab]) ?\d{3} ?\d{3} {0,2}\d{2}(?!\w)(?! ?\d)"
)


def _found(window: Window) -> bool:
    return holds(window, _SHAPE, nir.is_valid)


RECOGNISER = Recogniser(national_id("fr.nir", "a French social security number"), 13, _found, Bare.ALWAYS)
