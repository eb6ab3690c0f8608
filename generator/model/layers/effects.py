"""What is done to a layer's picture: a shadow below it, a window that it is seen through, a mask over it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.layers.paint import Box, Gradient


@dataclass(frozen=True, slots=True)
class Shadow:
    """A shadow of the layer's own outline. `dx`, `dy`, `blur`: fractions of the frame's shorter side."""

    dx: float = 0.0
    dy: float = 0.012
    blur: float = 0.02
    color: str = "ink/28"


@dataclass(frozen=True, slots=True)
class Clip:
    """A window. `shape`: "rect" (corners of `radius_px` at 720 p), "circle" (inscribed) or "path" (SVG path data in a
    unit square mapped to the box). `box`: the layer's own when None. `still`: it stays while the layer moves."""

    shape: str = "rect"
    box: Box | None = None
    radius_px: float = 0.0
    path: str = ""
    still: bool = False


@dataclass(frozen=True, slots=True)
class Mask:
    """How much of the layer shows where: by the opacity of a picture's pixels (or, when it is opaque all over, by how
    light they are), the file `path` covering the box; or by the opacity of a gradient's colours."""

    path: str = ""
    gradient: Gradient | None = None
