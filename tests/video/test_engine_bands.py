"""Bands: where a ground moves throughout, only the rows that differ are encoded for each film, and nobody sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from engine_parts import SECRET
from numpy.typing import NDArray

from generator.model.brand import Brand
from generator.model.layers import Box, PictureLayer, TextLayer
from generator.model.layers.base import Drift, Motion
from generator.resources import assets_dir
from generator.scenes.brand import load_brand
from generator.video import bands
from generator.video.bands import Bands
from generator.video.cache import Cache
from generator.video.compose import Board, Composition
from generator.video.draw import Painter
from generator.video.encode import Segment, encode
from generator.video.frames import frames_of
from generator.video.h264 import UnknownStreamError, is_slice, moved, stream_of, units
from generator.video.plates import Plates
from generator.video.segments import to_bytes
from generator.video.settings import VideoSettings
from generator.video.timing import Profile

FRAMES = 40
SETTINGS = VideoSettings(height_px=360, gif=False)


@pytest.fixture(scope="module")
def brand() -> Brand:
    return load_brand("solena", Path())


def composition(
    brand: Brand, folder: Path, words: str, settings: VideoSettings = SETTINGS, scale: float = 1.05
) -> Composition:
    picture = PictureLayer(
        id="picture", box=Box(0, 0, 1, 1), path=str(assets_dir() / "pictures" / "valley.jpg"), drift=Drift(scale=scale)
    )
    enter = Motion(rise=0.03, duration_s=0.5)
    look = {"style": "headline", "color": "white", "max_lines": 1, "personal": True}
    text = TextLayer(id="words", box=Box(0.1, 0.4, 0.9, 0.6), text=words, enter=enter, **look)  # type: ignore[arg-type]
    painter = Painter(brand, settings.size_px)
    plates = Plates(Cache(folder), settings.size_px, settings.fps, 10**9, SECRET)
    layers = (picture, text)
    return Composition(layers, painter, FRAMES, settings.fps, plates.plate(layers, FRAMES, brand, painter))


class Kept:
    """Strips kept by what tells them apart; `made`: how often some had to be made."""

    def __init__(self) -> None:
        self.strips: dict[tuple[str, ...], Segment] = {}
        self.made = 0

    def __call__(self, key: tuple[str, ...], make: Callable[[], Segment]) -> Segment:
        if key not in self.strips:
            self.strips[key] = make()
            self.made += 1
        return self.strips[key]


def decoded(segment: Segment) -> dict[int, NDArray[np.int64]]:
    decoder = av.CodecContext.create("h264", "r")
    decoder.extradata = segment.headers
    found = {}
    for chunk in [*segment.chunks, None]:
        packet = av.Packet(chunk.data) if chunk else None
        if packet is not None and chunk is not None:
            packet.pts = chunk.frame
        for frame in decoder.decode(packet):
            found[int(frame.pts or 0)] = frame.to_ndarray()[: frame.height].astype(np.int64)
    return found


def test_every_frame_of_a_banded_film_is_as_near_as_one_that_was_encoded_whole(brand: Brand, tmp_path: Path) -> None:
    kept = Kept()
    encoder = Bands(SETTINGS, Profile(), kept)
    sizes = []
    for words in ("Hello Ann,", "Hello Maximiliane,", "Ågot gjpqy,"):
        told = composition(brand, tmp_path, words)
        segment = encoder.segment(told)
        whole = encode(told, Board(SETTINGS.size_px), SETTINGS, Profile())
        assert segment is not None and segment.headers == whole.headers
        assert [(chunk.frame, chunk.key) for chunk in segment.chunks] == [(c.frame, c.key) for c in whole.chunks]
        source = frames_of(told, Board(SETTINGS.size_px), Profile())
        one, other = decoded(segment), decoded(whole)
        assert len(one) == len(other) == FRAMES
        for number in range(FRAMES):
            meant = source.at(number)[0].planes[0].astype(np.int64)
            apart = [
                np.abs(found[number] - meant).reshape(-1, 8, 640 // 8, 8).mean(axis=(1, 3)) for found in (one, other)
            ]
            assert apart[0].max() < max(12.0, 2 * apart[1].max())
            assert apart[0].mean() < 1.3 * apart[1].mean() + 0.3
        sizes.append(sum(len(chunk.data) for chunk in segment.chunks) / sum(len(chunk.data) for chunk in whole.chunks))
    assert kept.made == 1
    assert max(sizes) < 1.25


def test_equal_stories_give_equal_bands_whoever_makes_them(brand: Brand, tmp_path: Path) -> None:
    told = [composition(brand, tmp_path / str(n), "Hello Ann,") for n in range(2)]
    segments = [Bands(SETTINGS, Profile(), Kept()).segment(each) for each in told]
    assert segments[0] is not None and segments[1] is not None
    assert to_bytes(segments[0]) == to_bytes(segments[1])


@pytest.mark.parametrize(
    "settings",
    [replace(SETTINGS, codec="av1"), replace(SETTINGS, thorough=True)],
)
def test_what_is_not_meant_for_bands_is_encoded_whole(brand: Brand, tmp_path: Path, settings: VideoSettings) -> None:
    assert Bands(settings, Profile(), Kept()).segment(composition(brand, tmp_path, "Hello", settings)) is None


def test_a_ground_that_rests_is_left_to_holds(brand: Brand, tmp_path: Path) -> None:
    assert Bands(SETTINGS, Profile(), Kept()).segment(composition(brand, tmp_path, "Hello", scale=1.0)) is None


def test_strips_of_another_ground_are_found_out(brand: Brand, tmp_path: Path) -> None:
    """A planted fault: the strips move faster than the band's ground, so what lies at its edges is something else."""
    kept = Kept()
    assert Bands(SETTINGS, Profile(), kept).segment(composition(brand, tmp_path, "Hello", scale=1.05)) is not None
    (key,) = kept.strips
    told = composition(brand, tmp_path / "b", "Hello", scale=1.05)
    wrong = composition(brand, tmp_path / "c", "Hello", scale=1.9)
    assert wrong.ground is not None and told.ground is not None
    strips = bands._strips(wrong.ground, range(FRAMES), bands.Band(9, 13, 23, 40), SETTINGS)
    assert strips.chunks != kept.strips[key].chunks
    watched = bands._Watch((9 * 16, 13 * 16), 640)
    source = frames_of(told, Board(SETTINGS.size_px), Profile())
    for number in range(FRAMES):
        watched.see(number, source.at(number)[0].planes[0])
    good = encode(told, Board(SETTINGS.size_px), SETTINGS, Profile())
    bad = encode(wrong, Board(SETTINGS.size_px), SETTINGS, Profile())
    assert watched.agrees(good, FRAMES)
    assert not watched.agrees(bad, FRAMES)


def test_a_slice_is_moved_there_and_back(brand: Brand, tmp_path: Path) -> None:
    whole = encode(composition(brand, tmp_path, "Hello"), Board(SETTINGS.size_px), SETTINGS, Profile())
    stream = stream_of(whole.headers)
    seen = 0
    for chunk in whole.chunks:
        for unit in units(chunk.data):
            if is_slice(unit):
                seen += 1
                for first in (1, 79, 640, 2400, 8159):
                    assert moved(moved(unit, first, stream), 0, stream) == unit
    assert seen == FRAMES


def test_a_stream_of_another_kind_is_refused(brand: Brand, tmp_path: Path) -> None:
    context = av.CodecContext.create("libx264", "w")
    context.width, context.height, context.pix_fmt, context.time_base = 64, 64, "yuv420p", 1  # type: ignore[attr-defined]
    context.options = {"x264-params": "cabac=0"}
    context.flags |= av.codec.context.Flags.global_header
    context.open()
    with pytest.raises(UnknownStreamError):
        stream_of(bytes(context.extradata or b""))
    with pytest.raises(UnknownStreamError):
        stream_of(b"")
