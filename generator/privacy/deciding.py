"""Fields that decide something without being told: who is a prospect, who gets which locale, what suggestions rest on.

They need not be listed. None may be sensitive: not by the policy, and, where the policy is silent, not by its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.errors import PolicyError
from generator.privacy.categories import SPECIAL, within
from generator.privacy.derivations.derivation import Derivation
from generator.privacy.patterns import FieldPath
from generator.privacy.policy import Policy
from generator.privacy.telltale import kind_of


@dataclass(frozen=True, slots=True)
class Deciding:
    """`what` ("the rule for prospects") reads the field at `path`. `place`: file:line:column of what reads it."""

    what: str
    path: FieldPath
    place: str


def check_deciding(policy: Policy, reads: Iterable[Deciding]) -> list[PolicyError]:
    """Every read of something sensitive, as a PolicyError at its line."""
    return [fault for read in (*reads, *_derived(policy)) for fault in _faults(policy, read)]


def hidden(
    policy: Policy, paths: Iterable[FieldPath], relationship: str, purposes: tuple[str, ...]
) -> frozenset[FieldPath]:
    """Which of the fields may not choose anything for a recipient of this relationship and these purposes.

    What is for customers only chooses no scene for a prospect, and what is permitted for no purpose none for anybody.
    """
    return frozenset(path for path in paths if not _may_choose(policy, path, relationship, purposes))


def _may_choose(policy: Policy, path: FieldPath, relationship: str, purposes: tuple[str, ...]) -> bool:
    for depth in range(len(path), 0, -1):
        rule = policy.rule(path[:depth])
        if rule is not None:
            permitted = not rule.purposes or bool(set(rule.purposes) & set(purposes))
            return relationship in rule.relationship and permitted and not rule.denied
    # A list of children that only they speak for.
    return path in policy.containers


def _derived(policy: Policy) -> Iterator[Deciding]:
    for path, rule in policy.fields.items():
        if isinstance(rule.written, Derivation):
            for source in rule.written.sources():
                yield Deciding(f"'{rule.name}'", source, policy.place(path))


def _faults(policy: Policy, read: Deciding) -> Iterator[PolicyError]:
    name = ".".join(read.path)
    for depth in range(len(read.path), 0, -1):
        rule = policy.rule(read.path[:depth])
        if rule is not None and rule.sensitive:
            cause = f"{read.what} reads '{name}', which is sensitive: it may decide nothing."
            yield PolicyError(read.place, cause, "Use another field.")
            return
        if rule is not None and depth == len(read.path):
            return
    hints = (kind_of(part) for part in read.path if policy.rule(read.path) is None)
    kind = next((kind for kind in hints if kind is not None and within(kind, SPECIAL)), None)
    if kind is not None:
        yield PolicyError(
            read.place,
            f"{read.what} reads '{name}', which by its name is '{kind}', and nothing sensitive may decide anything.",
            "Use another field, or say in the policy of what category this one is.",
        )
