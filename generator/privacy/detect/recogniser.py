"""What every recogniser of numbers is, and what it needs before it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.window import Window

_GAPS = re.compile(r"[ .\-/]")


class Bare(IntEnum):
    """When a number is told by itself, without a word for it beside it."""

    NEVER = 0
    WITH_LETTERS = 1
    ALWAYS = 2


@dataclass(frozen=True, slots=True)
class Recogniser:
    """`digits`: a window with fewer can't hold it. `found`: whether a window holds one.

    `cues`: words and pairs of words for it. `bare`: when it may be told without one.
    """

    kind: Kind
    digits: int
    found: Callable[[Window], bool]
    bare: Bare
    cues: frozenset[str] = frozenset()


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
