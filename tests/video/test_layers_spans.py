"""Spans: parts of a text in looks of their own, across line breaks and in both directions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import layer_parts as parts
import numpy as np
import pytest

from generator.errors import BrandError, SceneError
from generator.model.layers import Box, Span, TextLayer
from generator.scenes.template import facts_of, load_scene
from generator.story.resolve import sample_scene

BOX = Box(0.1, 0.1, 0.9, 0.9)


def text(words: str, *spans: Span, **keys: Any) -> TextLayer:
    return TextLayer(
        **{"id": "t", "box": BOX, "text": words, "style": "headline", "color": "ink", "spans": spans, **keys}
    )


def where(layer: TextLayer, color: str) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) of what is drawn in exactly that colour."""
    picture = parts.drawn(parts.sprite(layer), 1)
    found = np.argwhere((picture == np.frombuffer(bytes.fromhex(color[1:]), np.uint8)).all(axis=2))
    assert len(found), f"nothing is {color}"
    (top, left), (bottom, right) = found.min(axis=0), found.max(axis=0) + 1
    return int(left), int(top), int(right), int(bottom)


def test_a_span_has_its_own_colour_and_the_rest_keeps_its_own() -> None:
    layer = text("one two three", Span("two", color="#ff0000"))
    red, whole = where(layer, "#ff0000"), parts.ink_box(parts.drawn(parts.sprite(layer), 1))
    assert whole[0] < red[0] < red[2] < whole[2]


def test_weight_size_and_style_make_the_words_wider() -> None:
    plain = parts.sprite(text("Due 28 May", style="body")).paragraph.width_px
    for span in (Span("28 May", weight=800), Span("28 May", size=1.4), Span("28 May", style="title")):
        assert parts.sprite(text("Due 28 May", span, style="body")).paragraph.width_px > plain * 1.01


def test_a_larger_span_makes_room_for_itself() -> None:
    low = parts.sprite(text("one\ntwo\nthree", style="body")).paragraph
    high = parts.sprite(text("one\ntwo\nthree", Span("two", size=1.5), style="body")).paragraph
    assert high.height_px == pytest.approx(1.5 * low.height_px)
    lines = [round(high.baseline(index, 0) - high.baseline(index - 1, 0)) for index in (1, 2)]
    assert abs(lines[0] - lines[1]) <= 1


def test_a_highlight_lies_behind_its_words_and_nowhere_else() -> None:
    layer = text("one two three", Span("two", highlight="#00ff00", color="#ff0000"))
    green, red = where(layer, "#00ff00"), where(layer, "#ff0000")
    assert green[0] < red[0] and green[1] < red[1] and green[2] > red[2] and green[3] > red[3]
    assert red[0] - green[0] < 20 and green[2] - red[2] < 20


def test_a_highlight_over_a_line_break_is_drawn_on_both_lines() -> None:
    layer = text(
        "all the words of this long line", Span("words of this", highlight="#00ff00"), box=Box(0.1, 0.1, 0.42, 0.9)
    )
    sprite = parts.sprite(layer)
    assert len(sprite.paragraph.lines) >= 2
    assert sum(bool(line.marks) for line in sprite.paragraph.lines) == 2


@pytest.mark.parametrize(
    ("words", "part", "side"),
    [("سلام 84.20 شكرا", "84.20", None), ("שלום לוסי", "שלום", "right"), ("שלום לוסי", "לוסי", "left")],
)
def test_a_highlight_follows_the_direction_of_the_line(words: str, part: str, side: str | None) -> None:
    layer = text(words, Span(part, highlight="#00ff00", color="#ff0000"))
    green, red = where(layer, "#00ff00"), where(layer, "#ff0000")
    assert green[0] <= red[0] and green[2] >= red[2]
    assert abs((green[0] + green[2]) - (red[0] + red[2])) < 12
    left, _, right, _ = parts.ink_box(parts.drawn(parts.sprite(layer), 1))
    middle = (green[0] + green[2]) / 2
    if side:
        assert (middle > (left + right) / 2) == (side == "right")


def test_underline_and_strike_add_a_line_in_the_colour_of_the_words() -> None:
    bare = parts.drawn(parts.sprite(text("nnn", Span("nnn", color="#ff0000"))), 1)
    under = parts.drawn(parts.sprite(text("nnn", Span("nnn", color="#ff0000", underline=True))), 1)
    assert parts.ink_box(under)[3] > parts.ink_box(bare)[3]
    added = under[(bare == 255).all(axis=2) & (under < 250).any(axis=2)]
    assert (added[:, 0] == 255).all(), "the line is as red as the words"
    plain = (parts.drawn(parts.sprite(text("nnn")), 1) < 128).sum()
    assert (parts.drawn(parts.sprite(text("nnn", Span("nnn", strike=True))), 1) < 128).sum() > plain


def test_the_later_of_two_spans_wins_and_both_beat_emphasis() -> None:
    layer = text("one", Span("one", color="#ff0000"), Span("one", color="#0000ff"), emphasis=("one",))
    where(layer, "#0000ff")
    with pytest.raises(AssertionError, match="nothing is #ff0000"):
        where(layer, "#ff0000")


def test_an_unknown_style_or_colour_is_told() -> None:
    with pytest.raises(BrandError, match="'huge'"):
        parts.sprite(text("one", Span("one", style="huge")))
    with pytest.raises(BrandError, match="'lilac'"):
        parts.sprite(text("one", Span("one", highlight="lilac")))


SCENE = """\
summary: A test.
title: Test
needs: {balance: {type: money, sample: 84.20 EUR}}
duration: 2s
layers:
  - id: line
    text: "Now {balance}."
    spans: [{of: "{balance}", weight: 700, color: coral}]
"""


def test_placeholders_of_a_span_are_filled_and_belong_to_the_layer(tmp_path: Path) -> None:
    (tmp_path / "scene.yaml").write_text(SCENE, encoding="utf-8")
    template = load_scene(tmp_path)
    assert facts_of(template.layers["16:9"][0]) == {"balance"}
    layer = sample_scene(template, parts.brand(), parts.phrasing()).layers["16:9"][0]
    assert isinstance(layer, TextLayer)
    assert layer.spans[0].of in layer.text and "84.20" in layer.spans[0].of


def test_a_span_that_names_an_unknown_need_is_told_at_its_layer(tmp_path: Path) -> None:
    (tmp_path / "scene.yaml").write_text(SCENE.replace('of: "{balance}"', 'of: "{ballance}"'), encoding="utf-8")
    with pytest.raises(SceneError, match=r"scene\.yaml:6:5: the layer 'line' names 'ballance'"):
        load_scene(tmp_path)
