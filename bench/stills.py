"""What the peers' programs show, drawn with Pillow: text, cards, counter and bars, in Serendip's fonts and places.

A peer's author would prepare all that stands still once, as pictures; so it is done here, for both peers alike.
Pictures are uint8 arrays (height, width, 3 or 4), RGB or RGBA, not premultiplied.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from campaign.make_data import Offer
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, ImageOps

from generator.motion.easing import easing
from generator.resources import assets_dir

Picture = NDArray[np.uint8]
W, H, FPS, SCENE_S = 1280, 720, 30, 5.0
SCENES = Path(__file__).parent / "campaign" / "scenes"
INK, PAPER, WHITE, MUTE = (16, 32, 58), (251, 246, 238), (255, 255, 255), (95, 110, 133)
PLUM, CORAL, SOFT_INK, FALL_INK = (90, 108, 158), (255, 106, 77), (63, 78, 102), (12, 85, 82)
SHADE = 0.4
LEFT = 90
MONTHS = ("Nov", "Dec", "Jan", "Feb", "Mar", "Apr")
ease, overshoot = easing("cubic-bezier(.2,.8,.2,1)"), easing("overshoot")
# The lowest and highest line of the counter's and the bars' boxes, and when they come to rest.
COUNTER_BOX, BARS_BOX = (LEFT - 10, 100, 900, 262), (LEFT - 10, 296, 1200, 676)
COUNTER_FROM_S, COUNTER_S = 0.1, 1.2
BARS_FROM_S, BAR_S, STAGGER_S = 0.2, 0.9, 0.08
BARS_REST_S = BARS_FROM_S + BAR_S + 5 * STAGGER_S
CARD_BOX = ((90, 245, 621, 634), (659, 245, 1190, 634))


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture and where its upper left corner stands when it rests."""

    picture: Picture
    x: int
    y: int


@lru_cache(maxsize=32)
def font(name: str, size_px: float) -> ImageFont.FreeTypeFont:
    """One of Serendip's font files at a size."""
    return ImageFont.truetype(assets_dir() / "fonts" / f"{name}.ttf", size_px)


def _write(
    draw: ImageDraw.ImageDraw,
    x: float,
    baseline: float,
    words: str,
    face: ImageFont.FreeTypeFont,
    fill: tuple[int, ...],
    tracking_px: float = 0.0,
) -> float:
    """Draw a line with tracking from x on its baseline; where it ends."""
    if not tracking_px:
        draw.text((x, baseline), words, fill, face, "ls")
        return x + face.getlength(words)
    for index, letter in enumerate(words):
        at = x + face.getlength(words[:index]) + index * tracking_px
        draw.text((at, baseline), letter, fill, face, "ls")
    return x + face.getlength(words) + len(words) * tracking_px


def _line(
    words: str, face: ImageFont.FreeTypeFont, color: tuple[int, ...], x: int, baseline: int, tracking: float
) -> Placed:
    """A line of text as a picture that is transparent around it."""
    size = round(face.size)
    width = round(face.getlength(words)) + 40
    image = Image.new("RGBA", (width, size * 3 // 2), (*color[:3], 0))
    _write(ImageDraw.Draw(image), 20, size * 1.1, words, face, color, tracking * size)
    return Placed(np.asarray(image), x - 20, round(baseline - size * 1.1))


def headline(name: str) -> Placed:
    """The greeting."""
    words = f"Hello {name},"
    size = 133.2
    while font("bricolage-grotesque-700", size).getlength(words) * 0.975 > 1100:
        size *= 0.96
    return _line(words, font("bricolage-grotesque-700", size), WHITE, LEFT - 2, 337, -0.025)


@lru_cache(maxsize=1)
def second_line() -> Placed:
    """What follows the greeting."""
    return _line("here is your month.", font("inter-500", 42.5), WHITE, 92, 425, 0)


@lru_cache(maxsize=4)
def photograph(name: str) -> Picture:
    """A photograph of a scene at the film's size, darkened as the scene's shade does."""
    image = ImageOps.fit(Image.open(SCENES / name).convert("RGB"), (W, H), Image.Resampling.LANCZOS)
    return np.asarray(Image.blend(image, Image.new("RGB", (W, H), INK), SHADE))


@lru_cache(maxsize=1)
def balance_ground() -> Picture:
    """The second scene without its figures."""
    image = Image.new("RGB", (W, H), PAPER)
    _write(ImageDraw.Draw(image), LEFT - 1, 84, "Your balance", font("inter-400", 33.1), MUTE)
    return np.asarray(image)


@lru_cache(maxsize=1)
def offers_ground() -> Picture:
    """The last scene without its cards."""
    image = Image.fromarray(photograph("offers/dandelions.jpg"))
    face = font("bricolage-grotesque-700", 64.1)
    _write(ImageDraw.Draw(image), LEFT, 120, "Two ideas for you", face, WHITE, -0.02 * 64.1)
    return np.asarray(image)


def counter(cents: int, t: float) -> Picture:
    """The balance at t seconds of its scene, on its ground: the box COUNTER_BOX."""
    shown = round(cents * ease(min(1.0, max(0.0, (t - COUNTER_FROM_S) / COUNTER_S))))
    x0, y0, x1, y1 = COUNTER_BOX
    image = Image.new("RGB", (x1 - x0, y1 - y0), PAPER)
    draw = ImageDraw.Draw(image)
    big, small = font("bricolage-grotesque-tabular-700", 144), font("bricolage-grotesque-tabular-700", 66.2)
    baseline, tracking = 228 - y0, -0.03
    x = _write(draw, LEFT - 2 - x0, baseline, "€", big, INK, tracking * 144) + 0.09 * 144
    width = len(str(cents // 100)) * (big.getlength("0") + tracking * 144)
    whole = str(shown // 100)
    _write(
        draw, x + width - len(whole) * (big.getlength("0") + tracking * 144), baseline, whole, big, INK, tracking * 144
    )
    _write(draw, x + width + 4, baseline - 51, f".{shown % 100:02d}", small, INK, tracking * 66)
    return np.asarray(image)


def bars(kwh: tuple[int, ...], t: float) -> Picture:
    """Six bars at t seconds of their scene, on their ground: the box BARS_BOX."""
    x0, y0, x1, y1 = BARS_BOX
    image = Image.new("RGB", (2 * (x1 - x0), 2 * (y1 - y0)), PAPER)
    draw = ImageDraw.Draw(image)
    size = 1100.8 / (6 + 5 * 0.62)
    pitch = (1100.8 - size) / 5
    zero, top = 623.0, 353.0
    scale = (zero - top) / max(kwh)
    for index, value in enumerate(kwh):
        last = index == len(kwh) - 1
        done = min(1.0, max(0.0, (t - BARS_FROM_S - index * STAGGER_S) / BAR_S))
        if done <= 0:
            continue
        shown = min(1.0, done * 2.5)
        height = max(4.0, value * scale * (overshoot if last else ease)(done))
        left = LEFT - 0.4 + index * pitch
        edges = [2 * edge for edge in (left - x0, zero - height - y0, left + size - x0, zero - y0)]
        radius = 2 * min(16.0, height / 2)
        draw.rounded_rectangle(
            (edges[0], edges[1], edges[2] - 1, edges[3] - 1), radius, _faint(CORAL if last else PLUM, shown)
        )
        middle = left + size / 2 - x0
        words, face = str(value), font("inter-tabular-600", 2 * 33.8)
        color = CORAL if last else _faint(INK, 0.72)
        at = (2 * middle, 2 * (zero - height - 11 - y0))
        draw.text(at, words, _faint(color, shown), face, "ms")
        label = font("inter-700" if last else "inter-400", 2 * 26.6)
        draw.text(
            (2 * middle, 2 * (663 - y0)), MONTHS[index], _faint(INK if last else _faint(INK, 0.72), shown), label, "ms"
        )
    return np.asarray(image.resize((x1 - x0, y1 - y0), Image.Resampling.BOX))


def card(offer: Offer, which: int) -> Placed:
    """An offer's card, transparent outside its round corners."""
    x0, y0, x1, y1 = CARD_BOX[which]
    width, height = x1 - x0, y1 - y0
    mask = Image.new("L", (4 * width, 4 * height))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, 4 * width - 1, 4 * height - 1), 4 * 36, 255)
    image = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(image)
    title = font("bricolage-grotesque-700", 47.5)
    _write(draw, 50, 100, offer.title, title, INK, -0.015 * 47.5)
    text = font("inter-400", 28.8)
    for index, words in enumerate(_wrapped(offer.text, text, 436)):
        _write(draw, 51, 174 + 40.3 * index, words, text, SOFT_INK)
    _write(draw, 51, 325, offer.figure, font("inter-tabular-700", 29.5), FALL_INK)
    image.putalpha(mask.resize((width, height), Image.Resampling.BOX))
    return Placed(np.asarray(image), x0, y0)


def _wrapped(words: str, face: ImageFont.FreeTypeFont, room_px: float) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        if lines and face.getlength(f"{lines[-1]} {word}") <= room_px:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _faint(color: tuple[int, ...], opacity: float) -> tuple[int, ...]:
    """A colour as it looks at an opacity on the second scene's ground."""
    return tuple(round(part * opacity + under * (1 - opacity)) for part, under in zip(color, PAPER, strict=True))


def slide_px(t: float, delay_s: float) -> int:
    """How far below its place a card of the last scene is at t seconds of it."""
    return round(0.75 * H * (1 - ease(min(1.0, max(0.0, (t - delay_s) / 0.6)))))
