"""A scene template and facts in, a Scene out: every layer in words and figures, nothing left to look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from generator.model.brand import Brand
from generator.model.facts import Choices, FactValue
from generator.model.interactions import Option, Question
from generator.model.layers import AnyLayer, Box, CounterLayer, LogoLayer, TextLayer
from generator.model.story import Need, Scene, SceneTemplate, Sound, Transition
from generator.scenes import specs
from generator.scenes.asks import AskSpec
from generator.scenes.specs.codes import OWN_PAGE
from generator.scenes.specs.taps import ITEM, VALUE
from generator.scenes.template import facts_of
from generator.scenes.wording import Variant, condition, names_of
from generator.story import charts, codes, contents, curves, effects, maps, moving, rows
from generator.story.phrasing import Phrasing, plain_facts
from generator.story.taps import tap_of

BUILDERS: Mapping[type[specs.LayerSpec], contents.Build] = {
    **contents.BUILDERS,
    **charts.BUILDERS,
    **curves.BUILDERS,
    **rows.BUILDERS,
    **codes.BUILDERS,
    **maps.BUILDERS,
}

Fixed = dict[tuple[str, int], AnyLayer | None]
"""Layers that are the same for everybody, by aspect and place in the template; None for one that has no content."""

_WORDS = (TextLayer, CounterLayer, LogoLayer)


def resolve(
    template: SceneTemplate,
    facts: Mapping[str, FactValue],
    brand: Brand,
    phrasing: Phrasing,
    *,
    key: str = "",
    texts: Mapping[str, tuple[Variant, ...]] | None = None,
    duration_s: float | None = None,
    links: Mapping[str, str] | None = None,
    aspects: tuple[str, ...] | None = None,
    transition: Transition | None = None,
    fixed: Fixed | None = None,
    sounds: tuple[Sound, ...] = (),
    taps: Mapping[str, specs.TapSpec | bool] | None = None,
    ask: tuple[AskSpec, ...] | None = None,
) -> Scene:
    """`facts` by the scene's own names. `texts` replaces wordings by layer id, or "say" and "title"; `taps` what
    touches do, by layer id, False for nothing; `ask` the questions.

    `fixed`: filled with the layers that no fact decides, for the next call in which all but the facts is the same.
    """
    own = dict(texts or {})
    context = contents.Context(facts, brand, phrasing, template, own, links, taps or {})
    conditions = plain_facts(facts)
    known = {} if fixed is None else fixed
    layers = {
        aspect: _grounded(
            layer
            for number, spec in enumerate(template.layers[aspect])
            if spec.when is None or condition(spec.when).holds(conditions)
            if (layer := _kept(spec, context, known, (aspect, number))) is not None
        )
        for aspect in aspects or tuple(template.layers)
    }
    length_s = duration_s or template.duration_s
    title = own["title"] if "title" in own else (Variant(text=template.title),)
    named = key or template.name
    return Scene(
        key=named,
        template=template.name,
        digest=template.digest,
        title=phrasing.say(title, {}),
        duration_s=length_s,
        caption=phrasing.say(own.get("say", template.say), facts),
        layers=MappingProxyType(layers),
        root=template.root,
        choices=tuple(item for value in facts.values() if isinstance(value, Choices) for item in value.items),
        transition=transition,
        sounds=sounds,
        asks=tuple(_asked(spec, context, named, length_s) for spec in (template.ask if ask is None else ask)),
    )


def _asked(spec: AskSpec, context: contents.Context, scene: str, length_s: float) -> Question:
    """A question of a scene, in words."""

    def say(wording: tuple[Variant, ...]) -> str:
        return context.phrasing.say(wording, context.facts)

    rating = spec.kind == "rating"
    return Question(
        id=spec.id,
        scene=scene,
        kind=spec.kind,
        at_s=length_s if spec.at is None else min(spec.at, length_s),
        text=say(spec.text),
        options=tuple(Option(str(number), say(option)) for number, option in enumerate(spec.options, 1)),
        least=spec.scale[0] if rating else spec.least,
        most=spec.scale[1] if rating else spec.most,
        least_text=say(spec.low),
        most_text=say(spec.high),
        step=spec.step,
        unit=say(spec.unit),
        optional=spec.optional,
        thanks=say(spec.thanks),
        form=spec.form,
    )


def _grounded(layers: Iterable[AnyLayer]) -> tuple[AnyLayer, ...]:
    """Layers that choose their colour by what lies beneath are told what does: all that is the same for everybody.

    Words are no ground for other words.
    """
    found: list[AnyLayer] = []
    for layer in layers:
        if isinstance(layer, _WORDS) and layer.contrast:
            below = tuple(other for other in found if not other.personal and not isinstance(other, _WORDS))
            found.append(replace(layer, ground=below))
        else:
            found.append(layer)
    return tuple(found)


def sample_facts(needs: Mapping[str, Need], *, stress: bool = False) -> Mapping[str, FactValue]:
    """The samples (or stress values) of a template, as facts."""
    return {name: need.stress if stress else need.sample for name, need in needs.items()}


def _kept(spec: specs.LayerSpec, context: contents.Context, fixed: Fixed, place: tuple[str, int]) -> AnyLayer | None:
    """A layer, made only once when no fact decides it."""
    if place in fixed:
        return fixed[place]
    personal = bool(facts_of(spec) | _facts_of_own_text(spec, context))
    layer = _layer(spec, context, personal=personal) if contents.has_content(spec, context) else None
    tap = tap_of(spec, layer, context) if layer is not None else None
    if layer is not None and tap is not None:
        layer = replace(layer, tap=tap)
    # What a touch is called may name facts, though the picture shows none.
    own_words = names_of(written.label) - {ITEM, VALUE} if (written := context.tap(spec)) else set()
    if not own_words and not personal and (layer is None or not layer.personal) and not _leads_to_own_page(spec):
        fixed[place] = layer
    return layer


def _leads_to_own_page(spec: specs.LayerSpec) -> bool:
    """Whether a layer may hold the recipient's own link, which is another for everybody though no fact decides it."""
    return f'"{OWN_PAGE}"' in spec.model_dump_json()


def _layer(spec: specs.LayerSpec, context: contents.Context, *, personal: bool) -> AnyLayer | None:
    common: dict[str, Any] = {
        "id": spec.id,
        "box": Box(*spec.box),
        **moving.motions_of(spec, context.brand),
        **effects.effects_of(spec, context),
        "personal": personal,
    }
    return BUILDERS[type(spec)](spec, context, common)


def _facts_of_own_text(spec: specs.LayerSpec, context: contents.Context) -> set[str]:
    own = (context.texts.get(name, ()) for name in spec.text_names())
    return {name for wording in own for variant in wording for name in variant.names()}


def sample_scene(template: SceneTemplate, brand: Brand, phrasing: Phrasing, *, stress: bool = False) -> Scene:
    """The scene of a template's own samples or stress values, in every aspect: for previews and tests."""
    return resolve(template, sample_facts(template.needs, stress=stress), brand, phrasing, sounds=template.sounds)
