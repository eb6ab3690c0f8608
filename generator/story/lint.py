"""Copy lint: does a text say where a fact came from, or that a profile exists?

Patterns in assets/lint/source_revealing.json, by language; a text is judged by those of its own and of English.
Reminders of permission ("you receive this because you signed up") are fine: assets/lint/permission.json.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache

from generator.model.story import Scene, Story
from generator.resources import assets_dir

_GAPS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " ", "\u2018": "'", "\u2019": "'"})


# Fields of layers that hold no copy; any other text of a layer is judged.
_NO_COPY = frozenset(
    {"id", "style", "color", "highlight", "text_color", "align", "anchor", "tone", "arrow", "shape", "paint", "path"}
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


@dataclass(frozen=True, slots=True)
class Finding:
    """A phrase that gives a source away. `rule`: "de-3", the language's third pattern; `start`, `end`: in the text."""

    rule: str
    start: int
    end: int

    def phrase(self, text: str) -> str:
        """The words in question, of the text that was judged."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class StoryFinding:
    """A finding in a story. `place`: "scene greeting", "page" or "document"; `text`: the joined text that it is in."""

    place: str
    text: str
    finding: Finding


def lint(text: str, language: str) -> tuple[Finding, ...]:
    """A text and its language ("de", "pt_BR") in; every phrase that gives a source away out, in order of appearance."""
    plain, origin = _plain(text)
    for pattern in _patterns("permission", language).values():
        plain = pattern.sub(lambda match: "\x00" * len(match.group()), plain)
    found = {
        Finding(rule, origin[match.start()], origin[match.end() - 1] + 1)
        for rule, pattern in _patterns("source_revealing", language).items()
        for match in pattern.finditer(plain)
        if match.group()
    }
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule)))


def lint_story(story: Story) -> tuple[StoryFinding, ...]:
    """Every text of every scene, in every aspect, and the words of page and document.

    The texts of one scene are judged joined, as they are read: a phrase may be split over two layers.
    """
    found: dict[StoryFinding, None] = {}
    for place, text in _texts(story):
        found |= {StoryFinding(place, text, finding): None for finding in lint(text, story.language)}
    return tuple(found)


@cache
def _patterns(name: str, language: str) -> Mapping[str, re.Pattern[str]]:
    path = assets_dir() / "lint" / f"{name}.json"
    by_language: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    own = re.split(r"[_-]", language.lower(), maxsplit=1)[0]
    return {
        f"{code}-{number}": re.compile(pattern, re.IGNORECASE)
        for code in dict.fromkeys((own, "en"))
        for number, pattern in enumerate(by_language.get(code, ()), 1)
    }


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text with composed letters, plain spaces and no invisible characters; and where each character comes from."""
    spaced = text.translate(_GAPS)
    if "  " not in spaced and (text.isascii() or (unicodedata.is_normalized("NFC", text) and not _hides(text))):
        return spaced, range(len(text))
    plain: list[str] = []
    origin: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for char in unicodedata.normalize("NFC", text[at:end]).translate(_GAPS):
            if unicodedata.category(char) == "Cf" or (char == " " and plain and plain[-1] == " "):
                continue
            plain.append(char)
            origin.append(at)
        at = end
    return "".join(plain), origin


def _hides(text: str) -> bool:
    return any(unicodedata.category(char) == "Cf" for char in text)


def _texts(story: Story) -> Iterator[tuple[str, str]]:
    for scene in story.scenes:
        for words in dict.fromkeys(scene_texts(scene)):
            yield f"scene {scene.key}", words
    for place, page in (("page", story.microsite), ("document", story.document)):
        if page is not None:
            yield place, " ".join(page.copy.values())


def scene_texts(scene: Scene) -> Iterator[str]:
    """All words of a scene: its title and caption, its alternatives, and its layers in every aspect."""
    yield f"{scene.title}. {scene.caption}"
    for choice in scene.choices:
        yield f"{choice.title}. {choice.text} {choice.figure}"
    for layers in scene.layers.values():
        yield " ".join(text for layer in layers for text in _strings(layer))


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
