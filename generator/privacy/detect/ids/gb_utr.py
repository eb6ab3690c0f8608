"""Britain's Unique Taxpayer Reference: ten digits, the first a check digit by 11; with a word for it."""

from __future__ import annotations

import re

from stdnum.gb import utr

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<![\w.])\d{5} ?\d{5}[Kk]?(?!\w)|(?<!\w)\d{3} ?\d{3} ?\d{4}(?!\w)")
_CUES = cues("utr, taxpayer, self assessment, hmrc, tax reference, unique taxpayer")


def _found(window: Window) -> bool:
    return window.says(_CUES) and holds(window, _SHAPE, lambda number: utr.is_valid(number.rstrip("K")))


RECOGNISER = Recogniser(national_id("gb.utr", "a British tax number"), 10, _found, Bare.NEVER, _CUES)
