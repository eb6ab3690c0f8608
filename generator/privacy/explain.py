"""A policy in; of every field what becomes of it, by which rule and on which conditions out. Names only, never a value.

For everybody, from what is written; or for one recipient, from the verdicts of the walk through their record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.intake.shape import Shape
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.ruling import Rule

Outcome = Literal["kept", "changed", "dropped"]
Verdicts = Mapping[FieldPath, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Explained:
    """One field.

    `rule`: the action with its option, or what holds the field back. `why`: in a sentence, "" when it is let through.
    `conditions`: what must hold for a person or value. `places`: file:line:column of every rule that has a say, the
    field's own first. `in_data`: whether the source has the field.
    """

    field: str
    outcome: Outcome
    rule: str
    why: str
    purposes: tuple[str, ...]
    conditions: tuple[str, ...]
    places: tuple[str, ...]
    in_data: bool


def explain(policy: Policy, shape: Shape) -> tuple[Explained, ...]:
    """Every field of the data and of the policy, for everybody."""
    known = tuple(_paths(shape, ()))
    return tuple(_explained(policy, path, _has(known, policy, path)) for path in _fields(policy, known, ()))


def explain_one(policy: Policy, shape: Shape, verdicts: Verdicts, purposes: Iterable[str]) -> tuple[Explained, ...]:
    """The same for one recipient. `purposes`: those that are permitted for them."""
    known = tuple(_paths(shape, ()))
    permitted = frozenset(purposes)
    return tuple(
        _decided(policy, path, _has(known, policy, path), verdicts, permitted)
        for path in _fields(policy, known, verdicts)
    )


def _fields(policy: Policy, known: Iterable[FieldPath], met: Iterable[FieldPath]) -> Iterator[FieldPath]:
    """Data first, in its order; lists that no rule names are told by their children."""
    for path in dict.fromkeys([*known, *policy.fields, *sorted(met)]):
        if policy.rule(path) is not None or path not in policy.containers:
            yield path


def _has(known: Iterable[FieldPath], policy: Policy, path: FieldPath) -> bool:
    """Whether the data has the field, or what it is derived from."""
    rule = policy.rule(path)
    sources = rule.sources if rule is not None else ()
    return any(source in known for source in sources or (path,))


def _explained(policy: Policy, path: FieldPath, in_data: bool) -> Explained:
    rule = policy.rule(path)
    if rule is None:
        above = next((up for depth in range(1, len(path)) if (up := policy.rule(path[:depth])) and up.denied), None)
        why = f"'{above.name}' is dropped" if above is not None else "the policy does not list it"
        return Explained(".".join(path), "dropped", "unlisted", why, (), (), above.places if above else (), in_data)
    name, outcome, why = _standing(policy, rule)
    conditions = () if outcome == "dropped" else _conditions(policy, rule)
    purposes = () if outcome == "dropped" else rule.purposes
    return Explained(rule.name, outcome, name, why, purposes, conditions, rule.places, in_data)


def _standing(policy: Policy, rule: Rule) -> tuple[str, Outcome, str]:
    if rule.withheld:
        return "name", "dropped", rule.withheld
    if rule.denied:
        return (
            ("sensitive", "dropped", "it is sensitive")
            if rule.sensitive
            else ("drop", "dropped", "the policy drops it")
        )
    if rule.path in policy.containers:
        return "keep", "kept", "those of its children that are listed"
    if rule.limited and not rule.purposes:
        return "purpose", "dropped", "nothing may use it"
    option = getattr(rule.written, "to", None) or getattr(rule.written, "derive", None)
    name = f"{rule.action}: {option}" if option else rule.action
    return name, "kept" if rule.action == "keep" else "changed", ""


def _conditions(policy: Policy, rule: Rule) -> tuple[str, ...]:
    said = [f"from {' and '.join('.'.join(source) for source in rule.sources)}"] if rule.sources else []
    if len(rule.relationship) == 1:
        said.append(f"{rule.relationship[0]}s only")
    elif not rule.relationship:
        said.append("nobody")
    said += [f"consent for {name} stands" for name in sorted(rule.consent)]
    if rule.min_age is not None:
        said.append(f"{rule.min_age} years or older by {policy.rules.birth_date}")
    said += [f"not older than {fresh.age} by {'.'.join(fresh.as_of)}" for fresh in rule.ages]
    if rule.inferred:
        said.append("never shown")
    if rule.observed:
        said.append("never shown in marketing")
    return tuple(said)


def _decided(
    policy: Policy, path: FieldPath, in_data: bool, verdicts: Verdicts, permitted: frozenset[str]
) -> Explained:
    """What is written, and what it came to on the record."""
    written = _explained(policy, path, in_data)
    verdict = verdicts.get(path)
    if verdict is None:
        above = next((path[:depth] for depth in range(1, len(path)) if _held_back(verdicts, path[:depth])), None)
        if above is not None:
            verdict = verdicts[above][0], f"'{'.'.join(above)}' is held back: {verdicts[above][1]}"
        elif written.outcome == "dropped" or path in policy.containers:
            return written
        else:
            verdict = "missing", "the record has none"
    rule, why = verdict
    if not why:
        purposes = tuple(name for name in written.purposes if name in permitted)
        return Explained(
            written.field, written.outcome, written.rule, "", purposes, written.conditions, written.places, in_data
        )
    return Explained(written.field, "dropped", rule, why, (), written.conditions, written.places, in_data)


def _held_back(verdicts: Verdicts, path: FieldPath) -> bool:
    return bool(verdicts.get(path, ("", ""))[1])


def _paths(shape: Shape, above: FieldPath) -> Iterator[FieldPath]:
    for name in shape.fields:
        if name not in shape.children:
            yield (*above, name)
    for name, child in shape.children.items():
        yield (*above, name)
        yield from _paths(child, (*above, name))
