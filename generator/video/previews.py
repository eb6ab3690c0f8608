"""Everything beside the film that shows it: poster and moving previews, from composed frames.

They are made by scenes. What a scene has given once stands in every other film that shows the same scene, so that a
film pays for its own pictures alone. It is kept in memory, since nothing personal is written that outlives the run;
what everybody's scenes give is shared by all workers besides.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import PIL
from PIL import Image

from generator.errors import RenderError
from generator.video import gif, webp
from generator.video.compose import Board, Pixels
from generator.video.plan import is_personal, layers_of
from generator.video.poster import jpeg, webp_poster
from generator.video.settings import VideoSettings
from generator.video.stills import landed_s
from generator.video.storyboard import SCENES, Still, preview_size, storyboard, thinned
from generator.video.timeline import Place

LIMIT_BYTES = 1_000_000
_KEPT_BYTES = 16_000_000

Draw = Callable[[Place, float, Board], None]
"""Draws a scene as it is at so many seconds on a board."""

Share = Callable[[tuple[str, ...], Callable[[], bytes]], bytes]
"""What tells some bytes from all others, and what makes them, in; the bytes, made once for all workers, out."""


@dataclass(frozen=True, slots=True)
class _Format:
    """A kind of moving preview.

    `ladder`: what is tried, in turn, until the file is small enough: quality, and every how many moving pictures one
    is kept. `part`: pictures of a scene, their times and a quality in, bytes out. `join`: size and parts in, file out.
    """

    ladder: Sequence[tuple[int, int]]
    part: Callable[[Sequence[Pixels], Sequence[float], int], bytes]
    join: Callable[[tuple[int, int], Iterable[bytes]], bytes]


_FORMATS = {
    "preview.gif": _Format(gif.LADDER, gif.part, gif.join),
    "preview.webp": _Format(webp.LADDER, webp.part, webp.join),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A film's scenes, and how to draw them. `names`: by number, keyed, equal only for scenes that look the same."""

    places: Sequence[Place]
    names: Mapping[int, str]
    draw: Draw


class Previews:
    """The stills of one process's films. `board`: of the film's size. `share`: for what is the same for everybody."""

    def __init__(self, settings: VideoSettings, board: Board, share: Share) -> None:
        self._settings = settings
        self._board = board
        self._share = share
        self._small = Board(preview_size(settings.size_px), settings.size_px)
        self._kept = Kept(_KEPT_BYTES)
        self._kinds = [
            *(settings.gif * ["preview.gif"]),
            *(settings.webp * ["preview.webp"]),
        ]

    def files(self, film: Shown) -> Iterator[tuple[str, bytes]]:
        """A film in, the names and contents of its still files out."""
        for kind, encode in self._posters():
            yield kind, self._poster(kind, film, encode)
        for kind in self._kinds:
            yield kind, self._preview(kind, film)

    def ahead(self, film: Shown, number: int) -> None:
        """Make what a scene gives as soon as it has been drawn for the film: footage need not be decoded again then."""
        if number == 0:
            for kind, encode in self._posters():
                self._poster(kind, film, encode)
        for kind in self._kinds:
            quality, stride = _FORMATS[kind].ladder[0]
            for shown, stills in self._storyboard(film):
                if shown == number:
                    self._part(kind, film, number, thinned(stills, stride), quality)

    def _posters(self) -> Iterator[tuple[str, Callable[[Image.Image], bytes]]]:
        yield "poster.jpg", jpeg
        if self._settings.poster_webp:
            yield "poster.webp", webp_poster

    def _poster(self, kind: str, film: Shown, encode: Callable[[Image.Image], bytes]) -> bytes:
        def make() -> bytes:
            scene = film.places[0].scene
            film.draw(film.places[0], landed_s(layers_of(scene, self._settings), scene.duration_s), self._board)
            return encode(_image(self._board))

        return self._once(film, 0, (kind,), make)

    def _storyboard(self, film: Shown) -> Sequence[tuple[int, tuple[Still, ...]]]:
        return storyboard(
            [(layers_of(place.scene, self._settings), place.scene.duration_s) for place in film.places[:SCENES]]
        )

    def _preview(self, kind: str, film: Shown) -> bytes:
        board = self._storyboard(film)
        form = _FORMATS[kind]
        for quality, stride in form.ladder:
            parts = [self._part(kind, film, number, thinned(stills, stride), quality) for number, stills in board]
            data = form.join(self._small.size_px, parts)
            if len(data) < LIMIT_BYTES:
                return data
        raise RenderError(kind, "the preview can't be made smaller than 1 MB.", "Switch the preview off.")

    def _part(self, kind: str, film: Shown, number: int, stills: Sequence[Still], quality: int) -> bytes:
        def make() -> bytes:
            pictures: list[Pixels] = []
            for still in stills:
                film.draw(film.places[number], still.at_s, self._small)
                pictures.append(self._small.pixels.copy())
            return _FORMATS[kind].part(pictures, [still.hold_s for still in stills], quality)

        return self._once(film, number, (kind, f"{quality}", f"{stills}"), make)

    def _once(self, film: Shown, number: int, what: tuple[str, ...], make: Callable[[], bytes]) -> bytes:
        """What a scene of the film gives, made now or before."""
        key = (*what, film.names[number])
        if is_personal(film.places[number].scene, self._settings):
            return self._kept.get(key, make)
        return self._kept.get(key, lambda: self._share((PIL.__version__, *key), make))


class Kept:
    """Finished bytes by what decides them; the ones that were not wanted for longest go first."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._used_bytes = 0
        self._found: OrderedDict[tuple[object, ...], bytes] = OrderedDict()

    def get(self, key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """What was made for this key before, or what `make` gives now."""
        if key in self._found:
            self._found.move_to_end(key)
            return self._found[key]
        data = self._found[key] = make()
        self._used_bytes += len(data)
        while self._used_bytes > self._limit_bytes and len(self._found) > 1:
            self._used_bytes -= len(self._found.popitem(last=False)[1])
        return data


def _image(board: Board) -> Image.Image:
    """A copy of what stands on the board, as RGB."""
    return Image.frombuffer("RGB", board.size_px, board.pixels, "raw", "BGRX", 0, 1)
