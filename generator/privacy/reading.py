"""Which of the policy's rules an expression reads."""

from __future__ import annotations

from collections.abc import Iterator

from generator.expressions import Expression
from generator.intake.shape import Shape
from generator.privacy.patterns import ANY_NAME, BELOW, FieldPath, is_wild, meet
from generator.privacy.policy import Policy
from generator.privacy.ruling import Rule


def rules_read(policy: Policy, expression: Expression) -> frozenset[Rule]:
    """Every written rule that a value of the expression may depend on."""
    found: set[Rule] = set()
    for path in expression.paths:
        found |= _above(policy, path)
        if "*" in path:
            start = path[: path.index("*")]
            found |= rules_below(policy, start)
    return frozenset(found)


def unlisted_reads(policy: Policy, expression: Expression, shape: Shape | None) -> Iterator[FieldPath]:
    """Every path that the expression reads and the policy does not list, shortest first.

    What follows a listed single value is an attribute of it (`due.month`) and no field.
    """
    children = shape.paths() if shape is not None else frozenset()
    for path in sorted(expression.paths, key=lambda path: (len(path), path)):
        for depth in range(1, len(path) + 1):
            head = path[:depth]
            if head[-1] == "*" or head in policy.containers:
                continue
            if policy.rule(head) is None:
                if depth < len(path) and policy.holds_children(head, ()):
                    continue
                yield head
                break
            if not any(key[:depth] == head and len(key) > depth for key in children):
                break


def rules_below(policy: Policy, start: FieldPath) -> frozenset[Rule]:
    """Every rule that speaks for something below `start`, as far as that can be known without the data."""
    named = {rule for key, rule in policy.fields.items() if key[: len(start)] == start and key != start}
    found = (meet((*start, BELOW), pattern) for pattern in policy.wild)
    plain = (tuple(ANY_NAME if is_wild((part,)) else part for part in path) for path in found if path is not None)
    return frozenset(named | {rule for path in plain if (rule := policy.rule(path)) is not None})


def _above(policy: Policy, path: FieldPath) -> set[Rule]:
    return {rule for depth in range(1, len(path) + 1) if (rule := policy.rule(path[:depth])) is not None}
