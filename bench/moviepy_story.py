"""The demo film as a plain MoviePy 2 program: the same eight scenes, words, numbers, lengths and motions.

Written as somebody would who knows MoviePy and wants a decent result: text by TextClip with fades and moving positions,
still shapes as ImageClips drawn once, charts as VideoClips that draw with Pillow (at twice the size, for smooth edges),
scenes composed by CompositeVideoClip and joined by concatenate_videoclips. Nothing is slowed down on purpose.
"""

from __future__ import annotations

import importlib.util
import math
import os
from itertools import pairwise
from pathlib import Path

import numpy as np
from moviepy import ImageClip, VideoClip, concatenate_videoclips, vfx
from moviepy_parts import (
    CORAL,
    DISPLAY,
    FPS,
    HAZE,
    INK,
    LINE,
    MUTE,
    PAPER,
    REST,
    SEMI,
    SMOOTH,
    SUN,
    TEAL,
    TEXT,
    WHITE,
    H,
    W,
    drawn,
    ease,
    ground,
    logo,
    money,
    scene,
    still,
    text,
)
from people import MONTHS, Person
from PIL import Image, ImageDraw, ImageFont

from generator.resources import templates_dir


def greeting(person: Person) -> VideoClip:
    d = 4.5
    y, x = np.mgrid[0:H, 0:W]
    near = np.clip(np.hypot(x - 0.75 * W, y - 0.84 * H) / (0.74 * W), 0, 1)[..., None]
    stops = [(0.0, (255, 190, 92)), (0.3, (255, 154, 82)), (0.62, (255, 106, 77)), (1.0, (216, 80, 92))]
    sky = np.zeros((H, W, 3))
    for (p0, c0), (p1, c1) in pairwise(stops):
        inside = (near[..., 0] >= p0) & (near[..., 0] <= p1)
        mix = (near - p0) / (p1 - p0)
        sky[inside] = (np.array(c0) * (1 - mix) + np.array(c1) * mix)[inside]

    def disc(radius: int, color: str, alpha: int) -> ImageClip:
        image = Image.new("RGBA", (radius * 4, radius * 4))
        ImageDraw.Draw(image).ellipse((0, 0, radius * 4 - 1, radius * 4 - 1), fill=color + f"{alpha:02x}")
        return still(image, d)

    def hills(draw: ImageDraw.ImageDraw, _: float) -> None:
        for level, fill in ((0.1, "#1f2f4a"), (0.5, "#1d315c")):
            crest = [
                (px, 360 * (level + 0.22 + 0.2 * math.sin(px / 420 + 9 * level))) for px in range(0, W * SMOOTH + 9, 8)
            ]
            draw.polygon([*crest, (W * SMOOTH, 400), (0, 400)], fill=fill)

    return scene(
        d,
        ImageClip(sky.astype(np.uint8)).with_duration(d),
        disc(420, PAPER, 18).with_position((540, 148)),
        disc(318, PAPER, 23).with_position((642, 250)),
        disc(230, "#ffe9c0", 255).with_position(lambda t: (730, 338 + round(144 * (1 - ease(t / 1.5))))),
        drawn((0, 540, W, H), hills, d, 0),
        *logo(d),
        text(f"Hello {person.name},", 133, 90, 215, WHITE, d, DISPLAY, 0.2, 29),
        text("your April at a glance.", 42, 92, 392, WHITE, d, TEXT, 0.5),
    )


def amount(person: Person) -> VideoClip:
    d = 5.0
    face = ImageFont.truetype(DISPLAY, 202 * SMOOTH)
    small = ImageFont.truetype(DISPLAY, 88 * SMOOTH)

    def count(draw: ImageDraw.ImageDraw, t: float) -> None:
        grown = ease((t - 0.15) / 1.1)
        cents = round(person.balance * grown)
        fill = INK + f"{round(255 * min(1.0, grown * 2)):02x}"
        whole = f"€ {cents // 100}"
        draw.text((0, 10), whole, font=face, fill=fill)
        draw.text((draw.textlength(whole, face) + 8, 60), f".{cents % 100:02d}", font=small, fill=fill)

    def arcs(draw: ImageDraw.ImageDraw, t: float) -> None:
        for radius, width, color, delay, length in (
            (432, 6, SUN + "60", 0.25, 1.5),
            (355, 10, SUN + "9e", 0.12, 1.4),
            (282, 19, SUN + "ff", 0.0, 1.3),
        ):
            r = radius * SMOOTH
            box = (480 * SMOOTH - r, 432 * SMOOTH - r, 480 * SMOOTH + r, 432 * SMOOTH + r)
            draw.arc(box, 176, 176 + 100 * ease((t - delay) / length), fill=color, width=width * SMOOTH)
        r = 212 * (0.7 + 0.3 * ease(t)) * SMOOTH
        draw.ellipse((480 * SMOOTH - r, 432 * SMOOTH - r, 480 * SMOOTH + r, 432 * SMOOTH + r), fill=SUN)

    delta = person.balance - person.before
    tone = TEAL if delta < 0 else CORAL
    badge = Image.new("RGBA", (460 * SMOOTH, 60 * SMOOTH))
    pen = ImageDraw.Draw(badge)
    words = f"{'↓' if delta < 0 else '↑'}  {money(abs(delta))} {'less' if delta < 0 else 'more'} than March"
    letters = ImageFont.truetype(SEMI, 28 * SMOOTH)
    pen.rounded_rectangle((0, 0, pen.textlength(words, letters) + 80, 60 * SMOOTH - 1), 30 * SMOOTH, fill=tone + "26")
    pen.text((40, 24), words, font=letters, fill="#0c5552" if delta < 0 else "#a83a20")
    pill = still(badge, d, 1.2, 0.45).with_effects([vfx.Resize(lambda t: 0.86 + 0.14 * ease(t / 0.45))])
    return scene(
        d,
        ground(PAPER, d),
        drawn((800, 288, W, H), arcs, d, 1.8),
        text("April, all in", 33, 90, 108, MUTE, d),
        drawn((90, 165, 1000, 420), count, d, 1.3),
        pill.with_position((90, 442)),
        text("Due 28 May · paid automatically", 31, 90, 560, MUTE, d, TEXT, 1.4),
    )


def history(person: Person) -> VideoClip:
    d, top = 5.5, max(person.months)
    label, value = ImageFont.truetype(TEXT, 27 * SMOOTH), ImageFont.truetype(SEMI, 33 * SMOOTH)

    def bars(draw: ImageDraw.ImageDraw, t: float) -> None:
        pitch, base = 1100 / len(person.months), 400
        for at, (month, kwh) in enumerate(zip(MONTHS, person.months, strict=True)):
            grown = ease((t - 0.3 - 0.09 * at) / 0.9)
            alpha = f"{round(255 * min(1.0, grown * 3)):02x}"
            left = pitch * at + pitch / 2 - 60
            height = 340 * kwh / top * grown
            last = at == len(person.months) - 1
            box = [v * SMOOTH for v in (left, base - height, left + 120, base)]
            draw.rounded_rectangle(box, min(16.0, height / 2) * SMOOTH, fill=(SUN if last else REST) + alpha)
            middle = (left + 60) * SMOOTH
            draw.text(
                (middle, (base - height - 24) * SMOOTH),
                str(kwh),
                font=value,
                fill=(SUN if last else HAZE) + alpha,
                anchor="mm",
            )
            draw.text((middle, (base + 34) * SMOOTH), month, font=label, fill=HAZE + alpha, anchor="mm")

    return scene(
        d,
        ground(INK, d),
        text("Month by month", 64, 90, 70, WHITE, d, DISPLAY),
        text("kWh a month", 31, 91, 155, HAZE, d, TEXT, 0.15),
        drawn((90, 209, 1190, 673), bars, d, 1.8),
    )


def breakdown(person: Person) -> VideoClip:
    d, colors = 5.5, (INK, SUN, CORAL, TEAL)
    labels = ("Energy", "Grid", "Fixed charge", "Taxes")
    centre = ImageFont.truetype(DISPLAY, 66 * SMOOTH)

    def ring(draw: ImageDraw.ImageDraw, t: float) -> None:
        swept, start, size = 360 * ease((t - 0.2) / 1.3), -90.0, 444 * SMOOTH
        for cents, color in zip(person.parts, colors, strict=True):
            sweep = 360 * cents / person.balance
            shown = min(sweep, max(0.0, swept - (start + 90))) - 2
            if shown > 0:
                draw.arc((0, 0, size - 1, size - 1), start + 1, start + 1 + shown, fill=color, width=66 * SMOOTH)
            start += sweep
        draw.text((size / 2, size / 2), money(person.balance), font=centre, fill=INK, anchor="mm")

    def legend(at: int) -> list[VideoClip]:
        y, delay = 240 + 85 * at, 0.55 + 0.13 * at
        swatch = Image.new("RGBA", (26 * SMOOTH, 26 * SMOOTH))
        ImageDraw.Draw(swatch).rounded_rectangle((0, 0, 51, 51), 16, fill=colors[at])
        figure = money(person.parts[at])
        right = 1190 - round(ImageFont.truetype(SEMI, 34).getlength(figure))
        rule = Image.new("RGB", (537 * SMOOTH, 2 * SMOOTH), LINE)
        return [
            still(swatch, d, delay, 0.6).with_position((653, y + 8)),
            still(rule, d, delay, 0.6).with_position((653, y + 62)),
            text(labels[at], 33, 700, y, INK, d, TEXT, delay),
            text(figure, 34, right, y, INK, d, SEMI, delay),
        ]

    return scene(
        d,
        ground(PAPER, d),
        text("Where it went", 64, 90, 70, INK, d, DISPLAY),
        drawn((90, 203, 534, 647), ring, d, 1.5),
        *(clip for at in range(4) for clip in legend(at)),
    )


def moved(person: Person) -> VideoClip:
    d = 6.0
    steps = (
        ("March", 0, person.before, INK, money(person.before)),
        ("Used less", person.before - person.less, person.before, TEAL, money(-person.less, sign=True)),
        (
            "Price",
            person.before - person.less,
            person.before - person.less + person.price,
            CORAL,
            money(person.price, sign=True),
        ),
        ("Two days more", person.balance - person.days, person.balance, CORAL, money(person.days, sign=True)),
        ("April", 0, person.balance, SUN, money(person.balance)),
    )
    floor = min(low for _, low, _, _, _ in steps if low) * 0.8
    scale = 330 / (person.before - floor)
    label, value = ImageFont.truetype(TEXT, 27 * SMOOTH), ImageFont.truetype(SEMI, 34 * SMOOTH)

    def columns(draw: ImageDraw.ImageDraw, t: float) -> None:
        base, pitch = 410, 226
        for at, (name, low, high, color, words) in enumerate(steps):
            grown = ease((t - 0.3 - 0.32 * at) / 0.8)
            alpha = f"{round(255 * min(1.0, grown * 3)):02x}"
            left, bottom = pitch * at + 10, base - max(0.0, low - floor) * scale
            height = max(6.0, (base - (high - floor) * scale - bottom) * -1 * grown)
            box = [v * SMOOTH for v in (left, bottom - height, left + 168, bottom)]
            draw.rounded_rectangle(box, min(16.0, height / 2) * SMOOTH, fill=color + alpha)
            middle = (left + 84) * SMOOTH
            draw.text((middle, (bottom - height - 26) * SMOOTH), words, font=value, fill=INK + alpha, anchor="mm")
            draw.text((middle, (base + 36) * SMOOTH), name, font=label, fill=MUTE + alpha, anchor="mm")
            if at:
                level = (
                    base - ((steps[at - 1][1] if at == 2 else high if at == 4 else steps[at - 1][2]) - floor) * scale
                )
                for dash in range(0, 58, 12):
                    x = left - 58 + dash
                    draw.line([v * SMOOTH for v in (x, level, x + 6, level)], fill=MUTE + alpha, width=2 * SMOOTH)

    return scene(
        d,
        ground(PAPER, d),
        text("Why it moved", 64, 90, 70, INK, d, DISPLAY),
        drawn((90, 194, 1190, 670), columns, d, 2.5),
    )


def shared() -> VideoClip:
    d = 5.0
    path = templates_dir() / "scenes" / "shared" / "clip.py"
    spec = importlib.util.spec_from_file_location("landscape", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    lines = ("Every kilowatt-", "hour came from", "wind and sun.")
    words = [text(line, 64, 90, 90 + 68 * at, WHITE, d, DISPLAY, 0.3 + 0.16 * at) for at, line in enumerate(lines)]
    return scene(d, module.make_clip(W, H, d), *words)


def offer(person: Person) -> VideoClip:
    d = 6.5
    cards = (
        (
            "Sunny Hours",
            "Noon to four at half price, from\nMay to September.",
            f"about {money(person.idea)} a month less",
        ),
        ("Steady Rate", "One price, day and night, fixed\nfor two years.", "€ 0.214 a kWh"),
    )

    def card(at: int) -> VideoClip:
        title, body, figure = cards[at]
        image = Image.new("RGBA", (570 * SMOOTH, 450 * SMOOTH))
        draw = ImageDraw.Draw(image)
        for spread in range(20, 0, -4):
            edge = (20 - spread) * SMOOTH
            draw.rounded_rectangle((edge, edge + 16, 1139 - edge, 899 - edge), 80, fill=INK + "04")
        draw.rounded_rectangle((40, 40, 1099, 859), 72, fill=WHITE)
        draw.ellipse((128, 100, 218, 190), outline=CORAL if at == 0 else TEAL, width=10)
        for words, y, size, font, color in (
            (title, 250, 46, DISPLAY, INK),
            (body, 390, 29, TEXT, "#3f4e66"),
            (figure, 640, 30, SEMI, INK),
        ):
            draw.multiline_text((128, y), words, font=ImageFont.truetype(font, size * SMOOTH), fill=color, spacing=20)
        delay = 0.35 + 0.18 * at
        clip = still(image, d, delay, 0.7)
        return clip.with_position(lambda t: (70 + 570 * at, 218 + round(43 * (1 - ease(t / 0.7)))))

    return scene(
        d,
        ground(PAPER, d),
        text("Two ideas for you", 64, 90, 70, INK, d, DISPLAY),
        text("Or keep everything as it is. Your choice.", 31, 91, 155, MUTE, d, TEXT, 0.15),
        card(0),
        card(1),
    )


def closing() -> VideoClip:
    d = 4.5

    def suns(draw: ImageDraw.ImageDraw, t: float) -> None:
        for radius, color, delay in ((330, CORAL, 0.0), (238, SUN, 0.13), (150, "#ffe0a8", 0.26)):
            r = radius * (0.2 + 0.8 * ease(t - delay)) * SMOOTH
            draw.ellipse((330 * SMOOTH - r, 330 * SMOOTH - r, 330 * SMOOTH + r, 330 * SMOOTH + r), fill=color)

    plate = Image.new("RGBA", (330 * SMOOTH, 96 * SMOOTH))
    pen = ImageDraw.Draw(plate)
    pen.rounded_rectangle((0, 0, 659, 191), 96, fill=SUN)
    pen.text((330, 96), "See every line", font=ImageFont.truetype(SEMI, 34 * SMOOTH), fill=INK, anchor="mm")
    button = still(plate, d, 0.75, 0.6).with_effects([vfx.Resize(lambda t: 0.9 + 0.1 * ease(t / 0.6))])
    return scene(
        d,
        ground(INK, d),
        drawn((822, 419, W, H), suns, d, 1.3),
        *logo(d),
        text("All the details,", 108, 90, 230, WHITE, d, DISPLAY, 0.25, 29),
        text("one tap away.", 108, 90, 342, WHITE, d, DISPLAY, 0.39, 29),
        button.with_position((90, 500)),
    )


def render(person: Person, path: Path) -> None:
    """One person's film, 42.5 s; x264's veryfast preset with one thread, so that two films can be made at a time."""
    film = concatenate_videoclips(
        [
            greeting(person),
            amount(person),
            history(person),
            breakdown(person),
            moved(person),
            shared(),
            offer(person),
            closing(),
        ]
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    film.write_videofile(
        str(path),
        fps=FPS,
        codec="libx264",
        preset="veryfast",
        audio=False,
        threads=1,
        logger=None,
        ffmpeg_params=["-crf", "23", "-pix_fmt", "yuv420p", "-movflags", "+faststart"],
        temp_audiofile_path=os.devnull,
    )
