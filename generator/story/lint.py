"""Copy lint: does a text say where a fact came from, or that a profile exists?

A text is judged by the phrases (`phrases`) of its own language and of English. Where a contract is spoken of (a
statement, an invoice) it may say what was bought and used; it may never speak of profiles.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache

from generator.model.facts import Choices, FactValue, Parts, Series, Table
from generator.model.layers import (
    BarsLayer,
    DonutLayer,
    LegendLayer,
    LineLayer,
    ListLayer,
    TableLayer,
    WaterfallLayer,
)
from generator.model.story import Page, Scene, Story
from generator.story.folding import folded
from generator.story.phrases import phrases

_DIGIT = re.compile(r"\d")
_LONGEST_KEPT = 20_000
"""Characters of a text whose findings are remembered."""
APART = " · "
"""Between texts of a page that don't follow each other in a sentence."""

# Fields of layers that hold no copy; any other text of a layer is judged.
_NO_COPY = frozenset(
    {
        "id",
        "style",
        "color",
        "highlight",
        "text_color",
        "align",
        "anchor",
        "tone",
        "arrow",
        "shape",
        "paint",
        "path",
    }
    | {"do", "target", "item"}
    | {
        "href",
        "fit",
        "icon",
        "direction",
        "kind",
        "ease",
        "emphasis",
        "spans",
        "format",
        "enter",
        "exit",
        "drift",
        "box",
    }
    | {"compare_color", "over_color", "note_color", "track", "ground"}
    | {"quiet_color", "marker_color", "line_color", "band_color", "marker", "lines", "weight", "modules", "spans"}
    | {"lit", "edge_color", "label_color", "treatment", "colors", "contrast"}
)

_OF_NAMES = (BarsLayer, DonutLayer, LegendLayer, LineLayer, ListLayer, TableLayer, WaterfallLayer)


@dataclass(frozen=True, slots=True)
class Finding:
    """A phrase that gives a source away. `rule`: "de/like-you", language and name; `start`, `end`: in the text."""

    rule: str
    start: int
    end: int

    def phrase(self, text: str) -> str:
        """The words in question, of the text that was judged."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class StoryFinding:
    """A finding in a story. `place`: "scene greeting", "page", "email" …; `text`: the joined text that it is in."""

    place: str
    text: str
    finding: Finding


# What is said to everybody comes again with every recipient; what is said to one makes way for it.
@lru_cache(maxsize=256)
def lint(text: str, language: str, *, contract: bool = False) -> tuple[Finding, ...]:
    """A text and its language ("de", "pt_BR") in; every phrase that gives a source away out, in order of appearance.

    `contract`: the text serves a contract, so that it may speak of what it is about.
    """
    plain, origin = folded(text)
    own = re.split(r"[_-]", language.lower(), maxsplit=1)[0]
    # Figures decide nothing, and without them most texts of a batch are the same.
    known = _spans if len(plain) <= _LONGEST_KEPT else _spans.__wrapped__
    found = known(_DIGIT.sub("0", plain), own, contract)
    return tuple(Finding(rule, origin[start], origin[end - 1] + 1) for start, end, rule in found)


def lint_story(story: Story, contract: Container[str] = ()) -> tuple[StoryFinding, ...]:
    """Every text of every scene, in every aspect, and the words of page, document and e-mail.

    The texts of one scene are judged joined, as they are read: a phrase may be split over two layers. `contract`: the
    places ("scene amount", "page") that serve a contract. What rows and charts hold there are the names of things, and
    one of them may be called anything: a song "Someone Like You".
    """
    found: dict[StoryFinding, None] = {}
    for place, text in _texts(story, contract):
        findings = lint(text, story.language, contract=place in contract)
        found |= {StoryFinding(place, text, finding): None for finding in findings}
    return tuple(found)


@lru_cache(maxsize=8192)
def _spans(plain: str, language: str, contract: bool) -> tuple[tuple[int, int, str], ...]:
    """(start, end, rule) of every finding in a plain text."""
    known = [(code, found) for code in dict.fromkeys((language, "en")) if (found := phrases(code)) is not None]
    for _, own in known:
        for pattern in own.excused.values():
            plain = pattern.sub(lambda match: "\x00" * len(match.group()), plain)
    spans = {
        (*match.span(), f"{code}/{name}")
        for code, own in known
        for patterns in ((own.never,) if contract else (own.never, own.marketing))
        for name, pattern in patterns.items()
        for match in pattern.finditer(plain)
        if match.group()
    }
    return tuple(sorted(spans))


def _texts(story: Story, contract: Container[str]) -> Iterator[tuple[str, str]]:
    for scene in story.every_scene:
        place = f"scene {scene.key}"
        for words in dict.fromkeys(scene_texts(scene, names=place not in contract)):
            yield place, words
    for place, page in (("page", story.microsite), ("document", story.document), ("email", story.email)):
        if page is not None:
            for words in dict.fromkeys(page_texts(page, names=place not in contract)):
                yield place, words


def page_texts(page: Page, *, names: bool = True) -> Iterator[str]:
    """All words of a page or document: its copy as one text, and every text in its facts.

    `names`: those of rows and charts too.
    """
    yield APART.join(page.copy.values())
    for entry in page.faq:
        yield APART.join(entry.texts())
    for value in page.facts.values():
        if names or not isinstance(value, Table | Parts | Series):
            yield from fact_texts(value)


def fact_texts(value: FactValue) -> Iterator[str]:
    """Every text in a fact, one by one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Table):
        yield from (cell for row in value.rows for cell in row if isinstance(cell, str))
    elif isinstance(value, Choices):
        yield from (f"{item.title}. {item.text} {item.figure}" for item in value.items)
    elif isinstance(value, Parts):
        yield from (item.label for item in value.items if isinstance(item.label, str))
    elif isinstance(value, Series):
        yield from (point.label for point in value.points if isinstance(point.label, str))


def scene_texts(scene: Scene, *, names: bool = True) -> Iterator[str]:
    """All words of a scene: its title and caption, its alternatives, and its layers in every aspect.

    `names`: those of rows and charts too.
    """
    yield f"{scene.title}. {scene.caption}"
    for choice in scene.choices:
        yield f"{choice.title}. {choice.text} {choice.figure}"
    for ask in scene.asks:
        options = " ".join(option.text for option in ask.options)
        yield f"{ask.text} {options} {ask.least_text} {ask.most_text} {ask.unit} {ask.thanks}"
    for layers in scene.layers.values():
        read = (layer for layer in layers if names or not isinstance(layer, _OF_NAMES))
        yield " ".join(text for layer in read for text in _strings(layer))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _NO_COPY:
                yield from _strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _strings(item)
