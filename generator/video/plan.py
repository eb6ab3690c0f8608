"""The plan: a film is cut into stretches, each with a keyed name; equal names are one work.

Where scenes follow each other by a cut, a stretch is a scene. Where one crosses into the next, the frames that they
share are a stretch of their own: recipients with different scenes before share the rest of the scene, and vice versa.

The name is a MAC under the campaign's secret, because what it covers (a first name, an amount) is guessable: without
the secret nobody can try values against the names of cached files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import av
import skia

from generator.errors import RenderError
from generator.keys import mac
from generator.model.brand import Brand
from generator.model.layers import AnyLayer
from generator.model.story import Scene, Story
from generator.video.canonical import canonical
from generator.video.order import common_first
from generator.video.settings import VideoSettings
from generator.video.timeline import Place, frame_count, timeline

# Raise it when a change of this package changes pixels or packets, so that older cached work is not taken up.
ENGINE = "5"
_BUILD = " ".join([ENGINE, skia.__version__, av.__version__, *map(str, av.library_versions["libavcodec"])])


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch of the film that is one segment: a scene's own frames, or the crossing from one scene into the next.

    `name`: the segment's keyed name. `first`, `frames`: where it is in the film. `place`: the scene that it shows; of a
    crossing, the one that comes. `before`: of a crossing, the scene that goes. `personal`: a layer of what it shows is.
    """

    name: str
    first: int
    frames: int
    place: Place
    before: Place | None
    personal: bool

    @property
    def scene(self) -> Scene:
        """The scene that it shows, or that comes."""
        return self.place.scene

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """All that it shows, in order."""
        return (self.place.scene,) if self.before is None else (self.before.scene, self.place.scene)


def layers_of(scene: Scene, settings: VideoSettings) -> tuple[AnyLayer, ...]:
    """The scene's layers in the film's aspect, what all recipients share as low as can be.

    Raises RenderError when the scene has none for it.
    """
    layers = scene.layers.get(settings.aspect)
    if layers is None:
        raise RenderError(
            f"scene {scene.template}",
            f"it has no layers for {settings.aspect}.",
            "Add the aspect to the scene, or choose another aspect for the film.",
        )
    return common_first(layers, frame_count(scene.duration_s, settings.fps), settings.fps)


def is_personal(scene: Scene, settings: VideoSettings) -> bool:
    """Whether a layer of the scene depends on the recipient's facts."""
    return any(layer.personal for layer in layers_of(scene, settings))


@dataclass(frozen=True, slots=True)
class _Side:
    """A scene that a segment shows. `look`: all that decides the scene's pictures; made once, as it takes time."""

    place: Place
    look: str
    personal: bool


def _side(place: Place, settings: VideoSettings) -> _Side:
    scene = place.scene
    look = f"{scene.digest} {canonical(layers_of(scene, settings))}"
    return _Side(place, look, is_personal(scene, settings))


def _shot(sides: Sequence[_Side], stretch: range, brand: str, settings: VideoSettings, secret: bytes) -> Shot:
    """One scene, or two that cross, and a stretch of the film's frames in; the shot with its name out.

    The name covers all that decides the packets. Where the film has the stretch does not count, only which frames of
    the scenes it shows.
    """
    place = sides[-1].place
    before = sides[0].place if len(sides) > 1 else None
    transition = place.scene.transition if before else None
    name = mac(
        secret,
        "segment",
        _BUILD,
        brand,
        f"{settings.size_px} {settings.fps} {len(stretch)}",
        settings.encoding,
        f"{transition.kind} {transition.towards} {transition.ease}" if transition else "",
        *(f"{stretch.start - side.place.first} of {side.place.frames} of {side.look}" for side in sides),
    ).hex()
    return Shot(name, stretch.start, len(stretch), place, before, any(side.personal for side in sides))


def plate_name(
    layers: Sequence[AnyLayer], frames: int, fps: int, size_px: tuple[int, int], brand: Brand, secret: bytes
) -> str:
    """All that decides a plate's pictures in, its keyed name out (64 hex digits)."""
    return mac(secret, "plate", _BUILD, canonical(layers), canonical(brand), f"{size_px} {fps} {frames}").hex()


def shots(story: Story, settings: VideoSettings, secret: bytes) -> tuple[Shot, ...]:
    """A Story in, the film's stretches out, in order and without gaps: bodies of scenes, and crossings between them."""
    brand = canonical(story.brand)
    planned: list[Shot] = []
    before: _Side | None = None
    for place in timeline(story, settings.fps):
        side = _side(place, settings)
        if before is not None and place.entering:
            shared = range(place.first, place.first + place.entering)
            planned.append(_shot((before, side), shared, brand, settings, secret))
        if place.body:
            planned.append(_shot((side,), place.body, brand, settings, secret))
        before = side
    return tuple(planned)


def every_shot(story: Story, settings: VideoSettings, secret: bytes) -> Iterator[Shot]:
    """The shots of a story's film, then those of its branches, each with its own beginning."""
    for _, part in story.films:
        yield from shots(part, settings, secret)
