"""The reference story as a MoviePy 2 program.

As somebody who knows MoviePy would write it: everything that stands still is a picture made once, the still ground of a
scene is the composite's own background (which saves MoviePy the masks of whole frames), what moves is a VideoClip only
while it moves, and the zoom is MoviePy's own.
"""

from __future__ import annotations

from pathlib import Path

import stills
from campaign.make_data import Person
from moviepy import CompositeVideoClip, ImageClip, VideoClip, VideoFileClip, concatenate_videoclips
from stills import BARS_REST_S, COUNTER_FROM_S, COUNTER_S, FPS, SCENE_S, Picture, Placed, ease, slide_px

SIZE = (stills.W, stills.H)


def hello(person: Person) -> VideoClip:
    photograph = _still(stills.photograph("hello/mountains.jpg"), 0)
    ground = photograph.resized(lambda t: 1 + 0.08 * t / SCENE_S).with_position("center")
    name = _rising(stills.headline(person.name), 0.3, 0.8, 0.04)
    line = _rising(stills.second_line(), 0.9, 0.8, 0.03)
    return CompositeVideoClip([ground, name, line], size=SIZE, bg_color=(0, 0, 0)).with_duration(SCENE_S)


def balance(person: Person) -> VideoClip:
    x, y = stills.COUNTER_BOX[:2]
    counted = COUNTER_FROM_S + COUNTER_S
    counting = VideoClip(lambda t: stills.counter(person.cents, t), duration=counted).with_position((x, y))
    amount = _still(stills.counter(person.cents, counted), counted).with_position((x, y))
    x, y = stills.BARS_BOX[:2]
    growing = VideoClip(lambda t: stills.bars(person.kwh, t), duration=BARS_REST_S).with_position((x, y))
    bars = _still(stills.bars(person.kwh, BARS_REST_S), BARS_REST_S).with_position((x, y))
    return _scene(_still(stills.balance_ground(), 0), counting, amount, growing, bars)


def views(footage: Path) -> VideoClip:
    return VideoFileClip(str(footage), audio=False).with_duration(SCENE_S)


def offers(person: Person) -> VideoClip:
    clips = [_sliding(stills.card(offer, which), 0.3 + 0.15 * which) for which, offer in enumerate(person.offers)]
    return _scene(_still(stills.offers_ground(), 0), *clips)


def render(person: Person, footage: Path, path: Path) -> None:
    """One person's film as MovieLite encodes: x264's veryfast at CRF 21; in one thread, so that two fit."""
    path.parent.mkdir(parents=True, exist_ok=True)
    story(person, footage).write_videofile(
        str(path),
        fps=FPS,
        codec="libx264",
        preset="veryfast",
        audio=False,
        threads=1,
        logger=None,
        ffmpeg_params=["-crf", "21", "-pix_fmt", "yuv420p", "-movflags", "+faststart"],
    )


def render_as_it_comes(person: Person, footage: Path, path: Path) -> None:
    """The same with MoviePy's own defaults: x264's medium at CRF 23, in as many threads as it likes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    story(person, footage).write_videofile(str(path), fps=FPS, audio=False, logger=None)


def story(person: Person, footage: Path) -> VideoClip:
    """The four scenes, one after the other."""
    return concatenate_videoclips([hello(person), balance(person), views(footage), offers(person)])


def _scene(ground: VideoClip, *clips: VideoClip) -> VideoClip:
    return CompositeVideoClip([ground, *clips], size=SIZE, use_bgclip=True).with_duration(SCENE_S)


def _still(picture: Picture, start_s: float) -> ImageClip:
    return ImageClip(picture).with_duration(SCENE_S - start_s).with_start(start_s)


def _rising(placed: Placed, delay_s: float, fade_s: float, rise: float) -> ImageClip:
    def place(t: float) -> tuple[int, int]:
        return placed.x, placed.y + round(rise * stills.H * (1 - ease(min(1.0, t / fade_s))))

    clip = _still(placed.picture, delay_s)
    mask = clip.mask.transform(lambda frame, t: frame(t) * ease(t / fade_s) if t < fade_s else frame(t))
    return clip.with_mask(mask).with_position(place)


def _sliding(placed: Placed, delay_s: float) -> ImageClip:
    clip = _still(placed.picture, delay_s)
    return clip.with_position(lambda t: (placed.x, placed.y + slide_px(t + delay_s, delay_s)))
