"""Spain's NIE, of foreigners: X, Y or Z, seven digits and a letter that is their remainder by 23."""

from __future__ import annotations

import re

from stdnum.es import nie

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<!\w)[XYZxyz][ -]?\d{7}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z](?!\w)")


def _found(window: Window) -> bool:
    return holds(window, _SHAPE, nie.is_valid)


RECOGNISER = Recogniser(national_id("es.nie", "a Spanish number of foreigners"), 7, _found, Bare.WITH_LETTERS)
