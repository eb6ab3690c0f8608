"""Specimens in, their pictures out: `python docs/pictures/specimens.py [NAME …]` (all of them by `make pictures`).

A specimen is a small scene in docs/specimens that shows one kind of layer, one motion or one effect in the demo brand.
Its picture is a strip of instants in 16:9. `instants.txt` beside the scene says which, in seconds, the last of them
landed; without it they are those of a preview. A specimen of a transition is a story of two scenes of
docs/specimens/pair; its instants are those of the transition, the last of them its middle.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.model.brand import Brand
from generator.model.story import ASPECTS, Scene
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.plan import load_story
from generator.story.resolve import sample_scene
from generator.story.words import load_words
from generator.video.compose import Board, Composition
from generator.video.crossing import Crossing, Excerpt
from generator.video.draw import Painter
from generator.video.footage import read_footage
from generator.video.sheet import instants as usual_instants

Picture = NDArray[np.uint8]
HERE = Path(__file__).resolve().parent
SPECIMENS = HERE.parent / "specimens"
PICTURES = HERE / "specimens"
SHORTER_PX = 270
FPS = 30
_STRIP_HEIGHT_PX = 171
_GAP_PX = 8
# Flat drawings are smaller without loss; photographs and wide gradients are not.
_FLAT_BYTES = 16_000


def names() -> list[str]:
    """Every specimen."""
    return sorted(path.parent.name for kind in ("scene", "story") for path in SPECIMENS.glob(f"*/{kind}.yaml"))


def is_transition(name: str) -> bool:
    """Whether the specimen is a story of two scenes."""
    return (SPECIMENS / name / "story.yaml").is_file()


@lru_cache
def brand() -> Brand:
    """The demo brand."""
    return load_brand("solena", templates_dir())


@lru_cache
def scene_of(name: str) -> Scene:
    """A specimen with its own samples."""
    return sample_scene(load_scene(SPECIMENS / name), brand(), Phrasing(load_words("en"), Formats("en_IE")))


def instants_of(name: str) -> tuple[float, ...]:
    """The seconds that are worth seeing, the last one landed."""
    file = SPECIMENS / name / "instants.txt"
    if file.is_file():
        return tuple(float(word) for word in file.read_text(encoding="utf-8").split())
    scene = scene_of(name)
    return usual_instants(scene.layers["16:9"], scene.duration_s)


@lru_cache
def composition(name: str, aspect: str) -> Composition | Crossing:
    """A specimen ready to be drawn, 270 pixels on the shorter side."""
    return _crossing(name, aspect) if is_transition(name) else _composed(scene_of(name), aspect)


def _composed(scene: Scene, aspect: str) -> Composition:
    painter = Painter(brand(), size_px(aspect), footage=read_footage)
    return Composition(scene.layers[aspect], painter, round(scene.duration_s * FPS), FPS)


def _crossing(name: str, aspect: str) -> Crossing:
    pair = {path.name: path for path in (SPECIMENS / "pair").iterdir()}
    plan = load_story(SPECIMENS / name / "story.yaml", pair)
    words = Phrasing(load_words("en"), Formats("en_IE"))
    going, coming = (_composed(sample_scene(one.template, brand(), words), aspect) for one in plan.scenes)
    transition = plan.scenes[1].transition
    assert transition is not None
    frames = round(transition.duration_s * FPS)
    return Crossing(Excerpt(going, going.frames - frames, frames), Excerpt(coming, 0, frames), transition)


def size_px(aspect: str) -> tuple[int, int]:
    """An aspect in, (width, height) out, 270 on the shorter side."""
    width, height = ASPECTS[aspect]
    scale = SHORTER_PX / min(width, height)
    return round(width * scale), round(height * scale)


def frame(name: str, aspect: str, at_s: float) -> Picture:
    """A specimen at an instant: uint8 (height, width, 3), RGB."""
    composed, board = composition(name, aspect), Board(size_px(aspect))
    composed.draw(min(composed.frames - 1, round(at_s * FPS)), board)
    return board.rgb()


def wide_frames(name: str) -> list[Picture]:
    """A specimen's instants in 16:9, the landed one last."""
    return [frame(name, "16:9", at_s) for at_s in instants_of(name)]


def strip(name: str, frames: list[Picture]) -> Image.Image:
    """The frames of a specimen's instants in, one picture out: side by side in order of time, on white."""
    in_time = [picture for _, picture in sorted(zip(instants_of(name), frames, strict=True), key=lambda pair: pair[0])]
    small = [
        Image.fromarray(picture).resize(
            (round(picture.shape[1] * _STRIP_HEIGHT_PX / picture.shape[0]), _STRIP_HEIGHT_PX), Image.Resampling.LANCZOS
        )
        for picture in in_time
    ]
    sheet = Image.new("RGB", (sum(one.width + _GAP_PX for one in small) - _GAP_PX, _STRIP_HEIGHT_PX), "white")
    x = 0
    for one in small:
        sheet.paste(one, (x, 0))
        x += one.width + _GAP_PX
    return sheet


def write(name: str) -> Path:
    """A specimen's picture, made again."""
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{name}.webp"
    picture = strip(name, wide_frames(name))
    picture.save(path, lossless=True, method=6)
    if path.stat().st_size > _FLAT_BYTES:
        picture.save(path, quality=86, method=6)
    return path


if __name__ == "__main__":
    for wanted in sys.argv[1:] or names():
        write(wanted)
