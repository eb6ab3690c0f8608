"""A text with its strong parts marked, ready to be cut into runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.video.type import Run, Setting


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with the marks of its strong parts: `strong[i]` tells of character i."""

    text: str
    normal: tuple[Setting, int]
    emphasised: tuple[Setting, int]
    strong: bytes

    @classmethod
    def of(
        cls, text: str, normal: tuple[Setting, int], emphasised: tuple[Setting, int], emphasis: Sequence[str] = ()
    ) -> Wording:
        """Text, the two (setting, colour) pairs and the substrings to emphasise in."""
        strong = bytearray(len(text))
        for part in emphasis:
            start = text.find(part) if part else -1
            while start >= 0:
                strong[start : start + len(part)] = b"\1" * len(part)
                start = text.find(part, start + len(part))
        return cls(text, normal, emphasised, bytes(strong))

    def runs(self, start: int, end: int, factor: float, tail: str = "") -> list[Run]:
        """Characters start…end as runs at `factor` of the size, `tail` appended."""
        runs: list[Run] = []
        position = start
        while position < end:
            mark = self.strong[position]
            stop = position
            while stop < end and self.strong[stop] == mark:
                stop += 1
            setting, argb = self.emphasised if mark else self.normal
            runs.append(Run(self.text[position:stop], setting.scaled(factor), argb))
            position = stop
        if tail:
            last = runs.pop() if runs else Run("", self.normal[0].scaled(factor), self.normal[1])
            runs.append(Run(last.text + tail, last.setting, last.argb))
        return runs
