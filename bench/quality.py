"""SSIM of films to the frames that they were made of, beside x264's veryfast preset at CRF 21 on the same frames.

After Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error visibility to structural similarity", 2004:
a Gaussian window of 11 × 11 pixels with σ = 1.5, K1 = 0.01, K2 = 0.03, on the luma alone, the mean of all places and
of all frames. Every one of a film's frames is compared, the held ones too.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext
from engine import Recorded, plane, record, settings_of, stories_of
from numpy.typing import NDArray

from generator.video.encode import configure
from generator.video.settings import VideoSettings

_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
_WINDOW, _SIGMA = (11, 11), 1.5
Luma = NDArray[np.uint8]
Plane = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quality:
    """Mean SSIM of the films and of x264 veryfast CRF 21, and the films' frames: all, and those encoded."""

    films: float
    veryfast: float
    frames: int
    encoded: int

    @property
    def difference(self) -> float:
        """How much lower the films' is."""
        return self.veryfast - self.films


def quality(campaign: Path, folder: Path, films: int, every: int = 1) -> Quality:
    """The first films of a campaign, each rendered alone. `every`: compare only each so-many-th frame."""
    settings = settings_of(campaign)
    ours: list[float] = []
    theirs: list[float] = []
    frames = encoded = 0
    for number, story in enumerate(stories_of(campaign, films)):
        recorded = record(story, settings, folder / f"quality-{number}")
        frames += sum(segment.length for segment in recorded.segments)
        encoded += sum(len(segment.frames) for segment in recorded.segments)
        ours.append(_mean_ssim(shown(recorded.path, settings.fps), recorded.luma(), every))
        theirs.append(_mean_ssim(_veryfast(recorded, settings), recorded.luma(), every))
    return Quality(statistics.mean(ours), statistics.mean(theirs), frames // films, encoded // films)


def windows(picture: Plane) -> Plane:
    """The Gaussian mean of every window that lies within a picture, by OpenCV, which is quick."""
    # What runs the tests has no OpenCV: it comes with MovieLite.
    import cv2

    return np.asarray(cv2.GaussianBlur(picture, _WINDOW, _SIGMA)[5:-5, 5:-5])


def ssim(one: Luma, other: Luma, means: Callable[[Plane], Plane] = windows) -> float:
    """Two lumas, uint8 (height, width), in; their structural similarity, 1 for equal ones, out.

    `means`: a plane in, the Gaussian mean of each of its windows out.
    """
    x, y = one.astype(np.float32), other.astype(np.float32)
    mean_x, mean_y = means(x), means(y)
    var_x, var_y, both = means(x * x) - mean_x**2, means(y * y) - mean_y**2, means(x * y) - mean_x * mean_y
    above = (2 * mean_x * mean_y + _C1) * (2 * both + _C2)
    return float(np.mean(above / ((mean_x**2 + mean_y**2 + _C1) * (var_x + var_y + _C2)), dtype=np.float64))


def _mean_ssim(films: Iterable[Luma], originals: Iterable[Luma], every: int) -> float:
    pairs = enumerate(zip(films, originals, strict=True))
    return statistics.mean(ssim(one, other) for number, (one, other) in pairs if number % every == 0)


def shown(path: Path, fps: int) -> Iterator[Luma]:
    """What a film shows at each of its frames' times, held pictures repeated."""
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        end = round(float((stream.duration or 0) * (stream.time_base or 0)) * fps)
        number, last = 0, None
        for frame in film.decode(stream):
            at = round(float(frame.pts * frame.time_base) * fps)
            while last is not None and number < at:
                yield last
                number += 1
            last = plane(frame)
        while last is not None and number < end:
            yield last
            number += 1


def _veryfast(recorded: Recorded, settings: VideoSettings) -> Iterator[Luma]:
    """The same frames through x264 as it comes, at a constant rate."""
    writer = av.CodecContext.create("libx264", "w")
    assert isinstance(writer, VideoCodecContext)
    configure(writer, settings)
    writer.options = {"preset": "veryfast", "crf": "21"}
    writer.open()
    reader = av.CodecContext.create("h264", "r")
    assert isinstance(reader, VideoCodecContext)
    reader.extradata = writer.extradata
    packets = [packet for picture in recorded.pictures() for packet in writer.encode(picture)]
    for packet in [*packets, *writer.encode(None), None]:
        if packet is not None:
            packet.time_base = Fraction(1, settings.fps)
        yield from (plane(frame) for frame in reader.decode(packet))
