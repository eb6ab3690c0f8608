"""The plan: a film is cut into stretches, each with a keyed name; equal names are one work.

Where scenes follow each other by a cut, a stretch is a scene. Where one crosses into the next, the frames that they
share are a stretch of their own: recipients with different scenes before share the rest of the scene, and vice versa.

The name is a MAC under the campaign's secret, because what it covers (a first name, an amount) is guessable: without
the secret nobody can try values against the names of cached files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import av
import skia

from generator.errors import RenderError
from generator.keys import mac
from generator.model.brand import Brand
from generator.model.layers import AnyLayer
from generator.model.story import Scene, Story
from generator.video.canonical import canonical
from generator.video.settings import VideoSettings
from generator.video.timeline import Place, timeline

# Raise it when a change of this package changes pixels or packets, so that older cached work is not taken up.
ENGINE = "2"
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
    """The scene's layers in the film's aspect; raises RenderError when the scene has none for it."""
    layers = scene.layers.get(settings.aspect)
    if layers is None:
        raise RenderError(
            f"scene {scene.template}",
            f"it has no layers for {settings.aspect}.",
            "Add the aspect to the scene, or choose another aspect for the film.",
        )
    return layers


def is_personal(scene: Scene, settings: VideoSettings) -> bool:
    """Whether a layer of the scene depends on the recipient's facts."""
    return any(layer.personal for layer in layers_of(scene, settings))


def segment_name(
    place: Place,
    first: int,
    frames: int,
    brand: Brand,
    settings: VideoSettings,
    secret: bytes,
    before: Place | None = None,
) -> str:
    """All that decides the packets of a stretch of the film in, its keyed name out (64 hex digits).

    Where the film has the stretch does not count, only which frames of the scene it shows.
    """
    sides = (place,) if before is None else (before, place)
    transition = place.scene.transition if before else None
    return mac(
        secret,
        "segment",
        _BUILD,
        canonical(brand),
        f"{settings.size_px} {settings.fps} {frames}",
        settings.encoding,
        f"{transition.kind} {transition.towards} {transition.ease}" if transition else "",
        *(part for side in sides for part in _side(side, first, settings)),
    ).hex()


def _side(place: Place, first: int, settings: VideoSettings) -> tuple[str, str, str]:
    """A scene as a segment that begins at the film's frame `first` shows it."""
    scene = place.scene
    return scene.digest, canonical(layers_of(scene, settings)), f"{first - place.first} of {place.frames}"


def plate_name(
    layers: Sequence[AnyLayer], frames: int, fps: int, size_px: tuple[int, int], brand: Brand, secret: bytes
) -> str:
    """All that decides a plate's pictures in, its keyed name out (64 hex digits)."""
    return mac(secret, "plate", _BUILD, canonical(layers), canonical(brand), f"{size_px} {fps} {frames}").hex()


def shots(story: Story, settings: VideoSettings, secret: bytes) -> tuple[Shot, ...]:
    """A Story in, the film's stretches out, in order and without gaps: bodies of scenes, and crossings between them."""
    planned: list[Shot] = []
    before: Place | None = None
    personal_before = False
    for place in timeline(story, settings.fps):
        personal = is_personal(place.scene, settings)
        stretches: list[tuple[int, int, Place | None, bool]] = []
        if before is not None and place.entering:
            stretches.append((place.first, place.entering, before, personal or personal_before))
        if place.body:
            stretches.append((place.body.start, len(place.body), None, personal))
        for first, frames, leaving, either in stretches:
            name = segment_name(place, first, frames, story.brand, settings, secret, leaving)
            planned.append(Shot(name, first, frames, place, leaving, either))
        before, personal_before = place, personal
    return tuple(planned)
