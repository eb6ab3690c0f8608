"""A text in, the readings of it that forms are looked for in out."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from generator.privacy.folding import digits, fold
from generator.privacy.verify.variants import Form

_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([0-9a-fA-F]{2,6})\s?")
_RUN = re.compile(r"\d(?:[ .,'’٫٬\u00a0\u202f\u2009()/+-]{0,2}\d)*")
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """The views of one text. `runs`: digits of each number, its separators off."""

    raw: tuple[str, ...] = field(repr=False)
    caseless: str = field(repr=False)
    words: str = field(repr=False)
    compact: str = field(repr=False)
    runs: frozenset[str] = field(repr=False)

    def holds(self, form: Form) -> bool:
        """Whether the form is in the text."""
        if form.view == "raw":
            return any(form.text in text for text in self.raw)
        if form.view == "caseless":
            return form.text in self.caseless
        if form.view == "words":
            return f" {form.text} " in self.words or (_gapless(form.text) and form.text in self.words)
        if form.view == "compact":
            return form.text in self.compact
        if form.text.startswith("="):
            return form.text[1:] in self.runs
        return any(form.text in run for run in self.runs)


def read(text: str) -> Reading:
    """Escapes of URLs, HTML, JSON and CSS are undone, up to three deep, and every stage counts."""
    stages = [text]
    for _ in range(_ROUNDS):
        plain = html.unescape(unquote_plus(_ESCAPE.sub(_unescaped, stages[-1])))
        if plain == stages[-1]:
            break
        stages.append(plain)
    everything = "\n".join(stages)
    folded = [fold(stage) for stage in stages]
    words = f" {' '.join(folded)} "
    runs = frozenset(digits(run.group()).lstrip("0") for run in _RUN.finditer(everything))
    return Reading(tuple(stages), everything.lower(), words, " ".join(stage.replace(" ", "") for stage in folded), runs)


def _unescaped(match: re.Match[str]) -> str:
    code = int(next(group for group in match.groups() if group), 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match.group()


def _gapless(text: str) -> bool:
    return any("\u2e80" <= char <= "\u9fff" for char in text)
