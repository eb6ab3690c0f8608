"""A scene whose ground moves throughout, in; its segment out, of which only a band of the picture is encoded anew.

Where a photograph zooms below a name, every frame is another for every recipient, but only where the name stands they
differ. So what lies around it, the strips, is encoded once for the batch, the band for each film, and their slices are
put together to pictures: a slice knows only the number of its first macroblock (see h264). The parts have margins (see
window), which hold nothing personal: what is looked at there differs from what the encoder saw by no more than the two
encoders' noise.

Beside the band there can be no margin: there the encoder believes the picture to go on as it ends. Where a ground comes
nearer that is as good as true, as blocks find their motion further inside, and the band needs no margin above and below
either. Whether it is so is proven when the strips are made, with a band that nothing is drawn in; where it isn't, the
band gets its margins, or is made as wide as the picture. Of every film the beginning is decoded again and compared with
what went in; if it should be off even so, the whole picture is encoded instead. So the packets of a segment hang on
what it shows alone, never on the films that were made before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import skia

from generator.video.compose import Board, Composition, Ground, Take
from generator.video.crossing import Excerpt
from generator.video.encode import Chunk, Segment
from generator.video.frames import MovingGround
from generator.video.h264 import START, UnknownStreamError, all_moved, is_slice, kind_of, stream_of, units
from generator.video.likeness import Likeness
from generator.video.patches import Rectangle
from generator.video.recording import Cast
from generator.video.settings import VideoSettings
from generator.video.strips import MARGIN, Band, around, rows_of, sides_of
from generator.video.timing import Profile
from generator.video.window import BLOCK_PX, Window
from generator.video.window_encoder import WindowEncoder
from generator.video.yuv import covered

_MOST = 0.7
_SAMPLED_FRAMES = 6
# What is drawn keeps away from the edges of the band, by the block that its neighbours have as their margin.
_ROOM_PX = BLOCK_PX + 2
# Bands begin and end at tenths of the picture's width: those of few widths share their strips. Strips of one tenth cost
# more slices than they save.
_TENTHS = 10

Keep = Callable[[tuple[str, ...], Callable[[], Segment]], Segment]
"""What tells the strips from all others, and what makes them, in; the strips, made once for all, out."""


@dataclass(frozen=True, slots=True)
class _Work:
    """A composition over its ground, the frames of it that are wanted, and the band."""

    composition: Composition
    ground: Ground
    frames: range
    band: Band


class Bands:
    """Encodes by bands."""

    def __init__(self, settings: VideoSettings, profile: Profile, keep: Keep) -> None:
        self._settings = settings
        self._profile = profile
        self._keep = keep
        self._beginning = settings.fps // 4

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
        for tried in _tries(band) if band else ():
            made = self._made(_Work(whole, ground, frames, tried)) if _pays(tried) else None
            if made is not None:
                return made
        return None

    def _made(self, work: _Work) -> Segment | None:
        try:
            strips = self._strips(work)
            if not self._kept("fit", work, f"{work.band}", lambda: self._proof(work, strips)).chunks:
                return None
            made = self._alone(work, self._beginning)
            segment = _put_together(work.band, made, strips) if made else None
        except UnknownStreamError:
            return None
        if made is None or segment is None:
            return None
        # What lies at the band's edges is the same in every film: its beginning is proof enough.
        with self._profile.part("check"):
            return segment if made.likeness.agrees(segment, self._beginning) else None

    def _strips(self, work: _Work) -> Sequence[Segment]:
        """Above and below, and beside the band: many bands have the former in common."""
        known = work.ground, work.frames, work.band, self._settings
        strips = [self._kept("rows", work, f"{work.band.first} {work.band.end}", lambda: rows_of(*known))]
        if work.band.narrow:
            sides = f"{replace(work.band, margin=MARGIN)}"
            strips.append(self._kept("sides", work, sides, lambda: sides_of(*known)))
        return strips

    def _kept(self, kind: str, work: _Work, place: str, make: Callable[[], Segment]) -> Segment:
        settings = f"{self._settings.crf} {self._settings.key_s}"
        return self._keep((kind, work.ground.name, f"{work.frames}", place, settings), make)

    def _proof(self, work: _Work, strips: Sequence[Segment]) -> Segment:
        """A segment with anything in it when the strips fit a band in which nothing is drawn."""
        made = self._alone(replace(work, composition=work.composition.bare()))
        segment = _put_together(work.band, made, strips) if made else None
        fits = (
            made is not None
            and segment is not None
            and made.likeness.keeps(segment, made.segment, made.window, self._settings.fps // 2)
            and _of_one_film(made.segment, strips)
        )
        return Segment(b"", len(work.frames), (Chunk(0, True, b""),) if fits else ())

    def _alone(self, work: _Work, seen: int | None = None) -> _Made | None:
        """The band by itself; None when something personal is drawn outside of it. `seen`: frames to be compared."""
        band, size_px = work.band, self._settings.size_px
        window, likeness = Window(size_px, band.area, band.margins), Likeness(band, size_px, seen)
        encoder = WindowEncoder(window, window.columns, self._settings)
        source = MovingGround(work.composition, work.ground, size_px, self._profile, window, _inner(band))
        for number, frame in enumerate(work.frames):
            source.at(frame)
            if not source.within:
                return None
            likeness.see(number, window)
            encoder.encode(number)
        return _Made(window, likeness, Segment(encoder.headers, len(work.frames), tuple(encoder.finish())))


def _always_moves(ground: Ground, frames: range) -> bool:
    pictures = [ground.picture_of(frame) for frame in frames]
    return ground.moving and all(one != other for one, other in pairwise(pictures))


def _band_of(composition: Composition, frames: range, size_px: tuple[int, int]) -> Band | None:
    """Where the personal layers are seen, with some room; None when they are nowhere."""
    width, height = size_px
    cast = Cast(composition.sprites, size_px)
    cast.move_to(composition.seconds(frames[-1]))
    empty = _left_empty(cast, size_px)
    seen: list[Rectangle] = []
    for frame in [*frames[: len(frames) // 2 : _SAMPLED_FRAMES], frames[-1]]:
        cast.move_to(composition.seconds(frame))
        if boxes := cast.boxes():
            box = _bounds(boxes)
            seen.append((box[0] + empty[0], box[1] + empty[1], box[2] - empty[2], box[3] - empty[3]))
    if not seen:
        return None
    left, top, right, bottom = _bounds(seen)
    rows, columns = -(-height // BLOCK_PX), -(-width // BLOCK_PX)
    first, end = max(0, top - _ROOM_PX) // BLOCK_PX, min(rows, -(-(bottom + _ROOM_PX) // BLOCK_PX))
    tenth = max(1, columns // _TENTHS)
    step = BLOCK_PX * tenth
    begin, stop = max(0, left - _ROOM_PX) // step * tenth, -(-(right + _ROOM_PX) // step) * tenth
    begin, stop = begin if begin > tenth else 0, stop if columns - stop > tenth else columns
    return Band(first, end, rows, begin, stop, columns) if first < end and begin < stop else None


def _tries(band: Band) -> Sequence[Band]:
    """A band in; it, first without margins, and wider ones out: past the middle, which most pictures come nearer
    around, and all across."""
    tenth = max(1, band.columns // _TENTHS)
    middle = band.columns // 2 // tenth * tenth
    left = min(band.left, middle - tenth)
    right = band.right if band.right == band.columns else max(band.right, middle + tenth)
    wider, wide = replace(band, left=left, right=right), replace(band, left=0, right=band.columns)
    return tuple(dict.fromkeys((replace(band, margin=0), band, wider, wide)))


def _pays(band: Band) -> bool:
    return (band.end - band.first) * (band.right - band.left) <= _MOST * band.rows * band.columns


def _left_empty(cast: Cast, size_px: tuple[int, int]) -> Rectangle:
    """How far what is drawn stays away from the edges of what the layers say that they may touch: from each of them.

    Words say so for the largest letters that their typeface has. What they leave empty when they rest they mostly leave
    empty wherever they come from; it is watched whether that holds.
    """
    boxes = cast.boxes()
    board = Board(size_px)
    board.canvas.clear(skia.ColorTRANSPARENT)
    for box in boxes:
        cast.draw(board.canvas, box)
    found = [inked for inked in (covered(board.pixels, box) for box in boxes) if inked is not None]
    if not found:
        return 0, 0, 0, 0
    outer, inner = _bounds(boxes), _bounds(found)
    return inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]


def _bounds(boxes: Sequence[Rectangle]) -> Rectangle:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(frozen=True, slots=True)
class _Made:
    """A band by itself: the window that it was seen through, what the window showed, and what came out."""

    window: Window
    likeness: Likeness
    segment: Segment


def _put_together(band: Band, made: _Made, strips: Sequence[Segment]) -> Segment | None:
    """None when the streams don't fit each other."""
    parts = [made.segment, *strips]
    if len({tuple((chunk.frame, chunk.key) for chunk in part.chunks) for part in parts}) > 1:
        return None
    stream = stream_of(strips[0].headers)
    kept = slice(band.margins.top, band.margins.top + band.end - band.first)
    firsts = [row * band.columns + band.left for row in range(band.first, band.end)]
    chunks: list[Chunk] = []
    for own, *others in zip(*(part.chunks for part in parts), strict=True):
        slices = [unit for unit in units(own.data) if is_slice(unit)][kept]
        placed = all_moved(slices, firsts, stream)
        (before, *_, after), *beside = (around(other.data) for other in others)
        gaps = beside[0] if beside else [b""] * (len(placed) + 1)
        rows = [part for gap, unit in zip(gaps, placed, strict=False) for part in (gap, START, unit)]
        chunks.append(Chunk(own.frame, own.key, b"".join([before, *rows, gaps[-1], after])))
    return Segment(strips[0].headers, strips[0].frames, tuple(chunks))


def _inner(band: Band) -> Rectangle:
    """Where something personal may be: not in the blocks that the strips have as their margins. In pixels."""
    left, right = band.left + (band.left > 0), band.right - (band.right < band.columns)
    first, end = band.first + (band.first > 0), band.end - (band.end < band.rows)
    return left * BLOCK_PX, first * BLOCK_PX, right * BLOCK_PX, end * BLOCK_PX


def _of_one_film(made: Segment, strips: Sequence[Segment]) -> bool:
    """Whether the slices of a band and of its strips say the same of their pictures."""
    stream = stream_of(strips[0].headers)
    for own, *others in zip(*(part.chunks for part in (made, *strips)), strict=True):
        data = [own.data, *(gap for other in others for gap in around(other.data))]
        if len({kind_of(unit, stream) for each in data for unit in units(each) if is_slice(unit)}) > 1:
            return False
    return True
