"""Taps as they are written held against their layer: what can't be touched, or has no name, is told."""

from __future__ import annotations

from collections.abc import Container, Iterator

from generator.scenes import specs
from generator.scenes.specs.taps import ITEM, VALUE
from generator.scenes.wording import names_of

_NAMED = (specs.TextSpec, specs.CounterSpec, specs.PillSpec, specs.ButtonSpec)
"""Kinds whose own words say what a touch of them is called."""


def tap_faults(
    spec: specs.LayerSpec, tap: specs.TapSpec, needs: Container[str], scene_s: float
) -> Iterator[tuple[str, str]]:
    """A layer, its tap and the scene's needs and length in, what is wrong out: (cause, remedy)."""
    if tap.each and not spec.divisible:
        yield f"the layer '{spec.id}' has no items to touch each.", "Leave 'each' out."
    named_alone = isinstance(spec, _NAMED) or (tap.each and spec.divisible)
    if not tap.label and not named_alone:
        yield f"nobody can hear what a touch of '{spec.id}' does.", "Say it: 'label: …'."
    own = {ITEM, VALUE} if tap.each else set()
    for name in sorted(names_of(tap.label) - own):
        if name not in needs:
            yield f"the label names '{name}', which the scene does not need.", "Add it to 'needs'."
    if tap.from_ is not None and tap.from_ >= scene_s:
        yield "it begins when the scene is over.", f"Let it begin before {scene_s:g}s."
