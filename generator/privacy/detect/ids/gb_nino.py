"""Britain's National Insurance number: two letters of those given out, six digits, A to D. It has no check digit."""

from __future__ import annotations

import re

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues
from generator.privacy.detect.window import Window

_PREFIX = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
_SHAPE = re.compile(rf"(?<!\w){_PREFIX} ?\d{{2}} ?\d{{2}} ?\d{{2}} ?[A-D](?!\w)")
_LOOSE = re.compile(rf"(?<!\w)(?i:{_PREFIX}[ -]?\d{{2}}[ -]?\d{{2}}[ -]?\d{{2}}[ -]?[A-D]?)(?!\w)")
_CUES = cues("nino, ni, national insurance, insurance, ni no, ni number, nationalinsurance")


def _found(window: Window) -> bool:
    if window.says(_CUES) and _LOOSE.search(window.text):
        return True
    return _SHAPE.search(window.text) is not None and not window.of_thing


RECOGNISER = Recogniser(
    national_id("gb.nino", "a British National Insurance number"), 6, _found, Bare.WITH_LETTERS, _CUES
)
