"""Which fields decide something by declaration: who is addressed, in which order, from which day. Those stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.campaign import Campaign
from generator.expressions import Language
from generator.intake.spec import RowsSpec

FieldPath = tuple[str, ...]
_BIRTH = "user.demographic.date_of_birth"


def declared(campaign: Campaign, known: frozenset[FieldPath]) -> dict[FieldPath, str]:
    """A campaign and the paths of its source in; path → the part of campaign or policy that names it, out.

    A field that the policy drops by name and that rows are sorted by is not among them: then their order tells of it.
    """
    found: dict[FieldPath, str] = {}
    for path, why in _uses(campaign):
        if path in known and path not in found:
            found[path] = why
    return {path: why for path, why in found.items() if not _tells_by_order(campaign, path, why)}


def sorted_by(spec: RowsSpec, above: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """(path of a list of children, the field that they are sorted by), at every level."""
    for name, child in spec.children.items():
        if child.order is not None:
            yield (*above, name), child.order
        yield from sorted_by(child, (*above, name))


def _uses(campaign: Campaign) -> Iterator[tuple[FieldPath, str]]:
    spec = campaign.spec
    yield from _of_rows(spec.data, ())
    if spec.locale.field:
        yield (spec.locale.field,), "locale"
    conditions = [("audience.prospects", spec.audience.prospects)] if spec.audience.prospects else []
    conditions += [(f"audience.segments.{rule.name}", rule.when) for rule in spec.audience.segments]
    for why, condition in conditions:
        for path in Language().compile(condition).paths:
            yield tuple(part for part in path if part != "*"), why
    for section in ("consent", "objections"):
        for text in _texts(getattr(spec, section, None)):
            yield (text,), section
    rules = campaign.policy.source.data.get("fields")
    for name, options in rules.items() if isinstance(rules, Mapping) else ():
        parent = tuple(str(name).split("."))[:-1]
        for text in _texts(options):
            yield tuple(text.split(".")), f"policy: {name}"
            yield (*parent, text), f"policy: {name}"
    for path, rule in campaign.policy.fields.items():
        for fresh in rule.ages:
            yield fresh.as_of, f"policy: {'.'.join(path)}"
        for source in rule.sources:
            yield source, f"policy: {'.'.join(path)}"
        if rule.category.startswith(_BIRTH) and any(each.min_age for each in campaign.policy.fields.values()):
            yield path, "policy: min_age"
    for text in _texts(campaign.policy.source.data.get("rules")):
        yield tuple(text.split(".")), "policy: rules"


def _of_rows(spec: RowsSpec, above: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if spec.id:
        yield (*above, spec.id), "data: id"
    for name, child in spec.children.items():
        path = (*above, name)
        if child.key:
            yield (*path, child.key), "data: key"
        if child.order:
            yield (*path, child.order), "data: order"
        yield from _of_rows(child, path)


def _tells_by_order(campaign: Campaign, path: FieldPath, why: str) -> bool:
    rule = campaign.policy.rule(path)
    return why == "data: order" and rule is not None and rule.denied


def _texts(node: Any) -> Iterator[str]:
    if hasattr(node, "model_dump"):
        node = node.model_dump(mode="json")
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, Sequence):
        for value in node:
            yield from _texts(value)
