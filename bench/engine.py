"""The frames that Serendip's engine hands to its encoder, caught on the way: for the encoder's own time and SSIM."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from generator.campaign import load_campaign
from generator.model.story import Story
from generator.pipeline.preparation import Preparation
from generator.video import encode as encoding
from generator.video.plan import Shot, shots
from generator.video.settings import VideoSettings
from generator.video.studio import Studio

SECRET = b"benchmark"


@dataclass(frozen=True, slots=True)
class Segment:
    """The frames of one shot as they were given to the encoder, each with its number in the shot.

    `frames`: (number, yuv420p frame). `length`: how many frames the shot lasts. `shared`: it shows nothing personal.
    """

    frames: tuple[tuple[int, av.VideoFrame], ...]
    length: int
    shared: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """A film, and what it was made of."""

    path: Path
    segments: tuple[Segment, ...]

    def luma(self) -> Iterator[NDArray[np.uint8]]:
        """The luma of every frame of the film in order, held frames repeated: uint8 (height, width)."""
        for segment in self.segments:
            shown = dict(segment.frames)
            picture: NDArray[np.uint8] | None = None
            for number in range(segment.length):
                if number in shown:
                    picture = plane(shown[number])
                assert picture is not None
                yield picture

    def pictures(self) -> Iterator[av.VideoFrame]:
        """The same as whole frames, stamped 0, 1, 2 …"""
        first = 0
        for segment in self.segments:
            shown = dict(segment.frames)
            picture: av.VideoFrame | None = None
            for number in range(segment.length):
                picture = shown.get(number, picture)
                assert picture is not None
                picture.pts = first + number
                yield picture
            first += segment.length


def plane(frame: av.VideoFrame) -> NDArray[np.uint8]:
    """The luma of a yuv420p frame without the padding of its lines."""
    luma = frame.planes[0]
    lines = np.frombuffer(luma, np.uint8).reshape(frame.height, luma.line_size)
    return np.ascontiguousarray(lines[:, : frame.width])


class _Recorder:
    """Stands where the encoder's context is expected, passes everything on and keeps a copy of every frame."""

    made: list[list[tuple[int, av.VideoFrame]]]

    def __init__(self, name: str, mode: str) -> None:
        object.__setattr__(self, "_context", av.CodecContext.create(name, mode))
        object.__setattr__(self, "_frames", [])
        type(self).made.append(self._frames)

    def __getattr__(self, name: str) -> Any:
        return getattr(object.__getattribute__(self, "_context"), name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(object.__getattribute__(self, "_context"), name, value)

    def encode(self, frame: av.VideoFrame | None = None) -> Any:
        """Encode it, and keep it."""
        if frame is not None:
            kept = av.VideoFrame.from_ndarray(frame.to_ndarray().copy(), format="yuv420p")
            kept.color_range, kept.colorspace = frame.color_range, frame.colorspace
            object.__getattribute__(self, "_frames").append((int(frame.pts or 0), kept))
        return object.__getattribute__(self, "_context").encode(frame)


class _Av:
    """PyAV with another encoder."""

    class CodecContext:
        create = staticmethod(_Recorder)

    def __getattr__(self, name: str) -> Any:
        return getattr(av, name)


@contextmanager
def _listening() -> Iterator[list[list[tuple[int, av.VideoFrame]]]]:
    real, kind = encoding.av, encoding.VideoCodecContext
    _Recorder.made = []
    encoding.av, encoding.VideoCodecContext = _Av(), _Recorder  # type: ignore[assignment, misc]
    try:
        yield _Recorder.made
    finally:
        encoding.av, encoding.VideoCodecContext = real, kind  # type: ignore[misc]


class _Watched(Studio):
    """Remembers which shots it encoded, in order."""

    def __init__(self, settings: VideoSettings, cache_dir: Path, secret: bytes, *, bands: bool) -> None:
        super().__init__(settings, cache_dir, secret, bands=bands)
        self.encoded: list[str] = []

    def _encoded(self, shot: Shot, compositions: Any) -> Any:
        self.encoded.append(shot.name)
        return super()._encoded(shot, compositions)


def settings_of(campaign: Path) -> VideoSettings:
    """What the films of a campaign are rendered like."""
    settings = load_campaign(campaign).video
    assert settings is not None
    return settings


def stories_of(campaign: Path, count: int) -> list[Story]:
    """The first stories of a campaign."""
    with Preparation(load_campaign(campaign)) as preparation:
        rows = (preparation.prepare(row, f"film-{n}") for n, row in enumerate(preparation.rows()) if n < count)
        return [prepared.story for prepared in rows]


def record(story: Story, settings: VideoSettings, folder: Path) -> Recorded:
    """A story in; its film, made alone and from nothing in `folder`, and all frames that it was encoded from, out."""
    film = Studio(settings, folder / "cache", SECRET).render(story, folder / "film")
    # The same again, but with every frame encoded whole: a pure encoder knows nothing of what films have in common.
    with _listening() as made:
        studio = _Watched(settings, folder / "whole", SECRET, bands=False)
        studio.render(story, folder / "again")
    if len(made) != len(studio.encoded):
        raise RuntimeError(f"{len(studio.encoded)} shots took {len(made)} encoders: whose the frames are is unclear")
    frames = dict(zip(studio.encoded, made, strict=True))
    segments = [
        Segment(tuple(frames[shot.name]), shot.frames, not shot.personal) for shot in shots(story, settings, SECRET)
    ]
    return Recorded(folder / "film" / film.files[0], tuple(segments))
