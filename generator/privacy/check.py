"""What can be known of a campaign's privacy before anything is rendered: uses that the policy forbids, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.errors import InputError, PolicyError, SceneError
from generator.expressions import Expression
from generator.intake.names import FieldNameError, check_names
from generator.intake.shape import Shape
from generator.privacy.facts import FactRule
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.reading import rules_read, unlisted_reads
from generator.privacy.ruling import Rule
from generator.privacy.uses import is_marketing

_SHOWN = 40
"""Names that one warning lists."""


@dataclass(frozen=True, slots=True)
class FactNeed:
    """A template's need of a fact.

    `purpose`: what the scene, page or document is for. `shown`: whether its value appears in words or pictures, rather
    than in a condition only. `place`: file:line:column of the need.
    """

    fact: str
    purpose: str
    shown: bool
    place: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SegmentRead:
    """A segment's rule, compiled, and where it stands."""

    name: str
    expression: Expression
    place: str


def check_needs(
    policy: Policy, facts: Mapping[str, FactRule], needs: Iterable[FactNeed], shape: Shape | None
) -> list[InputError]:
    """Every need that the policy can't meet, as a SceneError at the need, with the fact and the remedy.

    Also, as a PolicyError at the fact: one that nothing needs and that reads a field which the policy does not list.
    """
    found: list[InputError] = []
    needed: set[str] = set()
    for need in needs:
        fact = facts.get(need.fact)
        if fact is not None:
            needed.add(need.fact)
            found += _check_need(policy, fact, need, shape)
        elif not need.optional:
            found.append(
                SceneError(
                    need.place,
                    f"it needs the fact '{need.fact}', which the campaign does not declare.",
                    f"Add '{need.fact}: …' under 'facts', or leave the scene out.",
                )
            )
    for name, fact in facts.items():
        found += _check_fact(policy, fact, shape, needed=name in needed)
    return found


def check_segments(policy: Policy, segments: Iterable[SegmentRead], shape: Shape | None) -> list[InputError]:
    """Every segment whose rule reads what must not influence what is told: a PolicyError at its line."""
    found: list[InputError] = []
    for segment in segments:
        for path in unlisted_reads(policy, segment.expression, shape):
            found.append(
                PolicyError(
                    segment.place,
                    f"the segment '{segment.name}' reads '{_dotted(path)}', which the policy does not list.",
                    _list_it(policy),
                )
            )
        for rule in _ordered(rules_read(policy, segment.expression)):
            if rule.sensitive or rule.denied:
                why = "sensitive" if rule.sensitive else "dropped by the policy"
                found.append(
                    PolicyError(
                        segment.place,
                        f"the segment '{segment.name}' reads '{rule.name}', which is {why}: "
                        "it may not even choose between scenes.",
                        "Use another field."
                        if rule.sensitive
                        else f"Use another field, or keep it at {policy.place(rule.path)}.",
                    )
                )
    return found


def check_shape(policy: Policy, shape: Shape, purposes: Sequence[str]) -> list[PolicyError]:
    """Where policy and data don't fit, as a PolicyError at the rule; none of it lets anything through.

    Names that look like a listed one, lists that are kept without any listed child, children of a field that has none,
    and purposes that the policy doesn't declare.
    """
    found: list[PolicyError] = []
    known = shape.paths()
    lists = {path for path in known if any(key[:-1] == path for key in known)}
    for name in purposes:
        if name not in policy.purposes:
            place = policy.source.place("purposes")
            found.append(PolicyError(place, f"it lacks the purpose '{name}' of the campaign.", "Declare it."))
    try:
        check_names({path[0] for path in known} | {path[0] for path in policy.fields})
    except FieldNameError as fault:
        found.append(PolicyError(policy.source.place("fields"), f"{fault}", fault.remedy))
    for path, rule in policy.fields.items():
        if path in lists and not (rule.denied or rule.derives or policy.holds_children(path, ())):
            found.append(
                PolicyError(
                    policy.place(path),
                    f"'{rule.name}' is a list of records, and none of its fields is listed, so nothing of it is told.",
                    f"List them, such as '{rule.name}.{_some_child(known, path)}'.",
                )
            )
        if rule.derives and path in lists and not rule.sources:
            found.append(
                PolicyError(
                    policy.place(path),
                    f"'{rule.name}' is a list of records, so it must be said which field names the product.",
                    f"Add 'from: {rule.name}.{_some_child(known, path)}'.",
                )
            )
    return found


def warnings(policy: Policy, shape: Shape) -> list[str]:
    """What is worth a look, one sentence each, with its place: listed fields that the data lacks, fields not listed."""
    known = shape.paths()
    said: list[str] = []
    for path, rule in policy.fields.items():
        place = policy.place(path)
        if rule.sources:
            lost = [".".join(source) for source in rule.sources if source not in known]
            said += [f"{place}: '{rule.name}' is derived from '{one}', which the data does not have." for one in lost]
        elif path not in known:
            said.append(f"{place}: the data has no field '{rule.name}'.")
        said += [
            f"{place}: the data has no field '{_dotted(fresh.as_of)}', so '{rule.name}' is never fresh."
            for fresh in rule.ages
            if fresh.as_of not in known
        ]
        if rule.min_age is not None and (policy.rules.birth_date,) not in known:
            said.append(f"{place}: the data has no field '{policy.rules.birth_date}', so nobody is old enough.")
    unlisted = sorted(_dotted(path) for path in known if path == _first_unlisted(policy, path))
    if unlisted:
        more = f" and {len(unlisted) - _SHOWN} more" if len(unlisted) > _SHOWN else ""
        said.append(f"{policy.source.place('fields')}: not listed, so dropped: {', '.join(unlisted[:_SHOWN])}{more}.")
    for name, purpose in policy.purposes.items():
        if is_marketing(purpose.use) and purpose.basis != "consent":
            said.append(f"{policy.purpose_place(name)}: '{name}' is marketing without asking for consent.")
    return said


def _check_fact(policy: Policy, fact: FactRule, shape: Shape | None, *, needed: bool) -> Iterator[InputError]:
    for path in () if needed else unlisted_reads(policy, fact.expression, shape):
        yield PolicyError(
            fact.place,
            f"the fact '{fact.name}' reads '{_dotted(path)}', which the policy does not list, so it is dropped.",
            _list_it(policy),
        )
    for name in fact.purposes or ():
        if name not in policy.purposes:
            yield PolicyError(
                fact.place, f"the fact '{fact.name}' is limited to '{name}', which is no purpose.", "Correct the name."
            )


def _check_need(policy: Policy, fact: FactRule, need: FactNeed, shape: Shape | None) -> Iterator[InputError]:
    if need.purpose not in policy.purposes:
        yield SceneError(need.place, f"the policy has no purpose '{need.purpose}'.", "Declare it, or correct the name.")
        return
    if fact.purposes is not None and need.purpose not in fact.purposes:
        yield SceneError(
            need.place,
            f"it needs the fact '{need.fact}' for '{need.purpose}', but the fact is limited to "
            f"{_names(fact.purposes)}.",
            f"Give the scene another purpose, or the fact this one at {fact.place}.",
        )
        return
    for path in unlisted_reads(policy, fact.expression, shape):
        yield SceneError(
            need.place,
            f"it needs the fact '{need.fact}', which reads '{_dotted(path)}', and the policy does not list that.",
            _list_it(policy),
        )
    for rule in _ordered(rules_read(policy, fact.expression)):
        place = policy.place(rule.path)
        about = f"it needs the fact '{need.fact}', which reads '{rule.name}'"
        if rule.sensitive:
            yield SceneError(need.place, f"{about}, which is sensitive and never told.", "Leave the fact out.")
        elif rule.denied:
            yield SceneError(
                need.place,
                f"{about}, which the policy drops.",
                f"Leave the fact out, or let the field through at {place}.",
            )
        elif rule.path not in policy.containers and need.purpose not in rule.purposes:
            yield SceneError(
                need.place,
                f"{about} for '{need.purpose}', but the policy allows it for {_names(rule.purposes)} only.",
                f"Give the scene another purpose, or the field this one at {place}.",
            )
        elif rule.observed and need.shown and is_marketing(policy.purposes[need.purpose].use):
            yield SceneError(
                need.place,
                f"{about}, which was observed: in marketing it may choose between scenes and is never shown.",
                "Use the fact in a condition only, or show another.",
            )
        elif rule.inferred and need.shown:
            yield SceneError(
                need.place,
                f"{about}, which was inferred: it may choose between scenes and is never shown.",
                "Use the fact in a condition only, or show another.",
            )


def _list_it(policy: Policy) -> str:
    return f"List it under 'fields' in {policy.source.path}, or leave it out."


def _first_unlisted(policy: Policy, path: FieldPath) -> FieldPath | None:
    """The shortest part of `path` that the policy does not list; None when a rule speaks for the whole of it."""
    for depth in range(1, len(path) + 1):
        if path[:depth] in policy.containers:
            continue
        if policy.rule(path[:depth]) is None:
            if depth < len(path) and policy.holds_children(path[:depth], ()):
                continue
            return path[:depth]
        if not policy.holds_children(path[:depth], ()):
            return None
    return None


def _some_child(known: Iterable[FieldPath], path: FieldPath) -> str:
    return min(key[-1] for key in known if key[:-1] == path)


def _ordered(rules: Iterable[Rule]) -> list[Rule]:
    return sorted(rules, key=lambda rule: rule.path)


def _names(names: Iterable[str]) -> str:
    return " and ".join(f"'{name}'" for name in names)


def _dotted(path: FieldPath) -> str:
    return ".".join(path)
