"""The plan: every scene of a film gets its place on the frame grid and a keyed name; equal names are one work.

The name is a MAC under the campaign's secret, because what it covers (a first name, an amount) is guessable: without
the secret nobody can try values against the names of cached files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

# Raise it when a change of this package changes pixels or packets, so that older cached work is not taken up.
ENGINE = "1"
_BUILD = " ".join([ENGINE, skia.__version__, av.__version__, *map(str, av.library_versions["libavcodec"])])


@dataclass(frozen=True, slots=True)
class Shot:
    """A scene on the frame grid: its segment's keyed name, first frame, number of frames; `personal`: a layer is."""

    scene: Scene
    name: str
    first: int
    frames: int
    personal: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Names of segments that more than one film of the batch shows. Small, picklable, without any value."""

    repeated: frozenset[str] = frozenset()

    def shares(self, shot: Shot) -> bool:
        """Whether this shot's segment is to be made once and kept for others."""
        return not shot.personal or shot.name in self.repeated


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


def frame_count(duration_s: float, fps: int) -> int:
    """Frames of a scene: the nearest whole number, at least one."""
    return max(1, round(duration_s * fps))


def segment_name(scene: Scene, brand: Brand, settings: VideoSettings, secret: bytes) -> str:
    """All that decides a segment's packets in, its keyed name out (64 hex digits)."""
    frames = frame_count(scene.duration_s, settings.fps)
    encoding = f"{settings.crf} {settings.constant_frame_rate}"
    return mac(
        secret,
        "segment",
        _BUILD,
        scene.digest,
        canonical(layers_of(scene, settings)),
        canonical(brand),
        f"{settings.size_px} {settings.fps} {frames}",
        encoding,
    ).hex()


def plate_name(
    layers: Sequence[AnyLayer], frames: int, fps: int, size_px: tuple[int, int], brand: Brand, secret: bytes
) -> str:
    """All that decides a plate's pictures in, its keyed name out (64 hex digits)."""
    return mac(secret, "plate", _BUILD, canonical(layers), canonical(brand), f"{size_px} {fps} {frames}").hex()


def shots(story: Story, settings: VideoSettings, secret: bytes) -> tuple[Shot, ...]:
    """A Story in, its scenes on absolute frame numbers out. Rounding happens once a scene, so nothing drifts apart."""
    planned: list[Shot] = []
    first = 0
    for scene in story.scenes:
        frames = frame_count(scene.duration_s, settings.fps)
        personal = any(layer.personal for layer in layers_of(scene, settings))
        name = segment_name(scene, story.brand, settings, secret)
        planned.append(Shot(scene=scene, name=name, first=first, frames=frames, personal=personal))
        first += frames
    return tuple(planned)


def plan_batch(stories: Iterable[Story], settings: VideoSettings, secret: bytes) -> Plan:
    """Stories in, Plan out; holds 32 bytes or so for each distinct segment, never a story."""
    seen: set[bytes] = set()
    repeated: set[str] = set()
    for story in stories:
        for shot in shots(story, settings, secret):
            key = bytes.fromhex(shot.name)
            if key in seen:
                repeated.add(shot.name)
            seen.add(key)
    return Plan(repeated=frozenset(repeated))
