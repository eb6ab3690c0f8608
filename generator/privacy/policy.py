"""policy.yaml in, Policy out: for every field, what may be told, for what, and for whom. What isn't listed is denied.

A dotted key names a field of child records: `invoices.lines.amount`. Listing it lists its parents; a parent that is
written out too hands down category, purposes, origin and sensitivity.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from generator.audience.age import Age
from generator.audience.permission import Basis, PurposeRule
from generator.errors import PolicyError
from generator.privacy.resolve import Rule, resolve
from generator.privacy.rule import Duration
from generator.privacy.transforms import ACTIONS, AnyRule
from generator.privacy.uses import USES, is_marketing, suggestion
from generator.sourcefile import SourceFile, Strict, read

FieldPath = tuple[str, ...]


class Purpose(Strict):
    """One purpose that people are asked for."""

    use: str = Field(description="What the data is used for: a data use of Fideslang.")
    basis: Basis = Field(description="The legal ground. Marketing never rests on a contract.")
    max_age: Duration | None = Field(default=None, description="Consent older than this (P24M) has lapsed.")


class Rules(Strict):
    """What holds for the whole policy."""

    min_alternatives: Annotated[int, Field(ge=2)] = Field(
        default=2, description="Alternatives that every offer shows at least."
    )
    k_anonymity: Annotated[int, Field(ge=2)] = Field(
        default=2, description="Products that must lead to a suggestion at least, so that it gives none of them away."
    )


class PolicyFile(Strict):
    """policy.yaml as it is written."""

    version: Literal[1]
    purposes: dict[str, Purpose] = Field(min_length=1, description="By name.")
    rules: Rules = Field(default=Rules(), description="What holds for the whole policy.")
    fields: dict[str, AnyRule] = Field(
        description="By the field's name; a dotted name is a field of child records. What isn't listed is dropped."
    )


@dataclass(frozen=True)
class Policy:
    """A policy that has been checked. `fields` in the file's order; `digest` is the file's SHA-256 in hex."""

    purposes: Mapping[str, PurposeRule]
    rules: Rules
    fields: Mapping[FieldPath, Rule]
    containers: frozenset[FieldPath]
    digest: str
    source: SourceFile

    def rule(self, path: FieldPath) -> Rule | None:
        """The rule written for exactly this path."""
        return self.fields.get(path)

    def place(self, path: FieldPath) -> str:
        """Where the rule for `path` stands: file:line:column."""
        return self.source.place("fields", ".".join(path))


def load_policy(path: Path) -> Policy:
    """Raises PolicyError at the line that is wrong, or that would tell what must not be told."""
    source = read(path, PolicyError)
    _check_actions(source)
    written = source.parse(PolicyFile)
    purposes = {name: _purpose(source, name, purpose) for name, purpose in written.purposes.items()}
    fields = resolve(source, written.fields, purposes)
    containers = frozenset(key[:depth] for key in fields for depth in range(1, len(key)))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Policy(purposes, written.rules, fields, containers, digest, source)


def policy_schema() -> dict[str, Any]:
    """The JSON Schema of policy.yaml."""
    return TypeAdapter(PolicyFile).json_schema()


def _check_actions(source: SourceFile) -> None:
    fields = source.data.get("fields")
    for name, node in fields.items() if isinstance(fields, Mapping) else ():
        action = node.get("action", "keep") if isinstance(node, Mapping) else None
        if isinstance(action, str) and action not in ACTIONS:
            near = difflib.get_close_matches(action, ACTIONS, 1)
            raise source.fail(
                ["fields", name, "action"],
                f"there is no action '{action}'.",
                f"Did you mean '{near[0]}'?" if near else f"Write one of {', '.join(ACTIONS)}.",
            )


def _purpose(source: SourceFile, name: str, purpose: Purpose) -> PurposeRule:
    if purpose.use not in USES:
        raise source.fail(["purposes", name, "use"], f"there is no data use '{purpose.use}'.", suggestion(purpose.use))
    if is_marketing(purpose.use) and purpose.basis == "contract":
        raise source.fail(
            ["purposes", name, "basis"],
            "marketing goes only to those who asked for it, so it can't rest on a contract.",
            "Write 'basis: consent', and name the consents in the campaign.",
        )
    return PurposeRule(name, purpose.use, purpose.basis, Age.parse(purpose.max_age) if purpose.max_age else None)
