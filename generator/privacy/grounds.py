"""The purposes and rules of a chain of policy files: each file may add restrictions to those before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.audience.permission import PurposeRule
from generator.privacy.layers import Layer
from generator.privacy.policyfile import Rules, purpose_rule
from generator.privacy.strictness import purpose_loosens


@dataclass(frozen=True)
class Ground:
    """What every rule of a file rests on: the purposes and rules of all files up to it, and what may still be added."""

    purposes: Mapping[str, PurposeRule]
    rules: Rules
    opens: frozenset[str]


def grounds_of(layers: Sequence[Layer]) -> tuple[Ground, ...]:
    """One for each file. Raises PolicyError at the line that loosens what an earlier file says."""
    found: list[Ground] = []
    for index, layer in enumerate(layers):
        written = layer.written
        base = found[-1] if found else None
        below = layers[:index]
        purposes = {name: purpose_rule(layer.source, name, each) for name, each in written.purposes.items()}
        if base is None:
            found.append(Ground(purposes, written.rules, frozenset(written.open)))
            continue
        _check_purposes(layer, below, base, purposes)
        _check_open(layer, below, base)
        found.append(Ground({**base.purposes, **purposes}, _rules(layer, below, base), frozenset(written.open)))
    return tuple(found)


def _check_purposes(layer: Layer, below: Sequence[Layer], base: Ground, purposes: Mapping[str, PurposeRule]) -> None:
    for name, purpose in purposes.items():
        earlier = base.purposes.get(name)
        if earlier is None:
            if "purposes" not in base.opens:
                raise layer.source.fail(
                    ["purposes", name],
                    f"the purpose '{name}' is not one of {below[-1].source.path}, so it can't be added here.",
                    "Declare it there, or write 'open: [purposes]' there.",
                )
            continue
        key = purpose_loosens(purpose, earlier)
        if key is not None:
            at = next(one for one in reversed(below) if name in one.written.purposes).source.place("purposes", name)
            raise layer.source.fail(
                ["purposes", name, key],
                f"the '{key}' of '{name}' asks for less than that of its base.",
                f"Leave it out, or ask for more; see {at}.",
            )


def _check_open(layer: Layer, below: Sequence[Layer], base: Ground) -> None:
    for what in layer.written.open:
        if what not in base.opens:
            raise layer.source.fail(
                ["open"],
                f"it would let others add {what}, which {below[-1].source.path} does not.",
                "Leave it out.",
            )


def _rules(layer: Layer, below: Sequence[Layer], base: Ground) -> Rules:
    """The base's, with those that the file sets."""
    own = layer.written.rules
    for key in own.model_fields_set:
        mine, earlier = getattr(own, key), getattr(base.rules, key)
        loosened = mine != earlier and earlier is not None if key == "birth_date" else mine < earlier
        if loosened:
            at = next((one for one in reversed(below) if key in one.written.rules.model_fields_set), below[0])
            raise layer.source.fail(
                ["rules", key],
                f"'{key}' would be less strict than in its base.",
                f"Leave it out; see {at.source.place('rules', key)}.",
            )
    return base.rules.model_copy(update={key: getattr(own, key) for key in own.model_fields_set})
