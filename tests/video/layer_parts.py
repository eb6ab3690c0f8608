"""What the drawing tests share: a painter over the real brand and fonts, and frames as arrays."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from generator.model.brand import Brand
from generator.model.layers import AnyLayer, Box, Layer
from generator.model.story import ASPECTS, Scene, SceneTemplate
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.resolve import sample_scene
from generator.story.words import load_words
from generator.video.draw import Painter
from generator.video.footage import read_footage
from generator.video.layers.sprite import Sprite

WIDE = ASPECTS["16:9"]
FULL = Box(0, 0, 1, 1)
Rgb = NDArray[np.uint8]


@lru_cache
def brand(name: str = "solena") -> Brand:
    return load_brand(name, templates_dir())


@lru_cache
def painter(aspect: str = "16:9", brand_name: str = "solena") -> Painter:
    return Painter(brand(brand_name), ASPECTS[aspect], footage=read_footage)


@lru_cache
def template(name: str) -> SceneTemplate:
    return load_scene(templates_dir() / "scenes" / name)


def scene_names() -> list[str]:
    return sorted(path.parent.name for path in (templates_dir() / "scenes").glob("*/scene.yaml"))


def phrasing(locale: str = "en_IE") -> Phrasing:
    return Phrasing(load_words(locale[:2]), Formats(locale))


def scene(name: str, locale: str = "en_IE", *, brand_name: str = "solena", stress: bool = False) -> Scene:
    return sample_scene(template(name), brand(brand_name), phrasing(locale), stress=stress)


def sprite(layer: AnyLayer | Layer, duration_s: float = 5.0, aspect: str = "16:9") -> Any:
    return painter(aspect).prepare(layer, duration_s)  # type: ignore[arg-type]


def drawn(sprites: list[Sprite] | Sprite, t: float, aspect: str = "16:9", ground: int = skia.ColorWHITE) -> Rgb:
    """A frame: uint8 (height, width, 3), RGB."""
    surface = skia.Surface(*ASPECTS[aspect])
    canvas = surface.getCanvas()
    canvas.clear(ground)
    for one in sprites if isinstance(sprites, list) else [sprites]:
        one.draw(canvas, t)
    return surface.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[:, :, :3].copy()


def frame(of: Scene, t: float, aspect: str = "16:9") -> Rgb:
    """A frame of a scene."""
    return drawn([painter(aspect).prepare(layer, of.duration_s) for layer in of.layers[aspect]], t, aspect)


def ink_box(picture: Rgb) -> tuple[int, int, int, int]:
    """(left, top, right, bottom) of what is not white; right and bottom exclusive."""
    marked = np.argwhere((picture < 250).any(axis=2))
    assert len(marked), "nothing is drawn"
    (top, left), (bottom, right) = marked.min(axis=0), marked.max(axis=0) + 1
    return int(left), int(top), int(right), int(bottom)


def color_at(picture: Rgb, x: float, y: float) -> str:
    """The colour of a pixel as "#rrggbb"."""
    return "#" + bytes(picture[round(y), round(x)]).hex()


def goldens() -> Path:
    return Path(__file__).resolve().parents[1] / "golden"
