"""A tiny brand, story and painter for the engine's tests: real Skia drawings, no fonts, no templates.

A fill layer paints its box. A shape layer with an entrance slides to the right while it enters, then rests. A text
layer shows a stripe for each letter, so that another text is another picture.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Hashable, Mapping
from pathlib import Path
from types import MappingProxyType

import skia

from generator.model.brand import Brand, MotionTempo
from generator.model.layers import AnyLayer, Box, FillLayer, Motion, ShapeLayer, TextLayer
from generator.model.story import Links, Scene, Story
from generator.video.settings import VideoSettings
from generator.video.studio import Studio

FULL = Box(0, 0, 1, 1)
SECRET = b"a secret for tests"
COLORS = {"paper": "#fbf6ee", "ink": "#10203a", "sun": "#ffb547"}
SMALL = VideoSettings(height_px=180, gif=False)
DRAWN: list[str] = []


class Flat:
    def __init__(self, layer: FillLayer | ShapeLayer | TextLayer, color: str, size: tuple[int, int]) -> None:
        self.layer, self.color, self.size = layer, int(f"ff{color[1:]}", 16), size

    def _moved(self, t_s: float) -> float:
        enter = self.layer.enter
        return 0.0 if enter is None else min(1.0, max(0.0, (t_s - enter.delay_s) / enter.duration_s))

    def state(self, t_s: float) -> Hashable:
        return round(self._moved(t_s) * 1024)

    def draw(self, canvas: skia.Canvas, t_s: float) -> None:
        DRAWN.append(self.layer.id)
        width, height = self.size
        box = self.layer.box
        canvas.translate(round(self._moved(t_s) * 1024) / 1024 * width * 0.3, 0)
        paint = skia.Paint(Color=self.color, AntiAlias=True)
        rect = skia.Rect.MakeLTRB(box.x0 * width, box.y0 * height, box.x1 * width, box.y1 * height)
        if isinstance(self.layer, TextLayer):
            canvas.clipRect(rect)
            for number, letter in enumerate(self.layer.text):
                stripe = skia.Rect.MakeXYWH(rect.left() + 6 * number, rect.top(), 4, ord(letter) % 97)
                canvas.drawRect(stripe, paint)
        else:
            canvas.drawRect(rect, paint)


class FlatPainter:
    def __init__(self, brand: Brand, size_px: tuple[int, int]) -> None:
        self.brand, self.size_px = brand, size_px

    def prepare(self, layer: AnyLayer, duration_s: float) -> Flat:
        if isinstance(layer, TextLayer):
            return Flat(layer, self.brand.colors[layer.color], self.size_px)
        assert isinstance(layer, FillLayer | ShapeLayer) and isinstance(layer.paint, str)
        return Flat(layer, self.brand.colors[layer.paint], self.size_px)


def brand() -> Brand:
    return Brand(
        name="test",
        title="Test",
        colors=MappingProxyType(COLORS),
        dark_colors=MappingProxyType({}),
        display_family="Inter",
        text_family="Inter",
        styles=MappingProxyType({}),
        tall_styles=MappingProxyType({}),
        radii_px=MappingProxyType({}),
        logo=Path(__file__),
        icons=MappingProxyType({}),
        charts=("ink",),
        motion=MotionTempo(),
        root=Path(__file__).parent,
    )


def ground(paint: str = "paper") -> FillLayer:
    return FillLayer(id="ground", box=FULL, paint=paint)


def slider(duration_s: float = 0.5) -> ShapeLayer:
    return ShapeLayer(
        id="slider", box=Box(0.1, 0.6, 0.3, 0.9), shape="rect", paint="sun", enter=Motion(duration_s=duration_s)
    )


def name(text: str, duration_s: float = 0.4) -> TextLayer:
    return TextLayer(
        id="name",
        box=Box(0.1, 0.1, 0.6, 0.5),
        text=text,
        style="headline",
        color="ink",
        enter=Motion(duration_s=duration_s),
        personal=True,
    )


def scene(key: str, *layers: AnyLayer, seconds: float = 2.0, title: str = "", caption: str = "") -> Scene:
    by_aspect: Mapping[str, tuple[AnyLayer, ...]] = dict.fromkeys(("16:9", "9:16", "1:1"), layers)
    return Scene(
        key=key,
        template=key,
        digest="0" * 64,
        title=title or key.title(),
        duration_s=seconds,
        caption=caption or f"This is {key}.",
        layers=MappingProxyType(dict(by_aspect)),
        root=Path(__file__).parent,
    )


def story(*scenes: Scene) -> Story:
    return Story(
        pseudonym="p",
        token="t",
        scenes=scenes,
        microsite=None,
        document=None,
        locale="en_GB",
        language="en",
        brand=brand(),
        links=Links(MappingProxyType({})),
        seed=1,
    )


def greeting_story(who: str) -> Story:
    """A personal scene that moves and rests, an impersonal one, and a personal one over a moving ground."""
    return story(
        scene("greeting", ground(), name(who)),
        scene("shared", ground("ink"), slider(), seconds=1.5),
        scene("closing", ground(), slider(1.0), name(who, 0.3)),
    )


def studio(cache_dir: Path, settings: VideoSettings = SMALL) -> Studio:
    return Studio(settings, cache_dir, SECRET, painters=FlatPainter)


if __name__ == "__main__":
    # cache folder, output folder and names in; one film a name out; what was drawn on the standard output
    maker = studio(Path(sys.argv[1]))
    for who in sys.argv[3:]:
        maker.render(greeting_story(who), Path(sys.argv[2]) / who)
    print(json.dumps(DRAWN))
