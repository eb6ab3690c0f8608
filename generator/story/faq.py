"""faq.yaml in, Faq out: the questions that a campaign answers itself; and, for one recipient, their entries in words.

All texts are message ids. Other ways of asking are one message with a bar between them, "pay in parts | instalments",
so that each language can have as many as it needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, Field

from generator.errors import StoryError
from generator.model.facts import FactValue
from generator.model.faq import FaqEntry
from generator.scenes.wording import Condition, Variant, Wording, condition, names_of, placeholders
from generator.sourcefile import SourceFile, Strict, read
from generator.story.phrasing import Phrasing

BAR = "|"
SEGMENT = "segment"
"""The name under which conditions see the recipient's segment."""
_WORD = re.compile(r"\w+")


def _plain(text: str) -> str:
    if not text.strip():
        raise ValueError("there is nothing in it")
    if any(name is not None for _, name, _ in placeholders(text)):
        raise ValueError("only answers can hold facts; ask without them")
    return text


PlainText = Annotated[str, AfterValidator(_plain)]


class FaqQuestion(Strict):
    """One question with its answer."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="Its name, one of a kind in the file.")
    question: PlainText = Field(description="The question as a person asks it: a message id.")
    also: PlainText | None = Field(
        None, description='Other ways of asking it, one message: "pay in parts | instalments".'
    )
    answer: Wording = Field(description="The answer, with facts as placeholders; a text, or variants with `when`.")
    when: Condition | None = Field(None, description="Answered only when this holds, over facts and `segment`.")
    topic: str | None = Field(None, description="The name of the topic that it belongs to.")
    link: str | None = Field(None, description="A link of the campaign that helps further, by name.")
    place: str | None = Field(None, description='Where the page shows it: a block, or "history/2026-03" of one.')
    play: str | None = Field(None, description="A scene or a branch of the film that shows it.")


class FaqFile(Strict):
    """The keys of faq.yaml."""

    topics: dict[str, PlainText] = Field(default_factory=dict, description="Name of a topic → what it is called.")
    questions: tuple[FaqQuestion, ...] = Field(min_length=1, description="The questions, the likeliest first.")


@dataclass(frozen=True, slots=True)
class FaqPlan:
    """One entry as written. `topic`: a message id. `place_of`: where its parts stand in the file, by key."""

    spec: FaqQuestion
    topic: str
    place: str
    places: Mapping[str, str]

    def fact_names(self) -> frozenset[str]:
        """The facts that the answer shows."""
        return frozenset(name for variant in self.spec.answer for _, name, _ in placeholders(variant.text) if name)

    def condition_names(self) -> frozenset[str]:
        """The facts (and `segment`) that conditions of it read."""
        own = condition(self.spec.when).names if self.spec.when else frozenset()
        return own | (frozenset(names_of(self.spec.answer)) - self.fact_names())


@dataclass(frozen=True, slots=True)
class Faq:
    """A file of questions and answers. `path`: where it stands."""

    path: Path
    entries: tuple[FaqPlan, ...]

    def messages(self) -> Iterator[tuple[str, str]]:
        """(message id, where it stands) of every text."""
        for entry in self.entries:
            spec = entry.spec
            for key, text in (("question", spec.question), ("also", spec.also or ""), ("topic", entry.topic)):
                if text:
                    yield text, entry.places[key]
            for variant in spec.answer:
                yield variant.text, entry.places["answer"]

    def needs(self) -> Iterator[tuple[str, str, bool]]:
        """(fact, where it is asked for, whether it is shown) of every fact that an answer or a condition reads."""
        for entry in self.entries:
            for name in sorted(entry.fact_names()):
                yield name, entry.places["answer"], True
            for name in sorted(entry.condition_names() - {SEGMENT}):
                yield name, entry.place, False

    def told(
        self,
        shown: Mapping[str, FactValue],
        deciding: Mapping[str, object],
        phrasing: Phrasing,
    ) -> tuple[FaqEntry, ...]:
        """The entries that hold for a recipient, in their words.

        `shown`: the facts that answers may show. `deciding`: what conditions read. An answer whose facts are not all
        there is left out, and so is one none of whose variants holds.
        """
        found = []
        for entry in self.entries:
            spec = entry.spec
            if spec.when is not None and not condition(spec.when).holds(deciding):
                continue
            answer = _say(spec.answer, shown, deciding, phrasing)
            if answer:
                words = phrasing.words
                found.append(
                    FaqEntry(
                        key=spec.id,
                        question=words.text(spec.question),
                        answer=answer,
                        also=wordings(words.text(spec.also)) if spec.also else (),
                        topic=words.text(entry.topic) if entry.topic else "",
                        link=spec.link or "",
                        place=spec.place or "",
                        play=spec.play or "",
                    )
                )
        return tuple(found)


def wordings(text: str) -> tuple[str, ...]:
    """ "pay in parts | instalments" in, each of them out."""
    return tuple(part for part in (" ".join(part.split()) for part in text.split(BAR)) if part)


def load_faq(path: Path) -> Faq:
    """A FAQ file in, Faq out; raises StoryError at the line of what is wrong in the file itself."""
    file = read(path, StoryError)
    parsed = file.parse(FaqFile)
    seen: dict[str, str] = {}
    entries: list[FaqPlan] = []
    for index, spec in enumerate(parsed.questions):
        keys = ("questions", index)
        if any(entry.spec.id == spec.id for entry in entries):
            raise file.fail((*keys, "id"), f"two questions are called '{spec.id}'.", "Rename one of them.")
        if spec.topic is not None and spec.topic not in parsed.topics:
            known = ", ".join(parsed.topics) or "none"
            raise file.fail((*keys, "topic"), f"there is no topic '{spec.topic}'.", f"'topics' has {known}.")
        for key, text in _asked(spec):
            if seen.setdefault(_folded(text), spec.id) != spec.id:
                other = seen[_folded(text)]
                raise file.fail(
                    (*keys, key), f"'{other}' is asked in the same words.", "Say it in one of the two questions only."
                )
        topic = parsed.topics[spec.topic] if spec.topic else ""
        entries.append(FaqPlan(spec, topic, file.place(*keys), MappingProxyType(_places(file, keys, spec))))
    return Faq(path, tuple(entries))


def _say(
    answer: tuple[Variant, ...], shown: Mapping[str, FactValue], deciding: Mapping[str, object], phrasing: Phrasing
) -> str:
    for variant in answer:
        if variant.when is not None and not condition(variant.when).holds(deciding):
            continue
        if all(name is None or name in shown for _, name, _ in placeholders(variant.text)):
            return phrasing.fill(variant.text, shown)
    return ""


def _asked(spec: FaqQuestion) -> Iterator[tuple[str, str]]:
    yield "question", spec.question
    for text in wordings(spec.also or ""):
        yield "also", text


def _folded(text: str) -> str:
    """A question as its words alone: no case, no accents, no punctuation."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(_WORD.findall(bare.casefold()))


def _places(file: SourceFile, keys: tuple[str, int], spec: FaqQuestion) -> dict[str, str]:
    return {name: file.place(*keys, name) for name in type(spec).model_fields}
