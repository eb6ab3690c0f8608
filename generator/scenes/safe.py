"""Safe areas: a scene in, the layers with something to read that reach beyond the safe margins out.

Edges of a frame get lost: under round corners, under a player's buttons, on a screen that shows less than all. So what
is to be read keeps 5% clear of every edge (title-safe, as EBU R 95 has it for wide pictures), and in tall frames, which
phones show under their controls, more above and below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from types import MappingProxyType

from generator.errors import InputError, SceneError
from generator.scenes import specs
from generator.scenes.template import load_scene
from generator.sourcefile import Key, SourceFile, read

# left, top, right, bottom of the area, as fractions of the frame
SAFE = MappingProxyType(
    {"16:9": (0.05, 0.05, 0.95, 0.95), "1:1": (0.05, 0.05, 0.95, 0.95), "9:16": (0.05, 0.06, 0.95, 0.92)}
)
_SIDES = ("left", "top", "right", "bottom")
_ROUNDING = 1e-9


def beyond_safe_area(root: Path, aspects: Collection[str]) -> Iterator[InputError]:
    """A scene's folder in, a warning for each layer and aspect in which it leaves the safe area out.

    `bleed: true` says that a layer is meant to. Raises SceneError or AssetError when the scene is wrong.
    """
    template = load_scene(root)
    file = read(root / "scene.yaml", SceneError)
    for aspect in sorted(set(aspects) & set(SAFE)):
        for spec in template.layers[aspect]:
            sides = _crossed(spec, SAFE[aspect])
            if sides and spec.legible and not spec.bleed:
                yield file.fail(
                    _place(file, aspect, spec.id),
                    f"the layer '{spec.id}' leaves the safe area of {aspect} at the {' and '.join(sides)}.",
                    f"Keep its box within {_told(SAFE[aspect])}, or say 'bleed: true' if it is meant.",
                )


def _crossed(spec: specs.LayerSpec, area: tuple[float, float, float, float]) -> list[str]:
    left, top, right, bottom = (edge - safe for edge, safe in zip(spec.box, area, strict=True))
    outside = (left < -_ROUNDING, top < -_ROUNDING, right > _ROUNDING, bottom > _ROUNDING)
    return [side for side, crossed in zip(_SIDES, outside, strict=True) if crossed]


def _place(file: SourceFile, aspect: str, layer_id: str) -> tuple[Key, ...]:
    """Where the box of a layer stands: among the overrides of its aspect, or with the layer."""
    sizes = file.data.get("sizes") or {}
    if "box" in (sizes.get(aspect) or {}).get(layer_id, {}):
        return ("sizes", aspect, layer_id, "box")
    index = next(number for number, layer in enumerate(file.data["layers"]) if layer["id"] == layer_id)
    return ("layers", index, "box")


def _told(area: tuple[float, float, float, float]) -> str:
    return f"[{', '.join(f'{round(edge * 100)}%' for edge in area)}]"
