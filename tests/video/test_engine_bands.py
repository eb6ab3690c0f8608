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
from generator.video.bands import Bands
from generator.video.cache import Cache
from generator.video.compose import Board, Composition, Ground
from generator.video.draw import Painter
from generator.video.encode import Chunk, Segment, encode
from generator.video.frames import frames_of
from generator.video.h264 import UnknownStreamError, is_slice, moved, stream_of, units
from generator.video.likeness import Likeness
from generator.video.plates import Plates
from generator.video.segments import to_bytes
from generator.video.settings import VideoSettings
from generator.video.strips import Band, rows_of, sides_of
from generator.video.timing import Profile
from generator.video.window import Window
from generator.video.window_encoder import WindowEncoder

VALLEY = assets_dir() / "pictures" / "valley.jpg"
# A photograph with something to see everywhere.
MOUNTAINS = Path(__file__).parents[2] / "bench" / "campaign" / "scenes" / "hello" / "mountains.jpg"
FRAMES = 40
SETTINGS = VideoSettings(height_px=360, gif=False)


@pytest.fixture(scope="module")
def brand() -> Brand:
    return load_brand("solena", Path())


def composition(
    brand: Brand,
    folder: Path,
    words: str,
    settings: VideoSettings = SETTINGS,
    drift: Drift = Drift(scale=1.05),  # noqa: B008  # it is frozen
    align: str = "start",
    path: Path = VALLEY,
) -> Composition:
    # Larger than the frame, so that it covers it wherever it drifts.
    picture = PictureLayer(id="picture", box=Box(-0.2, -0.2, 1.2, 1.2), path=str(path), drift=drift)
    enter = Motion(rise=0.03, duration_s=0.5)
    look = {"style": "headline", "color": "white", "max_lines": 1, "personal": True, "align": align}
    text = TextLayer(id="words", box=Box(0.1, 0.4, 0.9, 0.6), text=words, enter=enter, **look)  # type: ignore[arg-type]
    painter = Painter(brand, settings.size_px)
    plates = Plates(Cache(folder), settings.size_px, settings.fps, 10**9, SECRET)
    layers = (picture, text)
    return Composition(layers, painter, FRAMES, settings.fps, plates.plate(layers, FRAMES, brand, painter))


class Kept:
    """Strips and proofs kept by what tells them apart. `ground`: the one whose strips to give, proven or not."""

    def __init__(self, ground: Ground | None = None) -> None:
        self.made: dict[tuple[str, ...], Segment] = {}
        self.bands: list[Band] = []
        self.ground = ground

    def __call__(self, key: tuple[str, ...], make: Callable[[], Segment]) -> Segment:
        if key[0] == "fit":
            self.bands.append(eval(key[3], {"Band": Band}))
        if key not in self.made:
            self.made[key] = self._others(key) if self.ground else make()
        return self.made[key]

    def _others(self, key: tuple[str, ...]) -> Segment:
        assert self.ground is not None
        if key[0] == "fit":
            # Only a band with margins looks at what lies around it.
            return Segment(b"", FRAMES, (Chunk(0, True, b""),) * (self.bands[-1].margin > 0))
        if key[0] == "rows":
            first, end = map(int, key[3].split())
            return rows_of(self.ground, range(FRAMES), Band(first, end, 23, 0, 40, 40), SETTINGS)
        return sides_of(self.ground, range(FRAMES), eval(key[3], {"Band": Band}), SETTINGS)

    @property
    def used(self) -> Band:
        """The band that the last segment was made with."""
        return self.bands[-1]

    @property
    def unfit(self) -> int:
        """How many bands were found not to fit."""
        return sum(key[0] == "fit" and not found.chunks for key, found in self.made.items())


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


def assert_near(told: Composition, segment: Segment) -> float:
    """Every frame is about as near to what was composed as when it's encoded whole; how large it is beside that."""
    whole = encode(told, Board(SETTINGS.size_px), SETTINGS, Profile())
    assert segment.headers == whole.headers
    assert [(chunk.frame, chunk.key) for chunk in segment.chunks] == [(c.frame, c.key) for c in whole.chunks]
    source = frames_of(told, Board(SETTINGS.size_px), Profile())
    one, other = decoded(segment), decoded(whole)
    assert len(one) == len(other) == FRAMES
    for number in range(FRAMES):
        meant = source.at(number)[0].planes[0].astype(np.int64)
        apart = [np.abs(found[number] - meant).reshape(-1, 8, 640 // 8, 8).mean(axis=(1, 3)) for found in (one, other)]
        assert apart[0].max() < max(12.0, 2 * apart[1].max())
        assert apart[0].mean() < 1.3 * apart[1].mean() + 0.3
    return sum(len(chunk.data) for chunk in segment.chunks) / sum(len(chunk.data) for chunk in whole.chunks)


@pytest.mark.parametrize("align", ["start", "center", "end"])
def test_every_frame_of_a_banded_film_is_as_near_as_one_that_was_encoded_whole(
    brand: Brand, tmp_path: Path, align: str
) -> None:
    kept = Kept()
    encoder = Bands(SETTINGS, Profile(), kept)
    for words in ("Hello Ann,", "Hello Maximiliane,", "Ågot gjpqy,"):
        told = composition(brand, tmp_path, words, align=align)
        segment = encoder.segment(told)
        assert segment is not None
        assert assert_near(told, segment) < 1.3
        assert (kept.used.left, kept.used.right) != (0, kept.used.columns)
    made = len(kept.made)
    assert encoder.segment(composition(brand, tmp_path, "Hello Anna,", align=align)) is not None
    assert len(kept.made) == made


@pytest.mark.parametrize(
    ("drift", "wide", "margin"),
    [
        (Drift(scale=1.08), False, 0),
        (Drift(scale=0.5), True, 2),
        (Drift(dx=-0.15), True, 2),
        (Drift(dx=0.15), True, 2),
        (Drift(dy=0.1), False, 2),
    ],
)
def test_a_band_has_margins_or_all_of_the_width_where_the_ground_comes_in_from_beyond_it(
    brand: Brand, tmp_path: Path, drift: Drift, wide: bool, margin: int
) -> None:
    kept = Kept()
    told = composition(brand, tmp_path, "Hello Ann,", drift=drift, align="center", path=MOUNTAINS)
    segment = Bands(SETTINGS, Profile(), kept).segment(told)
    assert segment is not None
    assert (kept.used.left == 0 and kept.used.right == kept.used.columns) == wide
    assert kept.used.margin == margin
    assert bool(kept.unfit) == (margin > 0)
    assert_near(told, segment)


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
    still = composition(brand, tmp_path, "Hello", drift=Drift())
    assert Bands(SETTINGS, Profile(), Kept()).segment(still) is None


def test_strips_of_another_ground_are_found_out(brand: Brand, tmp_path: Path) -> None:
    """A planted fault: the strips show another ground than the band, so that blocks do not find what they look for."""
    told = composition(brand, tmp_path, "Hello", drift=Drift(dy=0.2), path=MOUNTAINS)
    other = composition(brand, tmp_path / "other", "Hello", drift=Drift(scale=2.5)).ground
    assert told.ground is not None and other is not None
    assert Bands(SETTINGS, Profile(), Kept()).segment(told) is not None
    assert Bands(SETTINGS, Profile(), Kept(told.ground)).segment(told) is not None
    assert Bands(SETTINGS, Profile(), Kept(other)).segment(told) is None


@pytest.mark.parametrize(("brighter", "keeps"), [(0, True), (12, False)])
def test_what_drifts_beside_a_band_is_found_out(brand: Brand, tmp_path: Path, brighter: int, keeps: bool) -> None:
    """A planted fault: the band's own encoder saw four columns at its edge brighter than the film shows them."""
    kept = Kept()
    told = composition(brand, tmp_path, "Hello Ann,", align="center")
    film = Bands(SETTINGS, Profile(), kept).segment(told)
    assert film is not None and kept.used.left > 0
    window = Window(SETTINGS.size_px, kept.used.area, kept.used.margins)
    encoder, likeness = WindowEncoder(window, window.columns, SETTINGS), Likeness(kept.used, SETTINGS.size_px)
    source = frames_of(told, Board(SETTINGS.size_px), Profile())
    for number in range(FRAMES):
        planes, x = source.at(number)[0].planes, kept.used.left * 16
        window.show(planes)
        likeness.see(number, window)
        luma = planes[0].copy()
        luma[:, x : x + 4] += np.uint8(brighter)
        window.show((luma, planes[1], planes[2]))
        encoder.encode(number)
    alone = Segment(encoder.headers, FRAMES, tuple(encoder.finish()))
    assert likeness.keeps(film, alone, window, FRAMES) == keeps


def test_films_that_begin_alike_are_judged_by_their_own_pixels(brand: Brand, tmp_path: Path) -> None:
    """What was found of the same bytes before holds only where the same was seen."""
    kept = Kept()
    told = composition(brand, tmp_path, "Hello Ann,")
    film = Bands(SETTINGS, Profile(), kept).segment(told)
    assert film is not None
    found = []
    for brighter in (0, 40, 0):
        window = Window(SETTINGS.size_px, kept.used.area, kept.used.margins)
        likeness = Likeness(kept.used, SETTINGS.size_px, frames=7)
        source = frames_of(told, Board(SETTINGS.size_px), Profile())
        for number in range(10):
            luma, blue, red = source.at(number)[0].planes
            window.show((np.minimum(luma, 215) + np.uint8(brighter), blue, red))
            likeness.see(number, window)
        found.append(likeness.agrees(film, 7))
    assert found == [True, False, True]


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
