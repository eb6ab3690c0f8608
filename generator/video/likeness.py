"""A film that was put together of bands in, whether a decoder gets it as the encoders meant it, out.

Only where a band meets its strips can it be otherwise, and what is off there would grow from picture to picture. It
is compared with what went in, or with what the band's own encoder made of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext

from generator.video.compose import Pixels
from generator.video.encode import Chunk, Segment
from generator.video.patches import Rectangle
from generator.video.strips import Band
from generator.video.window import BLOCK_PX, Window

# Beside a band what is off begins at the very edge.
_NARROW_PX = 4
# A block whose luma is further off than this on average saw other pixels than the encoder did.
_APART = 14
# Nobody sees that a block beside the band's edge, 4 pixels across, is off by less.
_DRIFTED = 5


@dataclass(frozen=True, slots=True)
class _Edge:
    """Blocks along an edge of the band: where they lie in the film's picture, and their width."""

    box: Rectangle
    across: int


class Likeness:
    """Remembers the outermost blocks of a band's pictures."""

    def __init__(self, band: Band, size_px: tuple[int, int]) -> None:
        left, top, right, bottom = (edge * BLOCK_PX for edge in band.area)
        right, bottom = min(right, size_px[0] // BLOCK_PX * BLOCK_PX), min(bottom, size_px[1] // BLOCK_PX * BLOCK_PX)
        edges = [
            (band.first > 0, _Edge((left, top, right, top + BLOCK_PX), BLOCK_PX)),
            (band.end < band.rows, _Edge((left, bottom - BLOCK_PX, right, bottom), BLOCK_PX)),
            (band.left > 0, _Edge((left, top, left + _NARROW_PX, bottom), _NARROW_PX)),
            (band.right < band.columns, _Edge((right - _NARROW_PX, top, right, bottom), _NARROW_PX)),
        ]
        self._edges = [edge for there, edge in edges if there]
        self._seen: dict[int, list[Pixels]] = {}

    def see(self, number: int, window: Window) -> None:
        """Remember a frame that the band's window shows."""
        self._seen[number] = [window.views(edge.box)[0].copy() for edge in self._edges]

    def agrees(self, segment: Segment, frames: int) -> bool:
        """Decode, of the first so many frames, the pictures that others look back at: an error there would grow."""
        wanted = [chunk for chunk in segment.chunks if chunk.frame < frames]
        pictures = list(_decoded(segment.headers, wanted, "BIDIR"))
        return bool(pictures) and all(self._as_seen(number, luma) for number, luma in pictures)

    def keeps(self, segment: Segment, alone: Segment, window: Window, frames: int) -> bool:
        """Whether all of it agrees, and beside the band is what the band's window, decoded `alone`, shows there.

        Looked at are the first so many frames, and all pictures that others look back at.
        """
        films = (segment, alone)
        beginnings = [[chunk for chunk in film.chunks if chunk.frame < frames] for film in films]
        begun = [_decoded(film.headers, chunks, "NONE") for film, chunks in zip(films, beginnings, strict=True)]
        if not all(self._undrifted(luma, own, window) for (_, luma), (_, own) in zip(*begun, strict=True)):
            return False
        whole = [_decoded(film.headers, film.chunks, "BIDIR") for film in films]
        return all(
            self._as_seen(number, luma) and self._undrifted(luma, own, window)
            for (number, luma), (_, own) in zip(*whole, strict=True)
        )

    def _as_seen(self, number: int, luma: Pixels) -> bool:
        return all(
            _worst_block(_cut(luma, edge.box), seen, edge.across) <= _APART
            for edge, seen in zip(self._edges, self._seen[number], strict=True)
        )

    def _undrifted(self, luma: Pixels, own: Pixels, window: Window) -> bool:
        x, y = (corner - edge for corner, edge in zip(window.corner_px, window.seen, strict=False))
        for edge in self._edges:
            x0, y0, x1, y1 = edge.box
            meant = _cut(own, (x0 + x, y0 + y, x1 + x, y1 + y))
            if edge.across == _NARROW_PX and _worst_block(_cut(luma, edge.box), meant, edge.across) > _DRIFTED:
                return False
        return True


def _decoded(
    headers: bytes, chunks: Iterable[Chunk], skipped: Literal["NONE", "BIDIR"]
) -> Iterator[tuple[int, Pixels]]:
    """Numbers and lumas of the frames, without those of a kind."""
    decoder = av.CodecContext.create("h264", "r")
    assert isinstance(decoder, VideoCodecContext)
    decoder.extradata = headers
    decoder.thread_count = 1
    decoder.skip_frame = skipped
    for chunk in [*chunks, None]:
        packet = av.Packet(chunk.data) if chunk else None
        if packet is not None and chunk is not None:
            packet.pts = chunk.frame
            packet.time_base = Fraction(1, 1000)
        for frame in decoder.decode(packet):
            luma = frame.planes[0]
            yield int(frame.pts or 0), np.frombuffer(memoryview(luma), np.uint8).reshape(-1, luma.line_size)


def _cut(luma: Pixels, box: Rectangle) -> Pixels:
    return luma[box[1] : box[3], box[0] : box[2]]


def _worst_block(one: Pixels, other: Pixels, across: int) -> float:
    """Two lumas in; the mean difference of the block, so many pixels across and 16 down, that differs most out."""
    apart = np.maximum(one, other) - np.minimum(one, other)
    blocks = apart.reshape(-1, BLOCK_PX, apart.shape[1] // across, across).mean(axis=(1, 3), dtype=np.float32)
    return float(blocks.max())
