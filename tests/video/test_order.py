"""Which layers go below the personal ones: those that nobody can tell to have been drawn earlier."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.model.layers import AnyLayer, Box, FillLayer, ShapeLayer, TextLayer
from generator.model.layers.base import Drift, Motion
from generator.video.order import common_first

LOOK = {"style": "headline", "color": "white"}
NAME = TextLayer(id="name", box=Box(0.1, 0.2, 0.9, 0.4), text="Ann", personal=True, **LOOK)
LINE = TextLayer(id="line", box=Box(0.1, 0.45, 0.9, 0.6), text="here is your month", **LOOK)
GROUND = FillLayer(id="ground", box=Box(0, 0, 1, 1), paint="ink")
RISING = Motion(rise=0.1, delay_s=0.3, duration_s=0.8)


def order(*layers: AnyLayer) -> list[str]:
    return [layer.id for layer in common_first(layers, 60, 30)]


def test_a_layer_beside_the_personal_one_goes_below_it() -> None:
    assert order(GROUND, NAME, LINE) == ["ground", "line", "name"]


def test_several_keep_their_order() -> None:
    more = replace(LINE, id="more", box=Box(0.1, 0.5, 0.9, 0.7))
    assert order(GROUND, NAME, LINE, more) == ["ground", "line", "more", "name"]


@pytest.mark.parametrize(
    "line",
    [
        replace(LINE, box=Box(0.1, 0.35, 0.9, 0.6)),
        replace(LINE, box=Box(0.1, 0.405, 0.9, 0.6)),
        replace(LINE, drift=Drift(dy=-0.3)),
        replace(LINE, enter=Motion(scale=2.0)),
        replace(LINE, enter=Motion(rise=-0.2, fade=False)),
        replace(LINE, exit=Motion(rise=-0.2)),
        replace(LINE, blur=0.1),
        FillLayer(id="line", box=Box(0.1, 0.45, 0.9, 0.6), paint="ink"),
        ShapeLayer(id="line", box=Box(0.1, 0.45, 0.9, 0.6), shape="rect", paint="ink", stroke=0.2),
    ],
)
def test_what_may_touch_the_personal_layer_stays_above_it(line: AnyLayer) -> None:
    assert order(GROUND, NAME, line) == ["ground", "name", "line"]


def test_a_personal_layer_that_may_be_anywhere_stays_below() -> None:
    assert order(GROUND, replace(NAME, drift=Drift(scale=1.2)), LINE) == ["ground", "name", "line"]


def test_layers_whose_ways_cross_at_different_times_do_not_touch() -> None:
    name = replace(NAME, enter=RISING)
    late = replace(LINE, enter=replace(RISING, delay_s=1.0))
    assert order(GROUND, name, late) == ["ground", "line", "name"]
    # At the same time the one comes into the other's place while that is still there.
    early = replace(LINE, enter=None)
    assert order(GROUND, name, early) == ["ground", "name", "line"]


def test_halfway_down_is_left_alone() -> None:
    below = replace(NAME, id="below", box=Box(0.1, 0.4, 0.9, 0.6))
    assert order(GROUND, below, NAME, LINE) == ["ground", "below", "name", "line"]


def test_a_scene_without_personal_layers_stays_as_it_is() -> None:
    assert order(GROUND, LINE, replace(NAME, personal=False)) == ["ground", "line", "name"]
