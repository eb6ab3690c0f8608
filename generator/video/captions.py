"""Captions: what a voice would say, as WebVTT cues of at most two lines of 42 columns, timed within each scene.

A scene's time is shared among its cues by their length; where one scene crosses into the next, the words change in the
middle. A wide character (Chinese, Japanese, emoji) takes two columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from generator.video.timeline import Place

COLUMNS = 42
LINES = 2
_SENTENCE = re.compile(r"(?<=[.!?…؟])\s+|(?<=[。！？])")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


@dataclass(frozen=True, slots=True)
class Cue:
    """Lines of plain text that show from `start_s` to `end_s`, in seconds of the film."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]


def film_cues(places: Sequence[Place], fps: int) -> tuple[Cue, ...]:
    """Scenes on the frame grid in, the cues of the whole film out: for captions.vtt and for the track in the film."""
    cues: list[Cue] = []
    for place in places:
        # A scene of a frame or two may lose all of it to the scenes around.
        if place.heard:
            cues += cues_of(place.scene.caption, place.heard.start / fps, place.heard.stop / fps)
    return tuple(cues)


def cues_of(caption: str, start_s: float, end_s: float) -> list[Cue]:
    """A scene's caption and its stretch of the film in, cues out that fill the stretch in order."""
    blocks: list[tuple[str, ...]] = []
    for sentence in _SENTENCE.split(" ".join(caption.split())):
        lines = _wrap(sentence)
        blocks += [tuple(_balance(lines[at : at + LINES])) for at in range(0, len(lines), LINES)]
    blocks = _joined(blocks)
    weights = [max(1, sum(map(columns, block))) for block in blocks]
    cues: list[Cue] = []
    for number, block in enumerate(blocks):
        begin, end = sum(weights[:number]) / sum(weights), sum(weights[: number + 1]) / sum(weights)
        cues.append(Cue(start_s + begin * (end_s - start_s), start_s + end * (end_s - start_s), block))
    return cues


def webvtt(cues: Sequence[Cue]) -> str:
    """Cues in, a WebVTT file's text out; nothing in a cue's text can end the cue or open a tag."""
    parts = ["WEBVTT\n"]
    for cue in cues:
        text = "\n".join(" ".join(line.split()).translate(_ESCAPES) for line in cue.lines)
        parts.append(f"{timestamp(cue.start_s)} --> {timestamp(cue.end_s)}\n{text}\n")
    return "\n".join(parts)


def timestamp(seconds: float) -> str:
    """Seconds in, hh:mm:ss.mmm out."""
    total_ms = round(seconds * 1000)
    minutes, ms = divmod(total_ms, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{ms // 1000:02d}.{ms % 1000:03d}"


def columns(text: str) -> int:
    """How wide a text is in columns; combining marks take none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _wrap(text: str, width: int = COLUMNS) -> list[str]:
    """Break at spaces; a word wider than a line breaks where the line ends."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        if line and columns(line) + 1 + columns(rest) <= width:
            line = f"{line} {rest}"
            continue
        if line:
            lines.append(line)
        while columns(rest) > width:
            head = _head(rest, width)
            lines.append(head)
            rest = rest[len(head) :]
        line = rest
    return [*lines, line] if line else lines


def _head(text: str, width: int) -> str:
    """The longest beginning that fits in so many columns, without tearing a mark off its letter."""
    end = 1
    while end < len(text) and (columns(text[: end + 1]) <= width or unicodedata.combining(text[end])):
        end += 1
    return text[:end]


def _balance(lines: Sequence[str]) -> list[str]:
    """Two lines of about the same length rather than a full one and a single word."""
    if len(lines) < 2:
        return list(lines)
    text = " ".join(lines)
    for width in range(columns(text) // 2, COLUMNS + 1):
        narrow = _wrap(text, width)
        if len(narrow) == 2:
            return narrow
    return list(lines)


def _joined(blocks: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Join neighbours that are one line each: fewer, calmer cues."""
    joined: list[tuple[str, ...]] = []
    for block in blocks:
        if joined and len(joined[-1]) == 1 and len(block) == 1:
            joined[-1] = (*joined[-1], *block)
        else:
            joined.append(block)
    return joined
