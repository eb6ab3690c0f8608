"""France's VAT number: FR, two characters of check, and a SIREN."""

from __future__ import annotations

import re

from stdnum.fr import tva

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<!\w)(?:FR|fr)[ -]?[0-9A-HJ-NP-Z]{2} ?\d{3} ?\d{3} ?\d{3}(?!\w)")


def _found(window: Window) -> bool:
    return ("FR" in window.text or "fr" in window.text) and holds(window, _SHAPE, tva.is_valid)


RECOGNISER = Recogniser(national_id("fr.tva", "a French VAT number"), 9, _found, Bare.WITH_LETTERS)
