"""Italy's codice fiscale: six letters of the name, birth date, place, a check letter.

Digits may be letters (omocodia).
"""

from __future__ import annotations

import re

from stdnum.it import codicefiscale

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, holds
from generator.privacy.detect.window import Window

_DIGIT = r"[\dLMNPQRSTUVlmnpqrstuv]"
_SHAPE = re.compile(
    rf"(?<!\w)[A-Za-z]{{3}} ?[A-Za-z]{{3}} ?{_DIGIT}{{2}} ?[ABCDEHLMPRSTabcdehlmprst] ?{_DIGIT}{{2}}"
    rf" ?[A-Za-z] ?{_DIGIT}{{3}} ?[A-Za-z](?!\w)"
)


def _found(window: Window) -> bool:
    return holds(window, _SHAPE, lambda code: len(code) == 16 and codicefiscale.is_valid(code))


RECOGNISER = Recogniser(national_id("it.cf", "an Italian fiscal code"), 6, _found, Bare.WITH_LETTERS)
