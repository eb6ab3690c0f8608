"""Spain's DNI: eight digits and a letter that is their remainder by 23. A letter apart must be a capital."""

from __future__ import annotations

import re

from stdnum.es import dni

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, holds
from generator.privacy.detect.window import Window

_JOINED = re.compile(r"(?<![\w.])\d{2}\.?\d{3}\.?\d{3}-?[A-HJ-NP-TV-Za-hj-np-tv-z](?!\w)")
_APART = re.compile(r"(?<![\w.])\d{2}\.?\d{3}\.?\d{3} [A-HJ-NP-TV-Z](?!\w)")


def _found(window: Window) -> bool:
    return holds(window, _JOINED, dni.is_valid) or holds(window, _APART, dni.is_valid)


RECOGNISER = Recogniser(national_id("es.dni", "a Spanish identity number"), 8, _found, Bare.WITH_LETTERS)
