"""What detection finds in the labelled texts of tests/privacy/detection, by kind: precision and recall."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator.privacy.detect import kinds

PAGE = "detection.md"
NAME = "detection"
TEXTS = Path(__file__).resolve().parents[2] / "tests" / "privacy" / "detection"
ROWS: Mapping[str, str] = {
    "email": "e-mail address",
    "phone": "telephone number",
    "iban": "IBAN",
    "card": "payment card",
    "id_es": "identity and tax numbers, ES",
    "id_it": "identity and tax numbers, IT",
    "id_de": "identity and tax numbers, DE",
    "id_fr": "identity and tax numbers, FR",
    "id_gb": "identity and tax numbers, GB",
    "id_pt": "identity and tax numbers, PT",
    "id_us": "identity and tax numbers, US",
    "id_br": "identity and tax numbers, BR",
    "birth_date": "date of birth",
    "belief": "belief",
    "politics": "politics",
    "union": "unions",
    "health": "health",
    "sexual_life": "sexual life",
    "origin": "origin",
    "biometrics": "biometrics",
    "criminal_record": "criminal record",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text: its language, the rows of what it holds, its field's name if it has one, and what is found."""

    language: str
    text: str
    holds: frozenset[str]
    found: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """How many texts hold a thing, in how many of them it was found, and in how many others it was."""

    holding: int
    found: int
    false: int

    @property
    def precision(self) -> float:
        """The part of what was found that is there; 1 when nothing was."""
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        """The part of what is there that was found; 1 when nothing is."""
        return self.found / self.holding if self.holding else 1.0


@cache
def texts(part: str) -> tuple[Text, ...]:
    """The labelled texts of a part, "known" or "held_out"; README.md beside them says how they are written."""
    return tuple(_read(part))


def score(part: str, rows: Iterable[str]) -> Score:
    """How detection does on a part, over all of these rows of the table."""
    wanted = frozenset(rows)
    holding = found = false = 0
    for text in texts(part):
        holding += len(text.holds & wanted)
        found += len(text.holds & text.found & wanted)
        false += len((text.found - text.holds) & wanted)
    return Score(holding, found, false)


def table() -> str:
    """A Markdown table: a row a kind, one for all, and how many texts there are."""
    head = ["| what | texts | precision | recall | held out: texts | precision | recall |", "|" + " --- |" * 7]
    lines = [_row(name, (row,)) for row, name in ROWS.items()]
    return "\n".join([*head, *lines, _row("all", ROWS), "", _told()])


def _row(name: str, rows: Iterable[str]) -> str:
    rows = tuple(rows)
    cells = [
        f"{one.holding} | {one.precision:.3f} | {one.recall:.3f}"
        for one in (score("known", rows), score("held_out", rows))
    ]
    return f"| {name} | {' | '.join(cells)} |"


def _told() -> str:
    parts = [(len(texts(part)), sum(not text.holds for text in texts(part))) for part in ("known", "held_out")]
    return (
        f"{parts[0][0]} texts, {parts[0][1]} of them with nothing to find; held out {parts[1][0]}, "
        f"{parts[1][1]} of them with nothing."
    )


def _read(part: str) -> Iterator[Text]:
    for line in (TEXTS / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found = frozenset(_row_of(kind.name) for kind in kinds(case["text"], case.get("field", "")))
        yield Text(case["lang"], case["text"], frozenset(case["kinds"]), found)


def _row_of(kind: str) -> str:
    return f"id_{kind.partition('.')[0]}" if "." in kind else kind
