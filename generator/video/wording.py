"""A text with the looks of its parts marked, ready to be cut into runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.video.type import Look, Run


@dataclass(frozen=True, slots=True)
class Wording:
    """A text and its looks: `looks[marks[i]]` is that of character i; the first is the text's own."""

    text: str
    looks: tuple[Look, ...]
    marks: bytes

    @classmethod
    def of(cls, text: str, normal: Look, parts: Sequence[tuple[str, Look]] = ()) -> Wording:
        """A text, its look, and (words, look) pairs in: every place that reads so takes the look; the last one wins."""
        marks = bytearray(len(text))
        looks = [normal]
        for words, look in parts:
            number = len(looks)
            start = text.find(words) if words else -1
            while start >= 0 and number < 256:
                marks[start : start + len(words)] = bytes([number]) * len(words)
                start = text.find(words, start + len(words))
            looks.append(look)
        return cls(text, tuple(looks), bytes(marks))

    @property
    def line_px(self) -> float:
        """The height of a line that holds all of its looks."""
        used: set[int] = {0, *self.marks}
        return max([self.looks[number].setting.line_px for number in used])

    def runs(self, start: int, end: int, factor: float, tail: str = "") -> list[Run]:
        """Characters start…end as runs at `factor` of the size, `tail` appended."""
        runs: list[Run] = []
        position = start
        while position < end:
            mark = self.marks[position]
            stop = position
            while stop < end and self.marks[stop] == mark:
                stop += 1
            runs.append(self.looks[mark].scaled(factor).run(self.text[position:stop]))
            position = stop
        if tail:
            last = runs.pop() if runs else self.looks[0].scaled(factor).run("")
            runs.append(replace(last, text=last.text + tail))
        return runs
