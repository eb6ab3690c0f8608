"""Motions and effects as pixels: where a layer comes from, what it leaves uncovered, and that it rests."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import layer_parts as parts
import numpy as np
import pytest
import skia
import specimens
from PIL import Image

from generator.model.layers import (
    Along,
    Bar,
    BarsLayer,
    Box,
    Clip,
    CounterLayer,
    Drift,
    FillLayer,
    FootageLayer,
    Gradient,
    Keyframe,
    Mask,
    Motion,
    NumberFormat,
    Shadow,
    ShapeLayer,
    Span,
    TextLayer,
)
from generator.video.canonical import canonical
from generator.video.draw import Painter
from generator.video.layers import passage
from generator.video.layers.sprite import Sprite
from generator.video.stills import arrived_s

WIDTH, HEIGHT = parts.WIDE
BOX = Box(0.4, 0.4, 0.6, 0.6)
MIDDLE = (0.5 * WIDTH, 0.5 * HEIGHT)
LINEAR = {"ease": "linear", "fade": False, "duration_s": 1.0}


def square(**keys: object) -> FillLayer:
    return FillLayer(id="square", box=BOX, paint="ink", **keys)  # type: ignore[arg-type]


def box_at(layer: FillLayer | ShapeLayer | TextLayer, t: float) -> tuple[int, int, int, int]:
    return parts.ink_box(parts.drawn(parts.sprite(layer), t))


def centre_at(layer: FillLayer | ShapeLayer, t: float) -> tuple[float, float]:
    left, top, right, bottom = box_at(layer, t)
    return (left + right) / 2, (top + bottom) / 2


@pytest.mark.parametrize(
    ("x", "y"), [(-0.2, 0.0), (0.2, 0.0), (0.0, -0.2), (0.0, 0.2)], ids=["left", "right", "up", "down"]
)
def test_it_slides_in_from_its_side_and_out_to_it(x: float, y: float) -> None:
    layer = square(enter=Motion(slide_x=x, slide_y=y, **LINEAR), exit=Motion(slide_x=x, slide_y=y, **LINEAR))
    start = (MIDDLE[0] + x * WIDTH, MIDDLE[1] + y * HEIGHT)
    half = (MIDDLE[0] + x * WIDTH / 2, MIDDLE[1] + y * HEIGHT / 2)
    for t, place in ((0.0, start), (0.5, half), (1.0, MIDDLE), (4.5, half), (5.0, start)):
        assert centre_at(layer, t) == pytest.approx(place, abs=1.1)


def test_a_long_way_is_told_in_quarters_of_a_pixel() -> None:
    sprite = parts.sprite(square(enter=Motion(slide_x=-1.0, duration_s=4.0, fade=False, ease="linear")))
    assert len({sprite.state(number / 1000) for number in range(4001)}) > 4 * WIDTH / 4 * 0.7


@pytest.mark.parametrize(
    ("side", "seen"),
    [
        ("left", (0.0, 0.0, 0.5, 1.0)),
        ("right", (0.5, 0.0, 1.0, 1.0)),
        ("up", (0.0, 0.0, 1.0, 0.5)),
        ("down", (0.0, 0.5, 1.0, 1.0)),
    ],
)
def test_half_way_half_of_it_is_uncovered(side: str, seen: tuple[float, float, float, float]) -> None:
    found = box_at(square(enter=Motion(reveal=side, **LINEAR)), 0.5)
    width, height = 0.2 * WIDTH, 0.2 * HEIGHT
    left, top = 0.4 * WIDTH, 0.4 * HEIGHT
    wanted = (left + seen[0] * width, top + seen[1] * height, left + seen[2] * width, top + seen[3] * height)
    assert found == pytest.approx(wanted, abs=1.5)


def test_a_circle_opens_from_the_middle() -> None:
    layer = square(enter=Motion(reveal="circle", **LINEAR))
    picture = parts.drawn(parts.sprite(layer), 0.2)
    left, top, right, bottom = parts.ink_box(picture)
    assert right - left == pytest.approx(bottom - top, abs=2)
    assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx(MIDDLE, abs=1)
    with pytest.raises(AssertionError, match="nothing is drawn"):
        box_at(layer, 0.0)
    assert np.array_equal(parts.drawn(parts.sprite(layer), 1.0), parts.drawn(parts.sprite(square()), 0.0))


def test_a_spring_goes_too_far_comes_back_and_rests() -> None:
    layer = square(enter=Motion(slide_x=-0.2, duration_s=1.5, fade=False, ease="spring(200.0, 10.0, 1.0)"))
    furthest = max(centre_at(layer, t)[0] for t in (0.15, 0.2, 0.25, 0.3))
    assert furthest > MIDDLE[0] + 20
    assert centre_at(layer, 1.5) == pytest.approx(MIDDLE, abs=0.6)
    sprite = parts.sprite(layer)
    assert sprite.state(1.5) == sprite.state(3.0)


def test_keyframes_place_scale_turn_and_fade() -> None:
    layer = square(
        keyframes=(
            Keyframe(1.0, x=-0.2, scale=1.0, opacity=0.0, ease="linear"),
            Keyframe(2.0, y=0.1, opacity=1.0, ease="linear"),
            Keyframe(3.0, x=0.2, scale=2.0, ease="linear"),
        )
    )
    with pytest.raises(AssertionError, match="nothing is drawn"):
        box_at(layer, 0.5)
    # What an instant does not name lies between those that do.
    assert centre_at(layer, 2.0) == pytest.approx((MIDDLE[0], MIDDLE[1] + 0.1 * HEIGHT), abs=1)
    left, _, right, _ = box_at(layer, 2.0)
    assert right - left == pytest.approx(1.5 * 0.2 * WIDTH, abs=2)
    assert centre_at(layer, 4.0) == pytest.approx((MIDDLE[0] + 0.2 * WIDTH, MIDDLE[1] + 0.1 * HEIGHT), abs=1)
    turned = square(keyframes=(Keyframe(0.0, turn=90.0), Keyframe(1.0, turn=90.0)))
    left, top, right, bottom = box_at(turned, 0.5)
    assert (right - left, bottom - top) == pytest.approx((0.2 * HEIGHT, 0.2 * WIDTH), abs=1.5)


def test_between_equal_keyframes_it_rests() -> None:
    layer = square(keyframes=(Keyframe(0.0, x=0.0), Keyframe(1.0, x=0.1), Keyframe(2.0, x=0.1), Keyframe(3.0, x=0.0)))
    sprite = parts.sprite(layer)
    assert sprite.state(1.1) == sprite.state(1.9) != sprite.state(2.5)
    assert sprite.state(0.0) == sprite.state(4.0) == sprite.state(5.0)
    assert np.array_equal(parts.drawn(sprite, 4.0), parts.drawn(parts.sprite(square()), 4.0))


def test_it_follows_its_path_and_turns_with_it() -> None:
    around = Along("M0.2 0.5 A0.3 0.3 0 0 1 0.8 0.5", 1.0, 2.0, "linear")
    bar = FillLayer(id="bar", box=Box(0.45, 0.49, 0.55, 0.51), paint="ink", along=around)
    assert centre_at(bar, 0.0) == pytest.approx((0.2 * WIDTH, 0.5 * HEIGHT), abs=1)
    assert centre_at(bar, 2.0) == pytest.approx((0.5 * WIDTH, 0.2 * HEIGHT), abs=3)
    assert centre_at(bar, 4.0) == pytest.approx((0.8 * WIDTH, 0.5 * HEIGHT), abs=1)
    left, top, right, bottom = box_at(replace(bar, along=replace(around, orient=True)), 1.0)
    assert bottom - top > 3 * (right - left)
    whole = parts.sprite(replace(bar, along=replace(around, duration_s=None)))
    assert whole.state(4.9) != whole.state(4.99)
    assert parts.sprite(bar).state(3.0) == parts.sprite(bar).state(4.9)


def test_a_blur_softens_the_edge_and_keeps_the_light() -> None:
    sharp, soft = (255 - parts.drawn(parts.sprite(square(blur=blur)), 0.0).astype(float) for blur in (0.0, 0.02))
    assert soft.sum() == pytest.approx(sharp.sum(), rel=0.01)
    across = soft[HEIGHT // 2, :, 0]
    assert np.abs(np.diff(across)).max() < 0.1 * np.abs(np.diff(sharp[HEIGHT // 2, :, 0])).max()


def test_a_blur_clears_while_it_comes_in() -> None:
    layer = square(enter=Motion(blur=0.03, **LINEAR))
    steepest = [
        np.abs(np.diff(parts.drawn(parts.sprite(layer), t)[HEIGHT // 2, :, 0].astype(int))).max()
        for t in (0.0, 0.5, 0.9, 1.0)
    ]
    assert steepest == sorted(steepest)
    assert np.array_equal(parts.drawn(parts.sprite(layer), 1.0), parts.drawn(parts.sprite(square()), 1.0))


def test_a_shadow_lies_where_it_says_and_the_layer_on_top() -> None:
    layer = square(shadow=Shadow(0.1, 0.05, 0.0, "coral"))
    picture = parts.drawn(parts.sprite(layer), 0.0)
    assert parts.ink_box(picture) == pytest.approx(
        (0.4 * WIDTH, 0.4 * HEIGHT, 0.6 * WIDTH + 0.1 * HEIGHT, 0.6 * HEIGHT + 0.05 * HEIGHT), abs=1
    )
    assert parts.color_at(picture, *MIDDLE) == parts.brand().colors["ink"]
    assert parts.color_at(picture, 0.6 * WIDTH + 30, MIDDLE[1]) == parts.brand().colors["coral"]


def test_a_window_hides_what_is_outside_and_moves_or_stays() -> None:
    enter = Motion(slide_x=-0.1, **LINEAR)
    box = Box(0.45, 0.0, 0.55, 1.0)
    moving = box_at(square(clip=Clip(box=box), enter=enter), 0.0)
    staying = box_at(square(clip=Clip(box=box, still=True), enter=enter), 0.0)
    assert moving[::2] == pytest.approx((0.35 * WIDTH, 0.45 * WIDTH), abs=1)
    assert staying[::2] == pytest.approx((0.45 * WIDTH, 0.5 * WIDTH), abs=1)


@pytest.mark.parametrize(
    ("clip", "corner", "middle"),
    [
        (Clip("circle"), False, True),
        (Clip("rect", radius_px=40), False, True),
        (Clip("path", path="M0 0 L1 0 L0 1 Z"), True, True),
    ],
    ids=["circle", "rounded", "path"],
)
def test_windows_of_every_shape(clip: Clip, corner: bool, middle: bool) -> None:
    picture = parts.drawn(parts.sprite(square(clip=clip)), 0.0)
    at = ((0.4 * WIDTH + 3, 0.4 * HEIGHT + 3), (MIDDLE[0] - 2, MIDDLE[1] - 2))
    assert [bool((picture[int(y), int(x)] < 128).all()) for x, y in at] == [corner, middle]
    assert (picture[int(0.6 * HEIGHT) - 3, int(0.6 * WIDTH) - 3] > 250).all()


def test_a_gradient_masks_by_the_opacity_of_its_colours() -> None:
    mask = Mask(gradient=Gradient(((0.0, "ink"), (1.0, "ink/0")), angle_deg=0.0))
    row = parts.drawn(parts.sprite(square(mask=mask)), 0.0)[HEIGHT // 2, :, 0].astype(int)
    shown = [255 - row[round((0.4 + 0.2 * share) * WIDTH)] for share in (0.05, 0.5, 0.95)]
    ink = 255 - 0x10
    assert shown == pytest.approx([0.95 * ink, 0.5 * ink, 0.05 * ink], abs=4)


@pytest.mark.parametrize("opaque", [True, False])
def test_a_picture_masks_by_its_alpha_or_else_by_its_light(tmp_path: Path, opaque: bool) -> None:
    light = np.zeros((20, 20), np.uint8)
    light[:, 10:] = 255
    white = np.full_like(light, 255)
    picture = np.dstack([light, light, light, white]) if opaque else np.dstack([white, white, white, light])
    path = f"{tmp_path}/mask.png"
    Image.fromarray(picture).save(path)
    left, _, right, _ = box_at(square(mask=Mask(path=path)), 0.0)
    assert (left, right) == pytest.approx((0.5 * WIDTH, 0.6 * WIDTH), abs=12)


def test_a_drawing_masks_by_what_it_leaves_empty(tmp_path: Path) -> None:
    path = tmp_path / "mask.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 9" width="16" height="9">'
        '<rect x="4" y="0" width="4" height="9" fill="#000"/></svg>',
        encoding="utf-8",
    )
    left, top, right, bottom = box_at(square(mask=Mask(path=str(path))), 0.0)
    assert (left, right) == pytest.approx((0.45 * WIDTH, 0.5 * WIDTH), abs=1)
    assert (top, bottom) == pytest.approx((0.4 * HEIGHT, 0.6 * HEIGHT), abs=1)


def test_a_mask_counts_by_what_is_in_its_file(tmp_path: Path) -> None:
    for name, value in (("a", 0), ("b", 0), ("c", 255)):
        Image.new("RGBA", (4, 4), (0, 0, 0, value)).save(tmp_path / f"{name}.png")
    first, same, other = (canonical(square(mask=Mask(path=str(tmp_path / f"{name}.png")))) for name in "abc")
    assert first == same != other


def test_every_motion_and_effect_counts_in_the_name_of_a_segment() -> None:
    layers = [
        square(),
        *(
            square(enter=Motion(**{**LINEAR, **keys}))
            for keys in ({}, {"reveal": "left"}, {"slide_x": 0.1}, {"blur": 0.1})
        ),
        square(keyframes=(Keyframe(0.0, x=0.0), Keyframe(1.0, x=0.1))),
        square(keyframes=(Keyframe(0.0, y=0.0), Keyframe(1.0, y=0.1))),
        square(along=Along("M0 0 L1 1")),
        *(square(blur=blur) for blur in (0.01, 0.02)),
        *(square(shadow=shadow) for shadow in (Shadow(), Shadow(color="sun"))),
        *(square(clip=clip) for clip in (Clip(), Clip(still=True), Clip("circle"))),
        *(square(mask=Mask(gradient=Gradient(((0.0, "ink"), (1.0, end))))) for end in ("ink/0", "ink/10")),
    ]
    assert len({canonical(layer) for layer in layers}) == len(layers)


def test_an_effect_is_worked_out_once_while_the_content_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    layer = square(shadow=Shadow(), enter=Motion(slide_x=-0.2, **LINEAR))
    sprite = parts.sprite(layer)
    painted: list[float] = []
    monkeypatch.setattr(sprite, "paint", lambda canvas, t: painted.append(t))
    for number in range(20):
        parts.drawn(sprite, number / 10)
    assert len(painted) == 1
    tracing = parts.sprite(
        ShapeLayer(
            id="arc", box=BOX, shape="circle", paint="ink", stroke=0.02, shadow=Shadow(), enter=Motion(draw=True)
        )
    )
    assert len({parts.drawn(tracing, t).tobytes() for t in (0.1, 0.2, 0.3)}) == 3


@pytest.mark.parametrize(
    ("keys", "times"), [({"shadow": Shadow()}, 1), ({"blur": 0.01}, 1), ({"shadow": Shadow(), "clip": Clip()}, 20)]
)
def test_a_shadow_drifts_along_and_a_window_stays(
    monkeypatch: pytest.MonkeyPatch, keys: dict[str, object], times: int
) -> None:
    sprite = parts.sprite(square(drift=Drift(0.2), **keys))
    painted: list[float] = []
    paint = sprite.paint
    monkeypatch.setattr(sprite, "paint", lambda canvas, t: (painted.append(t), paint(canvas, t)))
    pictures = [parts.drawn(sprite, number / 4) for number in range(20)]
    # Once to see how far it reaches, once to be kept.
    assert len(painted) == 2 * times
    travelled = parts.ink_box(pictures[-1])[0] - parts.ink_box(pictures[0])[0]
    assert travelled == pytest.approx(0.2 * WIDTH * 4.75 / 5, abs=2)


def test_bars_that_grow_one_by_one_slide_in_together() -> None:
    bars = tuple(Bar(label, Decimal(3), "3") for label in "ab")
    enter = Motion(slide_x=-0.3, stagger_s=0.2, **LINEAR)
    layer = BarsLayer(id="bars", box=BOX, bars=bars, text_color="ink", enter=enter)
    left = parts.ink_box(parts.drawn(parts.sprite(layer), 0.3))[0]
    landed = parts.ink_box(parts.drawn(parts.sprite(layer), 3.0))[0]
    assert landed - left == pytest.approx(0.3 * 0.7 * WIDTH, abs=3)


def test_lines_slide_in_one_by_one() -> None:
    layer = TextLayer(
        id="lines", box=Box(0.3, 0.3, 0.9, 0.7), text="one\ntwo", style="headline", color="ink", by_line=True,
        enter=Motion(slide_x=-0.2, stagger_s=1.0, **LINEAR),
    )  # fmt: skip
    picture = parts.drawn(parts.sprite(layer), 1.0)
    first, second = picture[: int(0.39 * HEIGHT)], picture[int(0.39 * HEIGHT) :]
    assert parts.ink_box(first)[0] == pytest.approx(0.3 * WIDTH, abs=6)
    assert parts.ink_box(second)[0] == pytest.approx(0.1 * WIDTH, abs=6)


def random_layer(chance: random.Random) -> FillLayer | ShapeLayer:
    """A layer with any mixture of motions and effects."""
    eases = ("linear", "ease-out", "steps(3)", "overshoot", "spring(170.0, 12.0, 1.0)", "linear(0, 1.2 40%, 1)")

    def motion() -> Motion:
        return Motion(
            delay_s=chance.choice((0.0, 0.2)), duration_s=chance.choice((0.0, 0.4)), fade=chance.random() < 0.5,
            rise=chance.choice((0.0, 0.1)), scale=chance.choice((1.0, 0.5)), draw=chance.random() < 0.3,
            ease=chance.choice(eases), slide_x=chance.choice((0.0, -0.3)), slide_y=chance.choice((0.0, 0.2)),
            reveal=chance.choice(("", "", "left", "circle")), blur=chance.choice((0.0, 0.0, 0.02)),
        )  # fmt: skip

    keyframes = tuple(
        Keyframe(at_s, x=chance.choice((None, 0.0, 0.1)), scale=chance.choice((None, 1.0, 1.3)),
                 turn=chance.choice((None, 0.0, 30.0)), opacity=chance.choice((None, 0.4, 1.0)),
                 blur=chance.choice((None, None, 0.01)), ease=chance.choice(eases[:4]))
        for at_s in (0.0, 0.4, 0.9)
    )  # fmt: skip
    keys: dict[str, object] = {
        "id": "any",
        "box": Box(0.35, 0.35, 0.6, 0.65),
        "enter": chance.choice((None, motion())),
        "exit": chance.choice((None, motion())),
        "drift": chance.choice((None, None, Drift(0.02, 0.0, 1.1, 5.0))),
        "keyframes": chance.choice(((), keyframes)),
        "along": chance.choice((None, Along("M0.2 0.2 L0.8 0.6", 0.1, chance.choice((None, 0.5)), "ease", True))),
        "opacity": chance.choice((1.0, 0.6)),
        "blur": chance.choice((0.0, 0.01)),
        "shadow": chance.choice((None, Shadow())),
        "clip": chance.choice((None, Clip("circle"), Clip("rect", radius_px=20, still=True))),
        "mask": chance.choice((None, Mask(gradient=Gradient(((0.0, "ink"), (1.0, "ink/0")))))),
    }
    shape = {"shape": "circle", "paint": "coral", "stroke": 0.03} if chance.random() < 0.5 else {"paint": "ink"}
    return (ShapeLayer if "shape" in shape else FillLayer)(**keys, **shape)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(40))
def test_equal_states_are_equal_pixels_whatever_is_mixed(seed: int) -> None:
    """Drawn forwards and in a random order by another sprite: what is kept from frame to frame must not show."""
    chance = random.Random(seed)
    layer = random_layer(chance)
    first, second = (small_painter().prepare(layer, 2.0) for _ in range(2))
    instants = [number / 10 for number in range(21)]
    seen = {first.state(t): small(first, t) for t in instants}
    chance.shuffle(instants)
    for t in instants:
        assert np.array_equal(seen[second.state(t)], small(second, t)), t
    if layer.drift is None and layer.exit is None and (layer.along is None or layer.along.duration_s is not None):
        assert first.state(1.8) == first.state(2.0)


def small_painter() -> Painter:
    return Painter(parts.brand(), (320, 180))


def small(sprite: Sprite, t: float) -> parts.Rgb:
    surface = skia.Surface(320, 180)
    surface.getCanvas().clear(skia.ColorWHITE)
    sprite.draw(surface.getCanvas(), t)
    return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[:, :, :3].copy()


def test_a_scene_has_arrived_after_its_keyframes_and_paths() -> None:
    layers = (
        square(keyframes=(Keyframe(0.0, x=0.0), Keyframe(2.0, x=0.1))),
        square(along=Along("M0 0 L1 1", 0.5, 2.5)),
        square(along=Along("M0 0 L1 1", 0.5)),
    )
    assert arrived_s(layers[:1], 5.0) == 2.0
    assert arrived_s(layers, 5.0) == 3.0
    assert math.isclose(arrived_s(layers, 2.0), 1.95)


def test_words_and_numbers_take_a_gradient_from_edge_to_edge() -> None:
    paint = Gradient(((0.0, "#ff0000"), (1.0, "#0000ff")), angle_deg=0.0)
    text = TextLayer(id="w", box=Box(0.1, 0.1, 0.9, 0.9), text="MMMMMM", style="title", color=paint, max_lines=1)
    counter = CounterLayer(
        id="n", box=Box(0.1, 0.1, 0.9, 0.9), value=Decimal("88888888"), format=NumberFormat(decimals=0),
        text="88,888,888", style="figure", color=paint, raise_cents=False,
    )  # fmt: skip
    for layer in (text, counter):
        picture = parts.drawn(parts.sprite(layer), 1.0)
        left, _, right, _ = parts.ink_box(picture)
        red, blue = ((255 - picture[:, :, channel].astype(int)).sum(axis=0) for channel in (0, 2))
        sixth = (right - left) // 6
        first, last = slice(left, left + sixth), slice(right - sixth, right)
        assert blue[first].sum() > 4 * red[first].sum()
        assert red[last].sum() > 4 * blue[last].sum()


def test_a_span_keeps_its_own_colour_in_a_gradient() -> None:
    paint = Gradient(((0.0, "#ff0000"), (1.0, "#ff0000")))
    spans = (Span(of="OO", color="#00ff00"),)
    layer = TextLayer(id="w", box=parts.FULL, text="MM OO", style="title", color=paint, spans=spans, max_lines=1)
    picture = parts.drawn(parts.sprite(layer), 1.0)
    assert all((picture == color).all(axis=2).any() for color in ((255, 0, 0), (0, 255, 0)))


@pytest.mark.parametrize("name", [name for name in specimens.names() if not specimens.is_transition(name)])
def test_every_kind_stands_a_curve_that_leaves_its_ends(name: str) -> None:
    """Motions that start backwards and go too far, and a spring: nothing breaks, and all of it rests."""
    scene = specimens.scene_of(name)
    for ease in ("cubic-bezier(0.5, -1, 0.5, 2)", "spring(200.0, 5.0, 1.0)"):
        enter = Motion(duration_s=0.5, ease=ease, draw=True, slide_x=0.1, reveal="left", blur=0.01, stagger_s=0.02)
        for layer in scene.layers["16:9"]:
            if not isinstance(layer, FootageLayer):
                sprite = small_painter().prepare(replace(layer, enter=enter, exit=None), 3.0)
                for t in (0.0, 0.1, 0.3, 0.45, 2.3):
                    small(sprite, t)
                if layer.drift is None and layer.along is None:
                    assert sprite.state(2.2) == sprite.state(2.3)


@pytest.mark.parametrize("name", ["cards", "donut", "legend", "line", "list", "table"])
def test_items_fade_alike_wherever_they_are_laid_aside(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An item that fades is laid aside as far as it reaches, not as a picture of the frame; none of it is cut off."""
    confined = [specimens.frame(name, "16:9", 0.1 * step) for step in range(2, 14, 2)]
    faded = passage.faded
    monkeypatch.setattr(passage, "faded", lambda canvas, opacity, within=None: faded(canvas, opacity))
    whole = [specimens.frame(name, "16:9", 0.1 * step) for step in range(2, 14, 2)]
    for one, two in zip(confined, whole, strict=True):
        # Skia rounds the coverage of a curved edge by a few levels more or less where a picture ends near it.
        difference = np.abs(np.asarray(one).astype(int) - np.asarray(two))
        assert difference.max() <= 8
        assert (difference > 0).any(axis=2).sum() < 40
