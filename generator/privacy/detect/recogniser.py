"""What every recogniser of numbers is: a kind, the fewest digits that it needs, and a test of one window."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.window import Window

_GAPS = re.compile(r"[ .\-/]")


@dataclass(frozen=True, slots=True)
class Recogniser:
    """`digits`: a window with fewer can't hold it. `found`: whether a window holds one."""

    kind: Kind
    digits: int
    found: Callable[[Window], bool]


def cues(text: str) -> frozenset[str]:
    """Words parted by commas in, each a word or a pair of words, folded; a set out."""
    return frozenset(word.strip() for word in text.replace("\n", " ").split(",") if word.strip())


def holds(window: Window, shape: re.Pattern[str], is_valid: Callable[[str], bool]) -> bool:
    """Whether something of this shape in the window is valid once its gaps are off and its letters are capitals.

    It is blanked out then, so that no other recogniser takes it, or a part of it, for something else.
    """
    for match in shape.finditer(window.text):
        if is_valid(_GAPS.sub("", match.group()).upper()):
            window.blank(*match.span())
            return True
    return False
