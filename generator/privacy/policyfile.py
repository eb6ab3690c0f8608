"""policy.yaml as people write it: its sections and their keys."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter

from generator.audience.age import Age
from generator.audience.permission import Basis, PurposeRule
from generator.privacy.rule import Duration
from generator.privacy.transforms import AnyRule
from generator.privacy.uses import USES, is_marketing, suggestion
from generator.sourcefile import SourceFile, Strict


class Purpose(Strict):
    """One purpose that people are asked for."""

    use: str = Field(description="What the data is used for: a data use of Fideslang.")
    basis: Basis = Field(description="The legal ground. Marketing never rests on a contract.")
    max_age: Duration | None = Field(default=None, description="Consent older than this (P24M) has lapsed.")
    texts: tuple[str, ...] = Field(
        default=(), description="The versions of the text that consent counts for; any when it names none."
    )


class Rules(Strict):
    """What holds for the whole policy."""

    min_alternatives: Annotated[int, Field(ge=2)] = Field(
        default=2, description="Alternatives that every offer shows at least."
    )
    k_anonymity: Annotated[int, Field(ge=2)] = Field(
        default=2,
        description="Products that must lead to a suggestion at least, so that it gives none of them away; people of "
        "the batch that must share what is learned from it.",
    )
    birth_date: Annotated[str, Field(min_length=1)] | None = Field(
        default=None, description="The field that holds the person's birth date, for `min_age`. It need not be listed."
    )


Opening = Literal["fields", "purposes"]


class PolicyFile(Strict):
    """policy.yaml as it is written."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["purposes", "fields"]}, {"required": ["extends"]}]}
    )

    version: Literal[1]
    extends: Annotated[str, Field(min_length=1)] | None = Field(
        default=None, description="Another policy file, relative to this one. This one can only be stricter."
    )
    open: tuple[Opening, ...] = Field(
        default=(), description="What a file that extends this one may add. Without it, nothing."
    )
    purposes: dict[str, Purpose] = Field(
        default_factory=dict, description="By name. Needed, unless the file extends another one."
    )
    rules: Rules = Field(default=Rules(), description="What holds for the whole policy.")
    fields: dict[str, AnyRule] = Field(
        default_factory=dict,
        description="By the field's name; a dotted name is a field of child records, '*' any name, '**' all that is "
        "below. What isn't listed is dropped.",
    )


def policy_schema() -> dict[str, Any]:
    """The JSON Schema of policy.yaml."""
    return TypeAdapter(PolicyFile).json_schema()


def purpose_rule(source: SourceFile, name: str, purpose: Purpose) -> PurposeRule:
    """A purpose as written in, as the audience asks for it out. Raises PolicyError at its line."""
    if purpose.use not in USES:
        raise source.fail(["purposes", name, "use"], f"there is no data use '{purpose.use}'.", suggestion(purpose.use))
    if is_marketing(purpose.use) and purpose.basis == "contract":
        raise source.fail(
            ["purposes", name, "basis"],
            "marketing goes only to those who asked for it, so it can't rest on a contract.",
            "Write 'basis: consent', and name the consents in the campaign.",
        )
    if purpose.texts and purpose.basis != "consent":
        raise source.fail(
            ["purposes", name, "texts"], "nobody is asked for consent here.", "Take it out, or write 'basis: consent'."
        )
    age = Age.parse(purpose.max_age) if purpose.max_age else None
    return PurposeRule(name, purpose.use, purpose.basis, age, purpose.texts)
