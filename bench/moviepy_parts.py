"""What the scenes of the MoviePy program have in common: lines of text, moving drawings, stills, money."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from moviepy import CompositeVideoClip, ImageClip, TextClip, VideoClip, vfx
from PIL import Image, ImageDraw

from generator.resources import assets_dir

W, H, FPS = 1280, 720, 30
FONTS = assets_dir() / "fonts"
DISPLAY, TEXT, SEMI = (
    str(FONTS / name) for name in ("bricolage-grotesque-700.ttf", "inter-400.ttf", "inter-tabular-600.ttf")
)
INK, PAPER, SUN, CORAL, TEAL = "#10203a", "#fbf6ee", "#ffb547", "#ff6a4d", "#12a594"
MUTE, HAZE, REST, LINE, WHITE = "#5f6e85", "#aab6c8", "#2b4a80", "#eadfce", "#ffffff"
SMOOTH = 2
Draw = Callable[[ImageDraw.ImageDraw, float], None]


def ease(t: float) -> float:
    return 1 - (1 - min(1.0, max(0.0, t))) ** 3


def text(
    words: str,
    size: int,
    x: int,
    y: int,
    color: str,
    duration: float,
    font: str = TEXT,
    delay: float = 0.0,
    rise: int = 20,
) -> TextClip:
    """A line that fades in while it rises."""
    clip = TextClip(font=font, text=words, font_size=size, color=color, method="label", margin=(0, size // 3))
    clip = clip.with_duration(duration - delay).with_start(delay).with_effects([vfx.CrossFadeIn(0.6)])
    return clip.with_position(lambda t: (x, y - size // 3 + round(rise * (1 - ease(t / 0.6)))))


def still(image: Image.Image, duration: float, delay: float = 0.0, fade: float = 0.0) -> ImageClip:
    """A Pillow picture, drawn at twice its size, as a clip that may come in late and fade in."""
    small = image.resize((image.width // SMOOTH, image.height // SMOOTH), Image.Resampling.BOX)
    clip = ImageClip(np.asarray(small)).with_duration(duration - delay).with_start(delay)
    return clip.with_effects([vfx.CrossFadeIn(fade)]) if fade else clip


def logo(duration: float) -> list[VideoClip]:
    image = Image.new("RGBA", (24 * SMOOTH, 24 * SMOOTH))
    ImageDraw.Draw(image).ellipse((0, 0, 24 * SMOOTH - 1, 24 * SMOOTH - 1), fill=WHITE)
    return [still(image, duration).with_position((90, 74)), text("solena", 26, 124, 70, WHITE, duration, SEMI)]


def ground(color: str, duration: float) -> ImageClip:
    return ImageClip(np.array(Image.new("RGB", (W, H), color))).with_duration(duration)


def drawn(box: tuple[int, int, int, int], draw: Draw, duration: float, ends: float) -> VideoClip:
    """A moving drawing inside a box, transparent around it; after `ends` seconds it is a still."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0

    def rgba(t: float) -> np.ndarray:
        image = Image.new("RGBA", (width * SMOOTH, height * SMOOTH))
        draw(ImageDraw.Draw(image), t)
        return np.asarray(image.resize((width, height), Image.Resampling.BOX))

    kept: dict[float, np.ndarray] = {}

    def at(t: float) -> np.ndarray:
        t = min(t, ends)
        if t not in kept:
            kept.clear()
            kept[t] = rgba(t)
        return kept[t]

    clip = VideoClip(lambda t: at(t)[..., :3], duration=duration)
    mask = VideoClip(lambda t: at(t)[..., 3] / 255.0, is_mask=True, duration=duration)
    return clip.with_mask(mask).with_position((x0, y0))


def scene(duration: float, *clips: VideoClip) -> CompositeVideoClip:
    return CompositeVideoClip(list(clips), size=(W, H)).with_duration(duration)


def money(cents: int, sign: bool = False) -> str:
    body = f"{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
    return f"{'+' if cents > 0 else '−'} {body}" if sign else f"€ {body}"
