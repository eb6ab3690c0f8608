"""Rules: the conditions of the `audience` section compiled; a record's values in, relationship and segment out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from generator.audience.spec import EVERYONE, AudienceSpec
from generator.errors import RowError
from generator.expressions import Expression, ExpressionFault, Language
from generator.intake.record import CustomerRecord
from generator.intake.shape import Shape

Key = str | int
Relationship = Literal["customer", "prospect"]


class RuleError(ExpressionFault):
    """A condition that can't work. `keys` lead to it inside the `audience` section."""

    def __init__(self, keys: tuple[Key, ...], cause: str, remedy: str) -> None:
        super().__init__(cause)
        self.keys = keys
        self.cause = cause
        self.remedy = remedy


class Rules:
    """The conditions, ready to be asked."""

    def __init__(self, spec: AudienceSpec) -> None:
        """Raises RuleError for an expression that can't be parsed."""
        language = Language()
        self._prospects = _compile(language, ("prospects",), spec.prospects) if spec.prospects else None
        self._segments = tuple(
            (rule.name, _compile(language, ("segments", index, "when"), rule.when))
            for index, rule in enumerate(spec.segments)
        )

    @property
    def segments(self) -> tuple[str, ...]:
        """Every segment that a recipient can be in, "everyone" last."""
        return (*(name for name, _ in self._segments), EVERYONE)

    @property
    def segment_paths(self) -> frozenset[tuple[str, ...]]:
        """Every field that a segment may depend on: ("status",), ("invoices", "kwh"). For the policy to judge."""
        return frozenset(path for _, expression in self._segments for path in expression.paths)

    def check(self, shape: Shape) -> list[RuleError]:
        """The rules that read fields which the data doesn't have."""
        asked: list[tuple[tuple[Key, ...], Expression]] = [
            (("segments", index, "when"), expression) for index, (_, expression) in enumerate(self._segments)
        ]
        if self._prospects is not None:
            asked.insert(0, (("prospects",), self._prospects))
        faults = []
        for keys, expression in asked:
            lost = sorted(path for path in expression.paths if not _known(path, shape))
            if lost:
                name = ".".join(lost[0])
                remedy = "Correct the name, or add the field to the data."
                faults.append(RuleError(keys, f"the condition reads '{name}', which the data doesn't have.", remedy))
        return faults

    def relationship(self, record: CustomerRecord) -> Relationship:
        """Raises RowError when the condition fails on this record."""
        if self._prospects is None:
            return "customer"
        holds = _ask(self._prospects, _Present(record.values), record.place, "prospects")
        return "prospect" if holds else "customer"

    def segment(self, record: CustomerRecord, hidden: Collection[tuple[str, ...]] = ()) -> str:
        """The first segment whose condition holds. Raises RowError when a condition fails on this record.

        `hidden`: fields that may not even choose for this recipient; conditions find them missing.
        """
        values: Mapping[str, object] = _Present(record.values)
        for path in hidden:
            values = _less(values, path)
        return next(
            (name for name, expression in self._segments if _ask(expression, values, record.place, name)), EVERYONE
        )


class _Present(Mapping[str, object]):
    """A record's values less the empty ones, so that a condition finds those undefined and not wrong.

    Child records are seen so, too, when they are looked at: most conditions look at few of them.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> object:
        value = self._values[name]
        if value is None:
            raise KeyError(name)
        if isinstance(value, list | tuple):
            return [_Present(child) if isinstance(child, Mapping) else child for child in value]
        return value

    def __contains__(self, name: object) -> bool:
        return self._values.get(name) is not None  # type: ignore[call-overload]

    def __iter__(self) -> Iterator[str]:
        return (name for name, value in self._values.items() if value is not None)

    def __len__(self) -> int:
        return sum(value is not None for value in self._values.values())

    def __repr__(self) -> str:
        return repr(dict(self))


def _less(values: Mapping[str, object], path: tuple[str, ...]) -> dict[str, object]:
    """Values without the field at `path`, through lists of child records."""
    name, *rest = path
    if not rest or name not in values:
        return {key: value for key, value in values.items() if key != name}
    below = values[name]
    children = below if isinstance(below, list | tuple) else ()
    kept = [_less(child, tuple(rest)) if isinstance(child, Mapping) else child for child in children]
    return {**values, name: kept if isinstance(below, list | tuple) else below}


def _compile(language: Language, keys: tuple[Key, ...], text: str) -> Expression:
    try:
        return language.compile(text)
    except ExpressionFault as fault:
        raise RuleError(keys, f"the condition can't be read: {fault}.", "Correct the expression.") from None


def _ask(expression: Expression, values: Mapping[str, object], place: str, name: str) -> bool:
    try:
        return expression.holds({read: values[read] for read in expression.names if read in values})
    except ExpressionFault as fault:
        raise RowError(
            place, f"the condition '{name}' can't be decided: {fault}.", "Declare the types of its fields."
        ) from None


def _known(path: tuple[str, ...], shape: Shape) -> bool:
    """Whether a path leads to a field; what comes after a field is an attribute of its value."""
    head, *rest = path
    if head in shape.children:
        return not rest or _known(tuple(rest), shape.children[head])
    return head in shape.fields
