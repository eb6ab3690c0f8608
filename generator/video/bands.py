"""A scene whose ground moves throughout, in; its segment out, of which only a band of the picture is encoded anew.

Where a photograph zooms below a name, every frame is another for every recipient, but only the rows of the name differ.
So the rows above and below it, the strips, are encoded once for the batch, the band for each film, and their slices are
put together to pictures: a slice knows only the number of its first macroblock (see h264).

Slices of one picture never look at each other, but pictures look back at pictures, and a block near an edge may find
its motion on the other side, where the film's pixels come from another encoder. So every part is encoded with one more
row of the picture on each side, which holds nothing personal: what is looked at there differs from what the encoder saw
by no more than the two encoders' noise. Beyond that row lies a chequered one, which nothing resembles, so that nothing
looks further. No deblocking filter crosses slices either. What comes out is decoded again and compared with what went
in; if it should be off, the whole picture is encoded instead.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext

from generator.video.compose import Composition, Ground, Pixels, Take
from generator.video.crossing import Excerpt
from generator.video.encode import ENCODERS, Chunk, Segment, chunks_of, configure
from generator.video.frames import MovingGround
from generator.video.h264 import UnknownStreamError, all_moved, is_slice, joined, kind_of, moved, stream_of, units
from generator.video.recording import Cast
from generator.video.settings import VideoSettings
from generator.video.timing import Profile
from generator.video.yuv import Planes, YuvFrame

_ROW_PX = 16
# A band is a whole number of slices of this many rows, so that the border above it is one slice, too.
_SLICE_ROWS = 2
_BORDER_ROWS = 2
_MOST = 0.7
_SAMPLED_FRAMES = 6
_ROOM_PX = 18
_CHEQUERS = ((16, 235), (90, 166), (90, 166))
_LENGTH = struct.Struct("<I")
# A block of 16 × 16 whose luma is further off than this on average saw other pixels than the encoder did.
_APART = 14

Keep = Callable[[tuple[str, ...], Callable[[], Segment]], Segment]
"""What tells the strips from all others, and what makes them, in; the strips, made once for all, out."""


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of macroblocks: `first` to `end` of `rows` (end not included). `columns`: macroblocks in a row."""

    first: int
    end: int
    rows: int
    columns: int


class Bands:
    """Encodes by bands. One a process: it knows which strips have been found to fit."""

    def __init__(self, settings: VideoSettings, profile: Profile, keep: Keep) -> None:
        self._settings = settings
        self._profile = profile
        self._keep = keep
        self._proven: set[tuple[str, ...]] = set()

    def segment(self, take: Take) -> Segment | None:
        """A take in, its segment out; None when it has to be encoded whole."""
        settings = self._settings
        start, whole = (take.start, take.whole) if isinstance(take, Excerpt) else (0, take)
        if settings.codec != "h264" or settings.thorough or not isinstance(whole, Composition):
            return None
        ground, frames = whole.ground, range(start, start + take.frames)
        if ground is None or not _always_moves(ground, frames):
            return None
        band = _band_of(whole, frames, settings.size_px)
        if band is None:
            return None
        key = (ground.name, f"{band.first}-{band.end}", f"{frames}", f"{settings.crf} {settings.key_s}")
        try:
            strips = self._keep(key, lambda: _strips(ground, frames, band, settings))
            made = _put_together(whole, ground, frames, band, strips, settings, self._profile)
        except UnknownStreamError:
            return None
        if made is None:
            return None
        segment, watched = made
        # What lies at the band's edges is the same in every film: after the first, its beginning is proof enough.
        checked = settings.fps // 2 if key in self._proven else len(frames)
        with self._profile.part("check"):
            if not watched.agrees(segment, checked):
                return None
        self._proven.add(key)
        return segment


def _always_moves(ground: Ground, frames: range) -> bool:
    pictures = [ground.picture_of(frame) for frame in frames]
    return ground.moving and all(one != other for one, other in pairwise(pictures))


def _band_of(composition: Composition, frames: range, size_px: tuple[int, int]) -> Band | None:
    """The rows that the personal layers are seen in, with some room; None when that is most of the picture."""
    width, height = size_px
    cast = Cast(composition.sprites, size_px)
    tops, bottoms = [height], [0]
    for frame in [*frames[: len(frames) // 2 : _SAMPLED_FRAMES], frames[-1]]:
        cast.move_to(composition.seconds(frame))
        for _, top, _, bottom in cast.boxes():
            tops.append(top)
            bottoms.append(bottom)
    rows, columns = -(-height // _ROW_PX), -(-width // _ROW_PX)
    first = max(0, min(tops) - _ROOM_PX) // _ROW_PX
    end = first + -(-(max(bottoms) + _ROOM_PX - first * _ROW_PX) // (_ROW_PX * _SLICE_ROWS)) * _SLICE_ROWS
    if end > first and end <= rows and (end - first) <= _MOST * rows:
        return Band(first, end, rows, columns)
    return None


class _Window:
    """Some rows of the picture as a picture of their own, with a chequered border where it goes on."""

    def __init__(self, size_px: tuple[int, int], rows: tuple[int, int], above: int, below: int) -> None:
        width, height = size_px
        self._top, self._bottom = rows[0] * _ROW_PX, min(height, rows[1] * _ROW_PX)
        self._above = above * _ROW_PX
        self._over = _ROW_PX if above else 0
        self.seen = (self._top - self._over, self._bottom + (_ROW_PX if below else 0))
        self.size_px = (width, self._above + self._bottom - self._top + below * _ROW_PX)
        self.frame = YuvFrame(self.size_px)
        for number, plane in enumerate(self.frame.planes):
            plane[:] = _chequered(plane.shape, number)

    def show(self, planes: Planes) -> None:
        """Take the rows from a whole picture, and the rows next to them into the border."""
        for own, given, step in zip(self.frame.planes, planes, (1, 2, 2), strict=True):
            above, top, bottom = (
                (self._above - self._over) // step,
                (self._top - self._over) // step,
                self.seen[1] // step,
            )
            np.copyto(own[above : above + bottom - top], given[top:bottom])


@lru_cache(maxsize=12)
def _chequered(shape: tuple[int, int], number: int) -> Pixels:
    """Squares of eight pixels, bright and dark: the plane of that number (0: luma)."""
    step = 2 if number else 1
    y, x = np.indices(shape)
    return np.where((y * step // 8 + x * step // 8) % 2, *_CHEQUERS[number]).astype(np.uint8)


class _Encoder:
    """libx264 with the film's parameters for a picture of other height, its slices so many rows each."""

    def __init__(self, window: _Window, slice_rows: int, columns: int, settings: VideoSettings) -> None:
        context = av.CodecContext.create(ENCODERS[settings.codec], "w")
        assert isinstance(context, VideoCodecContext)
        configure(context, settings)
        context.width, context.height = window.size_px
        options = dict(context.options)
        # All parts of a picture get one quantiser, so that none looks better than its neighbour. Resting gradients want
        # a finer one for flat grounds; in what moves throughout nobody sees the difference, and it costs time.
        options["qp"] = str(int(options.pop("crf")) - 1)
        options["x264-params"] += f":slice-max-mbs={slice_rows * columns}:no-deblock=1"
        context.options = options
        context.open()
        self._context = context
        self._window = window
        self._fps = settings.fps
        self.headers = bytes(context.extradata or b"")
        self.chunks: list[Chunk] = []

    def encode(self, number: int) -> None:
        """Encode what the window shows."""
        self.chunks += chunks_of(self._context.encode(self._window.frame.stamp(number, self._fps)))

    def finish(self) -> list[Chunk]:
        """All frames, in decoding order."""
        self.chunks += chunks_of(self._context.encode(None))
        return self.chunks


def _strips(ground: Ground, frames: range, band: Band, settings: VideoSettings) -> Segment:
    """The rows above and below the band, encoded: each chunk is the length of what goes before the band, then both."""
    sides: list[tuple[_Encoder, _Window, int]] = []
    for first, end in ((0, band.first), (band.end, band.rows)):
        count = end - first
        if count:
            # Slices are of one size: the border above the lower strip is as high as the strip.
            above, below = (0, _BORDER_ROWS) if first == 0 else (count, 0)
            window = _Window(settings.size_px, (first, end), above, below)
            sides.append((_Encoder(window, count, band.columns, settings), window, first))
    for number, frame in enumerate(frames):
        planes = ground.planes(frame)
        for encoder, window, _ in sides:
            window.show(planes)
            encoder.encode(number)
    context = av.CodecContext.create(ENCODERS[settings.codec], "w")
    assert isinstance(context, VideoCodecContext)
    configure(context, settings)
    context.open()
    headers = bytes(context.extradata or b"")
    stream = stream_of(headers)
    made = [encoder.finish() for encoder, _, _ in sides]
    chunks = []
    for together in zip(*made, strict=True):
        before, after = [], []
        for chunk, (_, _, first) in zip(together, sides, strict=True):
            slices = [unit for unit in units(chunk.data) if is_slice(unit)]
            if first == 0:
                before.append(slices[0])
            else:
                after.append(moved(slices[1], first * band.columns, stream))
        ahead = joined(before)
        data = _LENGTH.pack(len(ahead)) + ahead + joined(after)
        chunks.append(Chunk(together[0].frame, together[0].key, data))
    return Segment(headers, len(frames), tuple(chunks))


def _put_together(
    composition: Composition,
    ground: Ground,
    frames: range,
    band: Band,
    strips: Segment,
    settings: VideoSettings,
    profile: Profile,
) -> tuple[Segment, _Watch] | None:
    """None when the streams don't fit each other, or something personal is drawn outside of the band."""
    above = _SLICE_ROWS if band.first else 0
    below = _BORDER_ROWS if band.end < band.rows else 0
    count = band.end - band.first
    window = _Window(settings.size_px, (band.first, band.end), above, below)
    encoder = _Encoder(window, _SLICE_ROWS, band.columns, settings)
    rows_px = (band.first * _ROW_PX, min(settings.size_px[1], band.end * _ROW_PX))
    source = MovingGround(composition, ground, settings.size_px, profile, window.seen)
    watched = _Watch(rows_px, settings.size_px[0])
    for number, frame in enumerate(frames):
        picture, _ = source.at(frame)
        if not source.within:
            return None
        window.show(picture.planes)
        watched.see(number, picture.planes[0])
        encoder.encode(number)
    stream = stream_of(strips.headers)
    kept = range(1 if above else 0, (1 if above else 0) + count // _SLICE_ROWS)
    chunks: list[Chunk] = []
    made = encoder.finish()
    if [(chunk.frame, chunk.key) for chunk in made] != [(chunk.frame, chunk.key) for chunk in strips.chunks]:
        return None
    for own, common in zip(made, strips.chunks, strict=True):
        (length,) = _LENGTH.unpack_from(common.data)
        ahead, behind = common.data[4 : 4 + length], common.data[4 + length :]
        slices = [unit for unit in units(own.data) if is_slice(unit)]
        others = units(ahead + behind)
        if others and kind_of(others[0], stream) != kind_of(slices[kept[0]], stream):
            return None
        firsts = [(band.first + at * _SLICE_ROWS) * band.columns for at in range(len(kept))]
        placed = all_moved([slices[number] for number in kept], firsts, stream)
        chunks.append(Chunk(own.frame, own.key, ahead + joined(placed) + behind))
    return Segment(strips.headers, len(frames), tuple(chunks)), watched


class _Watch:
    """Remembers the outermost blocks of the band, to see whether a decoder gets them as the encoder meant them."""

    def __init__(self, rows_px: tuple[int, int], width: int) -> None:
        self._edges = (slice(rows_px[0], rows_px[0] + _ROW_PX), slice(rows_px[1] - _ROW_PX, rows_px[1]))
        self._width = width // _ROW_PX * _ROW_PX
        self._seen: dict[int, tuple[Pixels, ...]] = {}

    def see(self, number: int, luma: Pixels) -> None:
        """Remember a frame's edges."""
        self._seen[number] = tuple(luma[edge, : self._width].copy() for edge in self._edges)

    def agrees(self, segment: Segment, frames: int) -> bool:
        """Decode, of the first so many frames, the pictures that others look back at: an error there would grow."""
        decoder = av.CodecContext.create("h264", "r")
        assert isinstance(decoder, VideoCodecContext)
        decoder.extradata = segment.headers
        decoder.thread_count = 1
        decoder.skip_frame = "BIDIR"
        compared = 0
        for chunk in [*(chunk for chunk in segment.chunks if chunk.frame < frames), None]:
            packet = av.Packet(chunk.data) if chunk else None
            if packet is not None and chunk is not None:
                packet.pts = chunk.frame
                packet.time_base = Fraction(1, 1000)
            for frame in decoder.decode(packet):
                luma = frame.planes[0]
                pixels = np.frombuffer(memoryview(luma), np.uint8).reshape(-1, luma.line_size)
                for edge, seen in zip(self._edges, self._seen[int(frame.pts or 0)], strict=True):
                    if _worst_block(pixels[edge, : self._width], seen) > _APART:
                        return False
                compared += 1
        return compared > 0


def _worst_block(one: Pixels, other: Pixels) -> float:
    """Two strips of luma, one block high, in; the mean difference of the block that differs most out."""
    apart = np.maximum(one, other) - np.minimum(one, other)
    blocks: Sequence[float] = apart.reshape(_ROW_PX, -1, _ROW_PX).mean(axis=(0, 2), dtype=np.float32)
    return float(max(blocks))
