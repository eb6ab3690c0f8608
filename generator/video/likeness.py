"""A film that was put together of bands in, whether a decoder gets it as the encoders meant it, out.

Only where a band meets its strips can it be otherwise, and what is off there would grow from picture to picture. It
is compared with what went in, or with what the band's own encoder made of that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import av
import numpy as np
from av.video.codeccontext import VideoCodecContext

from generator.video.compose import Pixels
from generator.video.encode import Chunk, Segment
from generator.video.patches import Rectangle
from generator.video.recent import Recent
from generator.video.strips import Band
from generator.video.window import BLOCK_PX, Window

# What is off where there is no margin begins at the very edge.
_NARROW_PX = 4
# A block whose luma is further off than this on average saw other pixels than the encoder did.
_APART = 14
# Nobody sees that a block at the band's edge, 4 pixels deep, is off by less.
_DRIFTED = 5
# Films often begin alike, before anything personal has come in: then the same bytes are compared with the same pixels.
_FOUND: Recent[bytes, bool] = Recent(256)


@dataclass(frozen=True, slots=True)
class _Edge:
    """Blocks along an edge of the band: where they lie in the film's picture, and how large each is."""

    box: Rectangle
    across: int
    down: int


class Likeness:
    """Remembers the outermost blocks of a band's pictures, of the first `frames` where that is enough."""

    def __init__(self, band: Band, size_px: tuple[int, int], frames: int | None = None) -> None:
        self._frames = frames
        left, top, right, bottom = (edge * BLOCK_PX for edge in band.area)
        right, bottom = min(right, size_px[0] // BLOCK_PX * BLOCK_PX), min(bottom, size_px[1] // BLOCK_PX * BLOCK_PX)
        deep, narrow = BLOCK_PX, _NARROW_PX
        above, below = band.first > 0, band.end < band.rows
        before, after = band.left > 0, band.right < band.columns
        self._edges = [
            *above * [_Edge((left, top, right, top + deep), BLOCK_PX, deep)],
            *below * [_Edge((left, bottom - deep, right, bottom), BLOCK_PX, deep)],
            *before * [_Edge((left, top, left + narrow, bottom), narrow, BLOCK_PX)],
            *after * [_Edge((right - narrow, top, right, bottom), narrow, BLOCK_PX)],
        ]
        # Where there is a margin the encoder saw the picture as it goes on.
        bare = band.margin == 0
        self._bare_edges = [
            *(above and bare) * [_Edge((left, top, right, top + narrow), BLOCK_PX, narrow)],
            *(below and bare) * [_Edge((left, bottom - narrow, right, bottom), BLOCK_PX, narrow)],
            *self._edges[above + below :],
        ]
        self._seen: dict[int, list[Pixels]] = {}

    def see(self, number: int, window: Window) -> None:
        """Remember a frame that the band's window shows."""
        if self._frames is not None and number >= self._frames:
            return
        self._seen[number] = [window.views(edge.box)[0].copy() for edge in self._edges]

    def agrees(self, segment: Segment, frames: int) -> bool:
        """Decode, of the first so many frames, the pictures that others look back at: an error there would grow."""
        wanted = [chunk for chunk in segment.chunks if chunk.frame < frames]

        def compared() -> bool:
            pictures = list(_decoded(segment.headers, wanted, "BIDIR"))
            return bool(pictures) and all(self._as_seen(number, luma) for number, luma in pictures)

        return _FOUND.get(self._digest(segment.headers, wanted), compared)

    def _digest(self, headers: bytes, chunks: Sequence[Chunk]) -> bytes:
        """All that decides whether chunks agree with what was seen."""
        digest = hashlib.sha256(f"{self._edges} {len(headers)}".encode() + headers)
        for chunk in chunks:
            digest.update(f"{chunk.frame} {len(chunk.data)} ".encode() + chunk.data)
            for pixels in self._seen[chunk.frame]:
                digest.update(np.ascontiguousarray(pixels).data)
        return digest.digest()

    def keeps(self, segment: Segment, alone: Segment, window: Window, frames: int) -> bool:
        """Whether all of it agrees, and at edges without a margin is what the band's window, decoded `alone`, shows.

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
            _worst_block(_cut(luma, edge.box), seen, edge) <= _APART
            for edge, seen in zip(self._edges, self._seen[number], strict=True)
        )

    def _undrifted(self, luma: Pixels, own: Pixels, window: Window) -> bool:
        x, y = (corner - edge for corner, edge in zip(window.corner_px, window.seen, strict=False))
        for edge in self._bare_edges:
            x0, y0, x1, y1 = edge.box
            meant = _cut(own, (x0 + x, y0 + y, x1 + x, y1 + y))
            if _worst_block(_cut(luma, edge.box), meant, edge) > _DRIFTED:
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


def _worst_block(one: Pixels, other: Pixels, edge: _Edge) -> float:
    """Two lumas of an edge in; the mean difference of its block that differs most out."""
    apart = np.maximum(one, other) - np.minimum(one, other)
    blocks = apart.reshape(-1, edge.down, apart.shape[1] // edge.across, edge.across)
    return float(blocks.mean(axis=(1, 3), dtype=np.float32).max())
