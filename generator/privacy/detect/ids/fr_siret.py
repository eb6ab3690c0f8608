"""France's SIRET: a SIREN and five digits, fourteen with Luhn's check; with a word for it."""

from __future__ import annotations

import re

from stdnum.fr import siret

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<![\w.])\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{2} ?\d{3}(?!\w)")
_CUES = cues("siret, siren, rcs, sirene, etablissement, immatriculee")


def _found(window: Window) -> bool:
    return window.says(_CUES) and holds(window, _SHAPE, siret.is_valid)


RECOGNISER = Recogniser(national_id("fr.siret", "a French company number"), 14, _found, Bare.NEVER, _CUES)
