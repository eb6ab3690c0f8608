"""Portugal's NIF: nine digits, the last a check digit by 11, after PT or with a word for it."""

from __future__ import annotations

import re

from stdnum.pt import nif

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_PREFIXED = re.compile(r"(?<!\w)PT ?\d{9}(?!\w)")
_SHAPE = re.compile(r"(?<![\w.])(?:[Pp][Tt] ?)?[1-35-9]\d{2}[ .]?\d{3}[ .]?\d{3}(?!\w)")
_CUES = cues("nif, nipc, n i, i f, contribuinte, fiscal, vat, tax, nrcontribuinte, numero de contribuinte")


def _found(window: Window) -> bool:
    return ("PT" in window.text and holds(window, _PREFIXED, nif.is_valid)) or (
        window.says(_CUES) and holds(window, _SHAPE, nif.is_valid)
    )


RECOGNISER = Recogniser(national_id("pt.nif", "a Portuguese tax number"), 9, _found, Bare.WITH_LETTERS, _CUES)
