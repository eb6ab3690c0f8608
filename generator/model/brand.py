"""A brand: one set of tokens that themes film, page and document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

TEMPOS: Mapping[str, float] = MappingProxyType({"quick": 0.3, "slow": 1.2})
"""Tempos that every brand has, in seconds, unless it says otherwise."""


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """A type style of the film. `size`: fraction of the frame's shorter side; `tracking`: fraction of the size."""

    family: str
    weight: int
    size: float
    line: float = 1.2
    tracking: float = 0.0
    tabular: bool = False


@dataclass(frozen=True, slots=True)
class MotionTempo:
    """The brand's tempo, in seconds. `tempos`: durations by name, for motions that are slower or quicker."""

    enter_s: float = 0.6
    stagger_s: float = 0.1
    exit_s: float = 0.25
    ease: str = "cubic-bezier(.2,.8,.2,1)"
    tempos: Mapping[str, float] = field(default_factory=lambda: TEMPOS)


@dataclass(frozen=True, slots=True)
class Brand:
    """Tokens of a brand.

    `colors` and `dark_colors`: token → "#rrggbb" (dark holds only what changes on a dark page). `styles` by name;
    `tall_styles` replaces some of them in frames taller than wide. `radii_px`: card, pill, field at 720 p. `logo`: an
    SVG file of the mark, square. `icons`: name → SVG path data in a 24 × 24 square. `charts`: colours of slices.
    """

    name: str
    title: str
    colors: Mapping[str, str]
    dark_colors: Mapping[str, str]
    display_family: str
    text_family: str
    styles: Mapping[str, TypeStyle]
    tall_styles: Mapping[str, TypeStyle]
    radii_px: Mapping[str, float]
    logo: Path
    icons: Mapping[str, str]
    charts: tuple[str, ...]
    motion: MotionTempo
    root: Path
    legal: str = ""
    address: str = ""
