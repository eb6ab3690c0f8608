"""A brand in, what can't be read on its pages out: WCAG 2.2, success criteria 1.4.3 and 1.4.11.

Roles are moved to shades that can be read where there is one; what remains is a brand whose text is near its ground.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.contrast import SHAPE, TEXT, contrast
from generator.microsite.theme import roles
from generator.model.brand import Brand

_GROUNDS = ("ground", "card", "soft")
_PAIRS = (
    *(("text", ground, TEXT) for ground in _GROUNDS),
    *(("quiet", ground, TEXT) for ground in _GROUNDS),
    *(("rise", ground, TEXT) for ground in ("card", "rise-tint", "soft")),
    *(("fall", ground, TEXT) for ground in ("card", "fall-tint", "soft")),
    ("on-accent", "accent", TEXT),
    ("on-strong", "strong", TEXT),
    *(("edge", ground, SHAPE) for ground in ("ground", "card")),
)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """`role` on `ground` in the light or the dark `scheme`: a contrast of `ratio` where `wanted` is the least."""

    scheme: str
    role: str
    ground: str
    ratio: float
    wanted: float


def unreadable(brand: Brand) -> tuple[Unreadable, ...]:
    """The worst ground of each role that can't be read in a scheme; nothing for a brand that can be read."""
    found: dict[tuple[str, str], Unreadable] = {}
    for scheme, colors in zip(("light", "dark"), roles(brand), strict=True):
        for role, ground, wanted in _PAIRS:
            ratio = contrast(colors[role], colors[ground])
            known = found.get((scheme, role))
            if ratio < wanted and (known is None or ratio < known.ratio):
                found[scheme, role] = Unreadable(scheme, role, ground, ratio, wanted)
    return tuple(found.values())
