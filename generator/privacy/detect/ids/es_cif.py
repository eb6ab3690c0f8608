"""Spain's CIF, of firms: a letter, seven digits, a check digit or letter.

One in ten fits by chance, so it counts with a word for it, or after ES.
"""

from __future__ import annotations

import re

from stdnum.es import cif

from generator.privacy.detect.kinds import national_id
from generator.privacy.detect.recogniser import Bare, Recogniser, cues, holds
from generator.privacy.detect.window import Window

_SHAPE = re.compile(r"(?<![A-Za-z0-9])[A-HJNP-SUVWa-hjnp-suvw][ -]?\d{2}[. ]?\d{3}[. ]?\d{2}-?[\dA-Ja-j](?!\w)")
_PREFIXED = re.compile(r"(?<!\w)ES[ -]?[A-HJNP-SUVW]-?\d{7}[\dA-J](?!\w)")
_CUES = cues("cif, nif, nifcif, n i, empresa, sociedad, mercantil, iva, vat, fiscal, sl, sa, razon social, tax")


def _found(window: Window) -> bool:
    if "ES" in window.text and holds(window, _PREFIXED, lambda number: cif.is_valid(number[2:])):
        return True
    return window.says(_CUES) and holds(window, _SHAPE, cif.is_valid)


RECOGNISER = Recogniser(national_id("es.cif", "a Spanish tax number"), 7, _found, Bare.WITH_LETTERS, _CUES)
