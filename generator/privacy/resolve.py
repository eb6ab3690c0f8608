"""The rules as they are written in, the rules as they hold out: parents' values handed down, contradictions refused."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.audience.age import Age
from generator.audience.permission import PurposeRule
from generator.intake.names import FieldNameError, check_names
from generator.privacy.categories import CATEGORIES, HISTORY, KNOWING, SPECIAL, suggestion, within
from generator.privacy.rule import FieldRule
from generator.privacy.transforms.derive import Derive
from generator.privacy.transforms.drop import Drop
from generator.privacy.transforms.keep import Keep
from generator.privacy.uses import is_marketing
from generator.privacy.words import FUNCTIONS
from generator.sourcefile import SourceFile

FieldPath = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Rule:
    """One field's rule as it holds. `relationship`: whom it may be used for. `as_of`: the path beside it, if aged."""

    path: FieldPath
    written: FieldRule
    category: str
    purposes: tuple[str, ...]
    relationship: tuple[str, ...]
    inferred: bool
    sensitive: bool
    max_age: Age | None
    as_of: FieldPath | None

    @property
    def name(self) -> str:
        """The dotted name, as the policy writes it."""
        return ".".join(self.path)

    @property
    def action(self) -> str:
        """The name of its transform."""
        return str(getattr(self.written, "action", "drop"))

    @property
    def denied(self) -> bool:
        """Whether nothing of it may be told or chosen by."""
        return isinstance(self.written, Drop)


def resolve(
    source: SourceFile, fields: Mapping[str, FieldRule], purposes: Mapping[str, PurposeRule]
) -> dict[FieldPath, Rule]:
    """Raises PolicyError at the line of the first rule that can't hold."""
    try:
        check_names(fields)
    except FieldNameError as fault:
        raise source.fail(["fields"], f"{fault}", fault.remedy) from None
    by_path: dict[FieldPath, FieldRule] = {}
    for name, written in fields.items():
        path = tuple(name.split("."))
        if not all(path):
            raise source.fail(["fields", name], f"'{name}' is not a field's name.", "Write parent.child.")
        if path[0] in FUNCTIONS:
            raise source.fail(
                ["fields", name],
                f"'{path[0]}' is a word of the expressions, so no field can be called so.",
                "Give the field another name under 'data: fields' in the campaign.",
            )
        by_path[path] = written
    return {path: _Resolver(source, by_path, purposes, path).rule() for path in by_path}


class _Resolver:
    def __init__(
        self,
        source: SourceFile,
        fields: Mapping[FieldPath, FieldRule],
        purposes: Mapping[str, PurposeRule],
        path: FieldPath,
    ) -> None:
        self.source = source
        self.purposes = purposes
        self.path = path
        self.key = ".".join(path)
        self.written = fields[path]
        above = [fields.get(path[:depth]) for depth in range(len(path) - 1, 0, -1)]
        self.line = [self.written, *(rule for rule in above if rule is not None)]
        self.is_container = any(len(other) > len(path) and other[: len(path)] == path for other in fields)
        self.fields = fields

    def rule(self) -> Rule:
        category = self._category()
        sensitive = any(rule.sensitive for rule in self.line) or any(
            rule.category is not None and within(rule.category, SPECIAL) for rule in self.line
        )
        if sensitive and not isinstance(self.written, Drop):
            raise self._fail(
                "action", f"'{self.key}' is sensitive, so it can only be dropped.", "Write 'action: drop'."
            )
        if self.is_container and not isinstance(self.written, Keep | Drop):
            raise self._fail("action", f"'{self.key}' has children, which have rules of their own.", "Keep or drop it.")
        if not isinstance(self.written, Drop) and any(isinstance(rule, Drop) for rule in self.line):
            raise self._fail("action", f"'{self.key}' stands under a field that is dropped.", "Drop it too.")
        purposes = self._purposes(category)
        self._check_derive()
        return Rule(
            path=self.path,
            written=self.written,
            category=category,
            purposes=purposes,
            relationship=self._relationship(category),
            inferred=any(rule.origin == "inferred" for rule in self.line),
            sensitive=sensitive,
            max_age=Age.parse(self.written.max_age) if self.written.max_age else None,
            as_of=self._as_of(),
        )

    def _fail(self, key: str, cause: str, remedy: str) -> Exception:
        return self.source.fail(["fields", self.key, key], cause, remedy)

    def _nearest(self, read: Callable[[FieldRule], T | None]) -> T | None:
        return next((value for rule in self.line if (value := read(rule)) is not None), None)

    def _category(self) -> str:
        category = self._nearest(lambda rule: rule.category)
        if category is None:
            raise self._fail("category", f"'{self.key}' has no category.", "Add one, such as 'category: user.name'.")
        if category not in CATEGORIES:
            raise self._fail("category", f"there is no category '{category}'.", suggestion(category))
        return category

    def _purposes(self, category: str) -> tuple[str, ...]:
        names = self._nearest(lambda rule: rule.purposes) or ()
        for name in names:
            if name not in self.purposes:
                near = difflib.get_close_matches(name, self.purposes, 1)
                raise self._fail(
                    "purposes",
                    f"there is no purpose '{name}'.",
                    f"Did you mean '{near[0]}'?" if near else "Declare it under 'purposes'.",
                )
        for parent in self.line[1:]:
            if parent.purposes is not None and not set(names) <= set(parent.purposes):
                raise self._fail(
                    "purposes", f"'{self.key}' may be used for more than its parent.", "Add the purpose to the parent."
                )
        if isinstance(self.written, Drop) or self.is_container:
            return names
        if not names:
            raise self._fail(
                "purposes",
                f"'{self.key}' may be used for nothing, because it has no purposes.",
                "Add 'purposes: […]', or write 'action: drop'.",
            )
        self._check_tact(category, names)
        return names

    def _check_tact(self, category: str, names: Iterable[str]) -> None:
        marketing = [name for name in names if is_marketing(self.purposes[name].use)]
        if marketing and within(category, HISTORY) and not isinstance(self.written, Derive):
            raise self._fail(
                "action",
                f"'{self.key}' is what a person did, and '{marketing[0]}' is marketing, which never reminds of it.",
                f"Write 'action: derive', or take '{marketing[0]}' out of its purposes.",
            )

    def _relationship(self, category: str) -> tuple[str, ...]:
        own = self._nearest(lambda rule: rule.relationship)
        if not within(category, KNOWING) or isinstance(self.written, Drop):
            return own if own is not None else ("customer", "prospect")
        if own is not None and "prospect" in own:
            raise self._fail(
                "relationship",
                f"'{self.key}' shows knowledge of the person, which is for customers only.",
                "Write 'relationship: [customer]', or leave it out.",
            )
        return own if own is not None else ("customer",)

    def _as_of(self) -> FieldPath | None:
        name = self.written.as_of
        if (name is None) != (self.written.max_age is None):
            raise self._fail(
                "max_age" if name is None else "as_of",
                "'max_age' and 'as_of' go together: the one is an age, the other the field that it counts from.",
                f"Add '{'as_of: …' if name is None else 'max_age: …'}'.",
            )
        if name is None:
            return None
        path = (*self.path[:-1], name)
        self._check_source("as_of", path)
        return path

    def _check_derive(self) -> None:
        if isinstance(self.written, Derive) and self.written.source is not None:
            self._check_source("from", tuple(self.written.source.split(".")))

    def _check_source(self, key: str, path: FieldPath) -> None:
        """A field that another one is worked out from may be unlisted, but never sensitive."""
        for depth in range(1, len(path) + 1):
            rule = self.fields.get(path[:depth])
            if rule is not None and (rule.sensitive or within(rule.category or "", SPECIAL)):
                raise self._fail(
                    key, f"'{'.'.join(path)}' is sensitive, so nothing may be worked out from it.", "Use another field."
                )
