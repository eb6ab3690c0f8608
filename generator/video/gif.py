"""The moving preview for e-mail: a GIF under 1 MB.

It holds the first scene as it has landed, as some mail programs show only the first frame, then plays the entrances of
the next two.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from generator.errors import RenderError
from generator.model.layers import AnyLayer
from generator.video.cache import whole
from generator.video.compose import Pixels
from generator.video.stills import arrived_s, landed_s

LIMIT_BYTES = 1_000_000
_LONGER_SIDE_PX = 480
_STEP_S = 0.1
_FIRST_S = 1.4
_REST_S = 0.9
_ENTRANCE_S = 1.5
_SCENES = 3
# What is tried until the file is small enough: colours, and every how many pictures one is kept.
_LADDER = ((255, 1), (96, 1), (64, 2), (32, 3), (16, 4))


@dataclass(frozen=True, slots=True)
class Still:
    """One picture of the preview: the number of its scene, the instant in that scene, and how long it shows."""

    scene: int
    at_s: float
    hold_s: float


def preview_size(size_px: tuple[int, int]) -> tuple[int, int]:
    """The film's size in, the preview's out: the longer side is 480 px, or 360 px of a square."""
    width, height = size_px
    longer = _LONGER_SIDE_PX if width != height else _LONGER_SIDE_PX * 3 // 4
    scale = min(1.0, longer / max(width, height))
    return max(2, 2 * round(width * scale / 2)), max(2, 2 * round(height * scale / 2))


def storyboard(scenes: Sequence[tuple[Sequence[AnyLayer], float]]) -> tuple[Still, ...]:
    """Scenes as (layers, duration in seconds) in, the preview's pictures out: about four to six seconds."""
    layers, duration_s = scenes[0]
    stills = [Still(0, landed_s(layers, duration_s), _FIRST_S)]
    following = list(enumerate(scenes))[1:_SCENES] or [(0, scenes[0])]
    for number, (above, length_s) in following:
        rest = landed_s(above, length_s)
        steps = max(1, round(min(arrived_s(above, length_s), _ENTRANCE_S, rest) / _STEP_S))
        stills += [Still(number, step * _STEP_S, _STEP_S) for step in range(1, steps)]
        stills.append(Still(number, rest, _REST_S))
    return tuple(stills)


def write_gif(stills: Sequence[Still], picture: Callable[[Still], Pixels], path: Path) -> None:
    """Stills, and a function that draws one as RGB, in; a GIF file under 1 MB out, whole or not at all."""
    pictures = [Image.fromarray(picture(still)) for still in stills]
    for colours, stride in _LADDER:
        data = _encode(pictures, stills, colours, stride)
        if len(data) < LIMIT_BYTES:
            with whole(path) as part:
                part.write_bytes(data)
            return
    raise RenderError("preview.gif", "the preview can't be made smaller than 1 MB.", "Switch the preview off.")


def _encode(pictures: Sequence[Image.Image], stills: Sequence[Still], colours: int, stride: int) -> bytes:
    kept, holds = _thinned(pictures, stills, stride)
    rests = [image for image, still in zip(pictures, stills, strict=True) if still.hold_s > _STEP_S]
    palette = _stacked(rests).quantize(colours, method=Image.Quantize.MEDIANCUT)
    # No dithering: its noise moves from frame to frame and triples the file.
    frames = [image.quantize(palette=palette, dither=Image.Dither.NONE) for image in kept]
    out = io.BytesIO()
    frames[0].save(
        out,
        "GIF",
        save_all=True,
        append_images=frames[1:],
        duration=[round(hold * 1000) for hold in holds],
        loop=0,
        disposal=1,
        optimize=False,
    )
    return out.getvalue()


def _thinned(
    pictures: Sequence[Image.Image], stills: Sequence[Still], stride: int
) -> tuple[list[Image.Image], list[float]]:
    """Keep the resting pictures and every so many of the moving ones; what goes lends its time to the one before."""
    kept: list[Image.Image] = []
    holds: list[float] = []
    for number, (image, still) in enumerate(zip(pictures, stills, strict=True)):
        if still.hold_s > _STEP_S or number % stride == 0 or not kept:
            kept.append(image)
            holds.append(still.hold_s)
        else:
            holds[-1] += still.hold_s
    return kept, holds


def _stacked(images: Sequence[Image.Image]) -> Image.Image:
    return Image.fromarray(np.concatenate([np.asarray(image) for image in images]))
