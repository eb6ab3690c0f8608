"""France's SIREN: nine digits with Luhn's check; with a word for it."""

from __future__ import annotations

import re

from stdnum.fr import siren

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<![\w.])\d{3}[ .]?\d{3}[ .]?\d{3}(?!\w)(?! ?\d{5})")
_CUES = cues("siren, rcs, sirene, immatriculee, immatricule")


def _found(window: Window) -> bool:
    return window.says(_CUES) and holds(window, _SHAPE, siren.is_valid)


RECOGNISER = Recogniser(national_id("fr.siren", "a French company number"), 9, _found, Bare.NEVER, _CUES)
