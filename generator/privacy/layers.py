"""A policy file in, the chain of files that it extends out: each one a layer, the one that extends nothing first."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import PolicyError
from generator.intake.names import FieldNameError, check_names
from generator.privacy.derivations import KINDS
from generator.privacy.patterns import BELOW, ONE, FieldPath, is_wild, narrower, speaks_for, ties
from generator.privacy.policyfile import PolicyFile
from generator.privacy.rule import FieldRule
from generator.privacy.transforms import ACTIONS
from generator.privacy.words import FUNCTIONS
from generator.sourcefile import SourceFile, read


@dataclass(frozen=True)
class Layer:
    """One file. `rules`: by pattern, in the file's order; `wild`: the patterns with wildcards."""

    source: SourceFile
    written: PolicyFile
    rules: Mapping[FieldPath, FieldRule]
    wild: tuple[FieldPath, ...]

    def best(self, path: FieldPath) -> FieldPath | None:
        """The most specific pattern that speaks for a path."""
        if path in self.rules:
            return path
        found: FieldPath | None = None
        for pattern in self.wild:
            if speaks_for(pattern, path) and (found is None or narrower(pattern, found)):
                found = pattern
        return found

    def place(self, pattern: FieldPath, *keys: str) -> str:
        """Where a rule stands: file:line:column."""
        return self.source.place("fields", ".".join(pattern), *keys)


def read_layers(path: Path) -> tuple[Layer, ...]:
    """Raises PolicyError at the line of what can't be read or can't hold by itself."""
    layers: list[Layer] = []
    seen: set[Path] = set()
    while True:
        seen.add(path.resolve())
        layer = _read_layer(path)
        layers.append(layer)
        if layer.written.extends is None:
            return tuple(reversed(layers))
        base = path.parent / layer.written.extends
        if not base.is_file():
            raise layer.source.fail(
                ("extends",),
                f"the file '{layer.written.extends}' does not exist.",
                "Correct the name; it is relative to this file.",
            )
        if base.resolve() in seen:
            raise layer.source.fail(
                ("extends",), "the files extend each other in a circle.", "Let one of them extend nothing."
            )
        path = base


def digest_of(layers: Sequence[Layer]) -> str:
    """The SHA-256 of the one file, or of the files' own, one after the other, in hex."""
    each = [hashlib.sha256(layer.source.path.read_bytes()) for layer in layers]
    return (each[0] if len(each) == 1 else hashlib.sha256(b"".join(one.digest() for one in each))).hexdigest()


def _read_layer(path: Path) -> Layer:
    source = read(path, PolicyError)
    _check_actions(source)
    written = source.parse(PolicyFile)
    if written.extends is None and not written.purposes:
        raise source.fail(("purposes",), "the key 'purposes' is missing.", "Add 'purposes: …'.")
    rules = {_path(source, name): rule for name, rule in written.fields.items()}
    try:
        check_names(written.fields)
    except FieldNameError as fault:
        raise source.fail(["fields"], f"{fault}", fault.remedy) from None
    for one, other, both in ties(rules):
        raise source.fail(
            ["fields", ".".join(one)],
            f"'{'.'.join(one)}' and '{'.'.join(other)}' both speak for '{'.'.join(both)}', and neither is the more "
            "specific.",
            f"Add a rule for '{'.'.join(both)}'.",
        )
    return Layer(source, written, rules, tuple(pattern for pattern in rules if is_wild(pattern)))


def _path(source: SourceFile, name: str) -> FieldPath:
    path = tuple(name.split("."))
    if not all(path):
        raise source.fail(["fields", name], f"'{name}' is not a field's name.", "Write parent.child.")
    if any(ONE in part and part not in (ONE, BELOW) for part in path) or BELOW in path[:-1]:
        raise source.fail(
            ["fields", name],
            f"'{name}' is no pattern of fields.",
            "Write '*' for one whole name, and '**' only at the end, for all that is below.",
        )
    if path[0] in FUNCTIONS:
        raise source.fail(
            ["fields", name],
            f"'{path[0]}' is a word of the expressions, so no field can be called so.",
            "Give the field another name under 'data: fields' in the campaign.",
        )
    return path


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
        kind = node.get("derive") if action == "derive" and isinstance(node, Mapping) else None
        if action == "derive" and kind not in KINDS:
            near = difflib.get_close_matches(str(kind), KINDS, 1)
            raise source.fail(
                ["fields", name, "derive"],
                "it isn't said what is derived." if kind is None else f"there is no derivation '{kind}'.",
                f"Did you mean '{near[0]}'?" if near else f"Write one of {', '.join(KINDS)}.",
            )
