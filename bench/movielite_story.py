"""The reference story as a MovieLite 0.2.2 program.

As somebody who knows MovieLite would write it: clips are given to the writer one by one (its guide says that this is
faster than composites), everything that stands still is an ImageClip, what moves is transformed only while it moves,
and the quality is the default that its users get: x264 veryfast at CRF 21.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from pathlib import Path

import stills
from campaign.make_data import Person
from movielite import ImageClip, VideoClip, VideoWriter, vfx
from movielite.core import GraphicClip
from stills import BARS_REST_S, COUNTER_FROM_S, COUNTER_S, FPS, SCENE_S, Placed, ease, slide_px
from tqdm import tqdm

SIZE = (stills.W, stills.H)
logging.getLogger("movielite").disabled = True
# Progress bars would take a lock that all processes share, and leave it behind.
tqdm.set_lock(threading.RLock())


def story(person: Person, footage: Path) -> list[GraphicClip]:
    """All clips of a film, each scene's from the ground up."""
    return [*hello(person, 0), *balance(person, SCENE_S), *views(footage, 2 * SCENE_S), *offers(person, 3 * SCENE_S)]


def hello(person: Person, start_s: float) -> list[GraphicClip]:
    ground = ImageClip(stills.photograph("hello/mountains.jpg"), start_s, SCENE_S)
    ground.add_effect(vfx.ZoomIn(SCENE_S, 1.0, 1.08))
    name = _rising(stills.headline(person.name), start_s, 0.3, 0.8, 0.04)
    line = _rising(stills.second_line(), start_s, 0.9, 0.8, 0.03)
    return [ground, name, line]


def balance(person: Person, start_s: float) -> list[GraphicClip]:
    counted = COUNTER_FROM_S + COUNTER_S
    amount, bars = stills.counter(person.cents, counted), stills.bars(person.kwh, BARS_REST_S)
    counting = ImageClip(amount, start_s, counted)
    counting.add_transform(lambda _, t: stills.counter(person.cents, t)[..., ::-1])
    growing = ImageClip(bars, start_s, BARS_REST_S)
    growing.add_transform(lambda _, t: stills.bars(person.kwh, t)[..., ::-1])
    return [
        ImageClip(stills.balance_ground(), start_s, SCENE_S),
        counting.set_position(stills.COUNTER_BOX[:2]),
        ImageClip(amount, start_s + counted, SCENE_S - counted).set_position(stills.COUNTER_BOX[:2]),
        growing.set_position(stills.BARS_BOX[:2]),
        ImageClip(bars, start_s + BARS_REST_S, SCENE_S - BARS_REST_S).set_position(stills.BARS_BOX[:2]),
    ]


def views(footage: Path, start_s: float) -> list[GraphicClip]:
    return [VideoClip(str(footage), start_s, SCENE_S)]


def offers(person: Person, start_s: float) -> list[GraphicClip]:
    ground = ImageClip(stills.offers_ground(), start_s, SCENE_S)
    cards = [
        _sliding(stills.card(offer, which), start_s, 0.3 + 0.15 * which) for which, offer in enumerate(person.offers)
    ]
    return [ground, *cards]


def render(person: Person, footage: Path, path: Path, processes: int = 1) -> None:
    """One person's film at MovieLite's default quality; `processes` is its own way of using more than one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = VideoWriter(str(path), fps=FPS, size=SIZE, duration=4 * SCENE_S)
    writer.add_clips(story(person, footage))
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stderr(nowhere):
        writer.write(processes=processes)


def _rising(placed: Placed, start_s: float, delay_s: float, fade_s: float, rise: float) -> GraphicClip:
    def place(t: float) -> tuple[int, int]:
        return placed.x, placed.y + round(rise * stills.H * (1 - ease(min(1.0, t / fade_s))))

    clip = ImageClip(placed.picture, start_s + delay_s, SCENE_S - delay_s)
    return clip.set_opacity(lambda t: ease(min(1.0, t / fade_s))).set_position(place)


def _sliding(placed: Placed, start_s: float, delay_s: float) -> GraphicClip:
    clip = ImageClip(placed.picture, start_s + delay_s, SCENE_S - delay_s)
    return clip.set_position(lambda t: (placed.x, placed.y + slide_px(t + delay_s, delay_s)))
