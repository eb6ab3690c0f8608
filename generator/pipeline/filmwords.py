"""What a film shows and says, as passages: pixels can't be read, but the words that they were drawn from can."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from generator.model.facts import Choice
from generator.model.layers.base import Layer
from generator.model.story import Scene, Story
from generator.privacy.verify import Kind, Passage

# Names of styles, colours and files; what is drawn with them is said elsewhere.
_NAMES = frozenset(
    (
        "modules",
        "style",
        "align",
        "anchor",
        "shape",
        "ease",
        "direction",
        "contrast",
        "root",
        "digest",
        "template",
        "fit",
        "href",
        "do",
        "target",
        "item",
    )
)
_DRAWING = re.compile(r"#[0-9A-Fa-f]{3,8}|[MmLlHhVvCcSsQqTtAaZz\d\s.,e-]*")


def film_passages(story: Story) -> Iterator[Passage]:
    """A story in; of each scene what is said, what it is called, and what its personal layers show, out."""
    for scene in story.every_scene:
        yield from _scene(scene)


def _scene(scene: Scene) -> Iterator[Passage]:
    where = f"scene '{scene.key}'"
    yield Passage(Kind.PROSE, scene.caption, f"{where}, what is said")
    yield Passage(Kind.PROSE, scene.title, f"{where}, its title")
    for choice in scene.choices:
        yield Passage(Kind.PROSE, "\n".join(_texts(choice)), f"{where}, an alternative")
    for ask in scene.asks:
        yield Passage(
            Kind.PROSE, "\n".join(_texts((ask.text, ask.options, ask.unit))), f"{where}, a question", values=True
        )
    for aspect, layers in scene.layers.items():
        for layer in layers:
            # What a touch is called may name facts though the layer shows none.
            texts = "\n".join(_texts(layer if layer.personal else layer.tap))
            if texts:
                yield Passage(Kind.MIXED, texts, f"{where}, layer '{layer.id}' ({aspect})", values=True)


def _texts(value: Any) -> Iterator[str]:
    """Every text and amount of a layer, names of styles and drawings left out."""
    if isinstance(value, str):
        if len(value) > 1 and not _DRAWING.fullmatch(value):
            yield value
    elif isinstance(value, Decimal):
        yield str(value)
    elif isinstance(value, tuple | list | frozenset):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _shown(type(value)):
            yield from _texts(getattr(value, name))


@cache
def _shown(kind: Any) -> tuple[str, ...]:
    hidden = _NAMES | ({"id"} if issubclass(kind, Layer | Choice) else frozenset())
    return tuple(each.name for each in fields(kind) if each.name not in hidden)
