"""The reference story's footage: five seconds over an evening photograph, with the grain of a camera, as an H.264 file.

Made once a run from scenes/views/sunset.jpg; the same picture and seed give the same frames.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.stream import VideoStream
from PIL import Image

SIZE_PX = (1280, 720)
FPS = 30
FRAMES = 150
_GRAIN = 3.0
_CRF = 19


def make_footage(photograph: Path, film: Path, frames: int = FRAMES) -> None:
    """A photograph in, an MP4 of so many frames at SIZE_PX out: the view travels to the right and comes nearer."""
    picture = Image.open(photograph).convert("RGB")
    noise = np.random.default_rng(7)
    width, height = SIZE_PX
    grains = [np.repeat(noise.normal(0, _GRAIN, (height, width, 1)), 3, axis=2).astype(np.float32) for _ in range(7)]
    with av.open(str(film), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"crf": str(_CRF), "preset": "medium"})
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, FPS)
        for number in range(frames):
            view = picture.resize(SIZE_PX, Image.Resampling.BICUBIC, _view(picture.size, number / (FRAMES - 1)))
            grained = np.asarray(view, np.float32) + np.roll(grains[number % 7], number * 37, axis=(0, 1))
            frame = av.VideoFrame.from_ndarray(np.clip(grained, 0, 255).astype(np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _view(size_px: tuple[int, int], done: float) -> tuple[float, float, float, float]:
    """The part of the photograph that is seen when `done` (0…1) of the film is over."""
    width, height = size_px
    share = 0.92 - 0.06 * done
    left = (width - share * width) * (0.1 + 0.8 * done)
    top = (height - share * height) * 0.5
    return left, top, left + share * width, top + share * height
