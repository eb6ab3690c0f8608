"""What a moving preview shows: the first scene as it has landed, then the entrances of the next two.

It begins with the landed scene because some mail programs show only the first picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.model.layers import AnyLayer
from generator.video.stills import arrived_s, landed_s

_LONGER_SIDE_PX = 480
_FIRST_S = 1.4
_REST_S = 0.9
_ENTRANCE_S = 1.5
_STEP_S = 0.1
# A personal scene pays for each picture. Entrances begin fast and end slowly, so that fewer do for their end.
_PERSONAL_STEP_S = 0.15
_LATE_STEP_S = 0.3
_LATE_S = 0.6
# How many scenes it shows.
SCENES = 3


@dataclass(frozen=True, slots=True)
class Still:
    """One picture of the preview: the instant in its scene, how long it shows, and whether the scene rests there."""

    at_s: float
    hold_s: float
    rests: bool = False


def preview_size(size_px: tuple[int, int]) -> tuple[int, int]:
    """The film's size in, the preview's out: the longer side is 480 px, or 360 px of a square."""
    width, height = size_px
    longer = _LONGER_SIDE_PX if width != height else _LONGER_SIDE_PX * 3 // 4
    scale = min(1.0, longer / max(width, height))
    return max(2, 2 * round(width * scale / 2)), max(2, 2 * round(height * scale / 2))


def storyboard(scenes: Sequence[tuple[Sequence[AnyLayer], float]]) -> tuple[tuple[int, tuple[Still, ...]], ...]:
    """Scenes as (layers, duration in seconds) in; (the scene's number, its pictures) out: four to six seconds."""
    layers, duration_s = scenes[0]
    board: list[tuple[int, tuple[Still, ...]]] = [(0, (Still(landed_s(layers, duration_s), _FIRST_S, rests=True),))]
    following = list(enumerate(scenes))[1:SCENES] or [(0, scenes[0])]
    board += [(number, _entrance(above, length_s)) for number, (above, length_s) in following]
    return tuple(board)


def _entrance(layers: Sequence[AnyLayer], duration_s: float) -> tuple[Still, ...]:
    rest_s = landed_s(layers, duration_s)
    end_s = min(max(arrived_s(layers, duration_s), _STEP_S), _ENTRANCE_S, rest_s)
    stills: list[Still] = []
    personal = any(layer.personal for layer in layers)
    at_s = step_s = _PERSONAL_STEP_S if personal else _STEP_S
    while at_s < end_s:
        hold_s = _LATE_STEP_S if personal and at_s >= _LATE_S else step_s
        stills.append(Still(round(at_s, 2), hold_s))
        at_s += hold_s
    return (*stills, Still(rest_s, _REST_S, rests=True))


def thinned(stills: Sequence[Still], stride: int) -> tuple[Still, ...]:
    """Keep the resting pictures and every so many of the moving ones; what goes lends its time to the one before."""
    kept: list[Still] = []
    for number, still in enumerate(stills):
        if still.rests or number % stride == 0 or not kept:
            kept.append(still)
        else:
            kept[-1] = replace(kept[-1], hold_s=kept[-1].hold_s + still.hold_s)
    return tuple(kept)
