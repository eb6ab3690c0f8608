"""Contact sheets: pictures of scenes in rows, on a warm grey, with small labels; one PNG to look a story over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from PIL import Image, ImageDraw, ImageFont

from generator.model.brand import Brand
from generator.model.layers import AnyLayer
from generator.model.story import ASPECTS, Scene
from generator.typefaces import families_for
from generator.video.cache import whole
from generator.video.compose import Pixels
from generator.video.crossing import halfway
from generator.video.settings import Aspect
from generator.video.stills import arrived_s, landed_s
from generator.video.studio import Studio

_GROUND = "#d8d3c8"
_INK = "#4b463c"
_MARGIN_PX = 28
_GAP_PX = 18
_LABEL_PX = 34
_TEXT_PX = 17


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its label, and its pictures from left to right as (label, uint8 RGB array)."""

    label: str
    pictures: tuple[tuple[str, Pixels], ...]


def instants(layers: Sequence[AnyLayer], duration_s: float) -> tuple[float, ...]:
    """When a scene is worth looking at, in seconds: twice while it comes in, and when it has landed."""
    arrived = arrived_s(layers, duration_s)
    return (round(arrived * 0.25, 2), round(arrived * 0.6, 2), round(landed_s(layers, duration_s), 2))


def scene_row(
    studio: Studio,
    scene: Scene,
    brand: Brand,
    label: str = "",
    aspects: Sequence[Aspect] = ("16:9", "1:1", "9:16"),
    before: Scene | None = None,
) -> Row:
    """A scene in; a row of its instants in every aspect that it has out.

    Its transition is shown half-way first if the scene `before` it is given.
    """
    pictures: list[tuple[str, Pixels]] = []
    for aspect in aspects:
        if aspect in scene.layers:
            if before is not None and scene.transition is not None:
                half_s = scene.transition.duration_s / 2
                going = studio.frame(before, aspect, before.duration_s - half_s, brand)
                coming = studio.frame(scene, aspect, half_s, brand)
                pictures.append((f"{aspect}  {scene.transition.kind}", halfway(going, coming, scene.transition)))
            for at_s in instants(scene.layers[aspect], scene.duration_s):
                pictures.append((f"{aspect}  {at_s:g} s", studio.frame(scene, aspect, at_s, brand)))
    return Row(label or scene.template, tuple(pictures))


def write_sheet(rows: Sequence[Row], path: Path, height_px: int = 270) -> None:
    """Rows in, a PNG file out, whole or not at all. `height_px`: of every picture on the sheet."""
    scaled = [[(label, _scaled(picture, height_px)) for label, picture in row.pictures] for row in rows]
    width = max((sum(image.width + _GAP_PX for _, image in row) - _GAP_PX for row in scaled), default=0)
    row_px = _LABEL_PX + height_px + _LABEL_PX
    sheet = Image.new("RGB", (width + 2 * _MARGIN_PX, row_px * len(scaled) + 2 * _MARGIN_PX), _GROUND)
    draw = ImageDraw.Draw(sheet)
    strong, light = _font("Ag", 700), _font("Ag", 400)
    for number, (row, images) in enumerate(zip(rows, scaled, strict=True)):
        x, y = _MARGIN_PX, _MARGIN_PX + number * row_px
        draw.text((x, y + 4), row.label, fill=_INK, font=strong)
        for label, image in images:
            sheet.paste(image, (x, y + _LABEL_PX))
            draw.text((x, y + _LABEL_PX + height_px + 5), label, fill=_INK, font=light)
            x += image.width + _GAP_PX
    with whole(path) as part:
        sheet.save(part, "PNG", optimize=False)


def scene_sheet(
    studio: Studio,
    scenes: Sequence[tuple[str, Scene]],
    brand: Brand,
    path: Path,
    before: Mapping[str, Scene] = MappingProxyType({}),
) -> None:
    """(label, scene) pairs in, a contact sheet with one row each out: several instants in all aspect ratios.

    `before`: label → the scene that the labelled one takes over from.
    """
    rows = [scene_row(studio, scene, brand, label, before=before.get(label)) for label, scene in scenes]
    write_sheet(rows, path)


def aspect_sheet(studio: Studio, scenes: Sequence[Scene], brand: Brand, aspect: Aspect, path: Path) -> None:
    """Scenes in, a sheet of their landed frames in one aspect out: two columns of wide frames, more of tall ones."""
    width, height = ASPECTS[aspect]
    columns = 2 if width > height else 4
    pictures = [
        (scene.template, studio.frame(scene, aspect, landed_s(scene.layers[aspect], scene.duration_s), brand))
        for scene in scenes
    ]
    rows = [Row("", tuple(pictures[at : at + columns])) for at in range(0, len(pictures), columns)]
    write_sheet(rows, path, height_px=432 if width > height else 640)


def _scaled(picture: Pixels, height_px: int) -> Image.Image:
    image = Image.fromarray(picture)
    return image.resize((round(image.width * height_px / image.height), height_px), Image.Resampling.LANCZOS)


def _font(sample: str, weight: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    faces = families_for(sample, "Inter", weight, False)
    return ImageFont.truetype(str(faces[0].path), _TEXT_PX) if faces else ImageFont.load_default(_TEXT_PX)
