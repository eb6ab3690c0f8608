"""What the copy lint finds among the labelled phrases of tests/story/copy_phrases, by language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.story.lint import lint

PAGE = "detection.md"
NAME = "copy-lint"
PHRASES = Path(__file__).resolve().parents[2] / "tests" / "story" / "copy_phrases"
LANGUAGES = {"en": "English", "it": "Italian", "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese"}
_HIDDEN = {r"\u00ad": "\u00ad", r"\u00a0": "\u00a0"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A labelled phrase: as people see it, whether it gives a source away, where it stands, whether it is held out."""

    language: str
    line: int
    text: str
    reveals: bool
    contract: bool
    held_out: bool

    def found(self) -> bool:
        """Whether the lint has anything against it."""
        return bool(lint(self.text, self.language, contract=self.contract))


@dataclass(frozen=True, slots=True)
class Score:
    """How many phrases reveal and how many of them were found; how many are fine and how many of them were flagged."""

    revealing: int
    found: int
    fine: int
    flagged: int

    @property
    def recall(self) -> float:
        """The part of what reveals that was found."""
        return self.found / self.revealing

    @property
    def false_alarms(self) -> float:
        """The part of what is fine that was flagged."""
        return self.flagged / self.fine


def phrases(language: str) -> Iterator[Phrase]:
    """The labelled phrases of a language, in order; README.md beside them says how they are written."""
    for number, line in enumerate((PHRASES / f"{language}.txt").read_text(encoding="utf-8").splitlines(), 1):
        sign, _, text = line.partition(" ")
        for written, meant in _HIDDEN.items():
            text = text.replace(written, meant)
        yield Phrase(language, number, text.replace(" | ", " "), sign[0] == "!", "c" in sign, "h" in sign)


def score(chosen: list[Phrase]) -> Score:
    """Phrases in, how the lint does on them out."""
    revealing = [phrase for phrase in chosen if phrase.reveals]
    fine = [phrase for phrase in chosen if not phrase.reveals]
    found, flagged = (sum(phrase.found() for phrase in half) for half in (revealing, fine))
    return Score(len(revealing), found, len(fine), flagged)


def table() -> str:
    """A Markdown table: a row a language, and one for all."""
    rows = [
        "| language | give a source away | found | fine | false alarms | held out: found | held out: false alarms |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    everything: list[Phrase] = []
    for language, name in LANGUAGES.items():
        chosen = list(phrases(language))
        everything += chosen
        rows.append(_row(name, chosen))
    return "\n".join([*rows, _row("all", everything)])


def _row(name: str, chosen: list[Phrase]) -> str:
    known, held = (score([phrase for phrase in chosen if phrase.held_out == held_out]) for held_out in (False, True))
    return (
        f"| {name} | {known.revealing} | {_part(known.found, known.revealing)} | {known.fine} "
        f"| {_part(known.flagged, known.fine)} | {_part(held.found, held.revealing)} of {held.revealing} "
        f"| {_part(held.flagged, held.fine)} of {held.fine} |"
    )


def _part(some: int, whole: int) -> str:
    return f"{some} ({some / whole:.1%})"
