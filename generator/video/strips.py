"""What lies around a band, encoded once for all films that have the band: the strips above, below and beside it.

A strip beside the band is cut into a slice for each of its rows, as macroblocks are counted row by row. libx264 makes
slices of one size only, so the margin towards the band, which is thrown away, is as large as the strip itself.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import av
from av.video.codeccontext import VideoCodecContext

from generator.video.compose import Ground
from generator.video.encode import ENCODERS, Chunk, Segment, configure
from generator.video.h264 import Stream, UnknownStreamError, all_moved, is_slice, joined, stream_of, units
from generator.video.patches import Rectangle
from generator.video.settings import VideoSettings
from generator.video.window import Margins, Window
from generator.video.window_encoder import WindowEncoder

# One macroblock of the picture, one of chequers.
MARGIN = 2
_Wanted = tuple[Rectangle, Margins, int, int, int]
_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Band:
    """Macroblocks: rows `first` to `end` of `rows` and columns `left` to `right` of `columns`, ends not included.

    `margin`: rows that its own window has above and below it.
    """

    first: int
    end: int
    rows: int
    left: int
    right: int
    columns: int
    margin: int = MARGIN

    @property
    def area(self) -> Rectangle:
        """As a rectangle."""
        return self.left, self.first, self.right, self.end

    @property
    def narrow(self) -> bool:
        """Whether there is something beside it."""
        return self.right - self.left < self.columns

    @property
    def margins(self) -> Margins:
        """Those of the band's own window. Beside it there can be none: its rows are slices to their ends."""
        return Margins(top=self.margin * (self.first > 0), bottom=self.margin * (self.end < self.rows))


def rows_of(ground: Ground, frames: range, band: Band, settings: VideoSettings) -> Segment:
    """What lies above and below a band in all frames; a chunk holds what `around` takes apart."""
    left, first, right, end = 0, band.first, band.columns, band.end
    # Area, margins, which of the slices is the first to be kept, each how many-th, and how many.
    wanted: list[_Wanted] = [
        ((left, 0, right, first), Margins(bottom=MARGIN), 0, 1, 1),
        ((left, end, right, band.rows), Margins(top=band.rows - end), 1, 1, 1),
    ]
    return _encoded(ground, frames, band, settings, wanted)


def sides_of(ground: Ground, frames: range, band: Band, settings: VideoSettings) -> Segment:
    """What lies beside a band that is not as wide as the picture, likewise."""
    left, first, right, end = band.area
    above, below, height = MARGIN * (first > 0), MARGIN * (end < band.rows), end - first
    # Two slices to a row, the strip's and its margin's.
    wanted: list[_Wanted] = [
        ((0, first, left, end), Margins(top=above, right=left, bottom=below), 2 * above, 2, height),
        ((right, first, band.columns, end), Margins(band.columns - right, above, 0, below), 2 * above + 1, 2, height),
    ]
    return _encoded(ground, frames, band, settings, wanted)


@lru_cache(maxsize=1024)
def around(data: bytes) -> Sequence[bytes]:
    """A strips' chunk in; what comes before the band's first row, between each two rows, and after the last, out.

    The same chunks are asked for in film after film.
    """
    found, position = [], 0
    while position < len(data):
        (length,) = _LENGTH.unpack_from(data, position)
        position += _LENGTH.size
        found.append(data[position : position + length])
        position += length
    return found


@dataclass(frozen=True, slots=True)
class _Side:
    """A strip: its window, and which of the window's slices are kept: `count` from `skip` on, each `step`-th.

    `first`: the macroblock that the first begins at; the others follow a row further each.
    """

    window: Window
    encoder: WindowEncoder
    first: int
    skip: int
    step: int
    count: int

    def placed(self, data: bytes, columns: int, stream: Stream) -> dict[int, bytes]:
        """The strip's slices of one picture by the macroblock that they begin at."""
        slices = [unit for unit in units(data) if is_slice(unit)]
        kept = slices[self.skip :: self.step][: self.count]
        if len(kept) != self.count:
            raise UnknownStreamError("other slices than asked for")
        firsts = [self.first + number * columns for number in range(self.count)]
        return dict(zip(firsts, all_moved(kept, firsts, stream), strict=True))


def _encoded(ground: Ground, frames: range, band: Band, settings: VideoSettings, wanted: list[_Wanted]) -> Segment:
    """Strips in all frames. Raises UnknownStreamError when they come out otherwise than asked for."""
    headers = _headers(settings)
    stream = stream_of(headers)
    sides = []
    for area, margins, skip, step, count in wanted:
        across, down = area[2] - area[0], area[3] - area[1]
        if across and down:
            window = Window(settings.size_px, area, margins)
            encoder = WindowEncoder(window, across * down if across == band.columns else across, settings)
            sides.append(_Side(window, encoder, area[1] * band.columns + area[0], skip, step, count))
    for number, frame in enumerate(frames):
        planes = ground.planes(frame)
        for side in sides:
            side.window.show(planes)
            side.encoder.encode(number)
    chunks = []
    for together in zip(*(side.encoder.finish() for side in sides), strict=True):
        places: dict[int, bytes] = {}
        for chunk, side in zip(together, sides, strict=True):
            places |= side.placed(chunk.data, band.columns, stream)
        chunks.append(Chunk(together[0].frame, together[0].key, _packed(places, band)))
    return Segment(headers, len(frames), tuple(chunks))


def _packed(places: dict[int, bytes], band: Band) -> bytes:
    """The slices by where they begin in, what `around` takes apart out."""
    gaps: list[list[bytes]] = [[] for _ in range(band.end - band.first + 1)]
    for first in sorted(places):
        row, column = divmod(first, band.columns)
        gaps[min(len(gaps) - 1, max(0, row - band.first + (column >= band.right)))].append(places[first])
    return b"".join(_LENGTH.pack(len(data)) + data for data in map(joined, gaps))


def _headers(settings: VideoSettings) -> bytes:
    context = av.CodecContext.create(ENCODERS[settings.codec], "w")
    assert isinstance(context, VideoCodecContext)
    configure(context, settings)
    context.open()
    return bytes(context.extradata or b"")
