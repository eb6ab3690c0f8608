"""What is wrong with a campaign as a whole: needs that the policy can't meet, rules that read what they must not.

Looked at before the first row is read, by `check` and by `render` alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.audience import Rules
from generator.campaign import Campaign
from generator.errors import InputError, PolicyError, StoryError
from generator.expressions import Language
from generator.intake import Shape
from generator.model.story import SceneTemplate
from generator.pipeline.faq import faq_errors
from generator.pipeline.lawful import doubtful, unlawful
from generator.pipeline.legibility import illegible
from generator.pipeline.touches import touch_doubts
from generator.privacy import Deciding, SegmentRead, check_deciding, check_needs, check_segments, check_shape, warnings
from generator.privacy.uses import is_marketing
from generator.scenes.safe import beyond_safe_area
from generator.scenes.specs import ButtonSpec, FootageSpec, ListSpec, QrSpec


def errors(campaign: Campaign, rules: Rules, shape: Shape) -> list[InputError]:
    """All that is written wrong and keeps the campaign from rendering, each at its place, none twice."""
    found = [
        *_outputs(campaign),
        *unlawful(campaign),
        *faq_errors(campaign),
        *(fault for fault, issuers in _einvoices(campaign) if issuers),
        *illegible(campaign),
        *_rules(campaign, rules, shape),
        *check_shape(campaign.policy, shape, campaign.purposes),
    ]
    found += check_segments(campaign.policy, _segments(campaign), shape)
    found += check_deciding(campaign.policy, _deciding(campaign))
    found += _too_few(campaign)
    found += check_needs(campaign.policy, campaign.facts, campaign.need_uses(), shape)
    return list({(fault.place, fault.cause): fault for fault in found}.values())


def doubts(campaign: Campaign, shape: Shape) -> list[InputError]:
    """What is worth a look, and keeps nothing from rendering."""
    return [
        *(_as_fault(text) for text in warnings(campaign.policy, shape)),
        *doubtful(campaign),
        *_unsafe(campaign),
        *_lone_offers(campaign),
        *(fault for fault, issuers in _einvoices(campaign) if not issuers),
        *touch_doubts(campaign),
    ]


def _outputs(campaign: Campaign) -> Iterator[InputError]:
    if campaign.video is None and campaign.microsite is None and campaign.document is None:
        yield campaign.file.fail(("outputs",), "nothing is to be made.", "Ask for a video, a microsite or a document.")


def _einvoices(campaign: Campaign) -> Iterator[tuple[InputError, bool]]:
    """E-invoices that nobody will get, with whether it's the issuer that lacks something, or the campaign's facts."""
    document, issuer = campaign.document, campaign.spec.issuer
    if document is None or not document.einvoice or issuer is None:
        return
    from generator.document.einvoice import lacks_of

    named = campaign.spec.outputs.facts
    facts = {name: need.sample for name, need in document.needs.items() if named.get(name, name) in campaign.facts}
    for name, lacks in lacks_of(facts, issuer.issuer(), document.einvoice).items():
        for lack in lacks:
            issuers = "issuer" in lack
            remedy = "Add it to 'issuer'." if issuers else "Add a fact for it, if any recipient is to get one."
            keys = ("issuer",) if issuers else ("outputs", "document", "einvoice")
            yield campaign.file.fail(keys, f"no {name} can be made: it lacks {lack}.", remedy), issuers


def media(campaign: Campaign) -> Iterator[InputError]:
    """Footage that can't be shown. Trying it takes a second or more: only before films are rendered, and in a check."""
    if campaign.video is None:
        return
    lengths: dict[Path, tuple[SceneTemplate, float]] = {}
    for planned in campaign.plan.every_scene:
        root = planned.template.root
        longest_s = max(planned.length_s, lengths[root][1] if root in lengths else 0.0)
        lengths[root] = (planned.template, longest_s)
    for template, length_s in lengths.values():
        layers = template.layers.get(campaign.video.aspect, ())
        if any(isinstance(spec, FootageSpec) for spec in layers):
            from generator.video.trial import footage_faults

            yield from footage_faults(template, length_s, (campaign.video.aspect,))


def _unsafe(campaign: Campaign) -> Iterator[InputError]:
    """Something to read at the edge of the film's frame."""
    roots = {planned.template.root: None for planned in campaign.plan.every_scene} if campaign.video else {}
    for root in roots:
        yield from beyond_safe_area(root, (campaign.video.aspect,) if campaign.video else ())


def _rules(campaign: Campaign, rules: Rules, shape: Shape) -> Iterator[InputError]:
    for fault in rules.check(shape):
        yield campaign.file.fail(("audience", *fault.keys), fault.cause, fault.remedy)


def _segments(campaign: Campaign) -> Iterator[SegmentRead]:
    language = Language()
    for index, rule in enumerate(campaign.spec.audience.segments):
        place = campaign.file.place("audience", "segments", index, "when")
        yield SegmentRead(rule.name, language.compile(rule.when), place)


def _deciding(campaign: Campaign) -> Iterator[Deciding]:
    """Fields that decide who is a prospect, and which locale somebody gets."""
    spec = campaign.spec
    if spec.audience.prospects:
        place = campaign.file.place("audience", "prospects")
        for path in sorted(Language().compile(spec.audience.prospects).paths):
            yield Deciding("the rule for prospects", path, place)
    if spec.locale.field:
        yield Deciding("the locale", (spec.locale.field,), campaign.file.place("locale", "field"))


def _too_few(campaign: Campaign) -> Iterator[InputError]:
    """Scenes that would show fewer alternatives than the policy asks for, whatever there is."""
    least = campaign.policy.rules.min_alternatives
    for planned in campaign.plan.every_scene if campaign.video else ():
        needs = planned.template.needs
        for layers in planned.template.layers.values():
            for spec in layers:
                if isinstance(spec, ListSpec) and isinstance(spec.list, str) and spec.at_most < least:
                    need = needs.get(spec.list)
                    if need is not None and need.type == "choices":
                        yield StoryError(
                            planned.place,
                            f"the scene '{planned.key}' shows {spec.at_most} alternatives at most, and an offer "
                            f"needs {least}.",
                            f"Write 'at_most: {least}' or more in the layer '{spec.id}'.",
                        )


def _lone_offers(campaign: Campaign) -> Iterator[InputError]:
    """Scenes of marketing that lead somewhere and show no alternatives."""
    for planned in campaign.plan.every_scene if campaign.video else ():
        purpose = campaign.policy.purposes.get(planned.purpose or "")
        if purpose is None or not is_marketing(purpose.use):
            continue
        layers = [spec for layers in planned.template.layers.values() for spec in layers]
        chooses = any(need.type == "choices" for need in planned.template.needs.values())
        if not chooses and any(isinstance(spec, ButtonSpec | QrSpec) for spec in layers):
            yield StoryError(
                planned.place,
                f"the scene '{planned.key}' is marketing, leads somewhere and shows no alternatives.",
                "If it is an offer, use a scene with a need of type 'choices'.",
            )


def _as_fault(text: str) -> InputError:
    place, _, cause = text.partition(": ")
    return PolicyError(place, cause)
