"""The `data`, `consent` and `objections` sections of the campaign file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator

from generator.sourcefile import Strict

TypeName = Literal["text", "decimal", "integer", "date", "flag"]
Encoding = Literal["utf-8", "utf-8-sig", "utf-16", "cp1252"]
Delimiter = Literal[",", ";", "\t", "|", "comma", "semicolon", "tab", "pipe"]
Orphans = Literal["report", "ignore"]
Scope = Literal["gpc", "sale", "sharing", "profiling", "marketing", "all"]


class FieldType(Strict):
    """How a field's text is read: `{type: date, format: "%d/%m/%Y"}` or `{type: decimal, mark: ","}`."""

    type: TypeName
    format: str | None = Field(
        default=None, description="How a date is written, in strptime's letters; ISO 8601 without it."
    )
    mark: Literal[".", ","] = Field(default=".", description="What stands before the decimals.")

    @model_validator(mode="after")
    def _fits(self) -> FieldType:
        if self.format is not None and self.type != "date":
            raise ValueError("format is for dates only")
        if self.format is not None and "%" not in self.format:
            raise ValueError("the format holds no letter such as %d, %m or %Y")
        if self.mark != "." and self.type != "decimal":
            raise ValueError("mark is for decimals only")
        return self


def _long_form(value: object) -> object:
    return {"type": value} if isinstance(value, str) else value


AnyType = Annotated[FieldType, BeforeValidator(_long_form, json_schema_input_type=TypeName | FieldType)]


class TableSpec(Strict):
    """Where rows come from: a file, or a query to a database."""

    source: str | None = Field(default=None, min_length=1, description="A .csv, .tsv, .json, .jsonl or .parquet file.")
    query: str | None = Field(default=None, min_length=1, description="SQL; in a child it may hold :keys.")
    url: str | None = Field(default=None, min_length=1, description="A SQLAlchemy URL, or env:NAME.")
    delimiter: Delimiter | None = Field(default=None, description="CSV only: what parts the cells.")
    encoding: Encoding = Field(
        default="utf-8", description="Text files only. A byte order mark is never part of the data."
    )
    records: str | None = Field(
        default=None, min_length=1, description="JSON only: the dotted way to the list of records."
    )

    @model_validator(mode="after")
    def _one_place(self) -> TableSpec:
        if self.source is not None and (self.query is not None or self.url is not None):
            raise ValueError("it names both a file (source) and a database (url, query)")
        if self.source is None and (self.delimiter is not None or self.records is not None):
            raise ValueError("delimiter and records belong to a file (source)")
        return self


class RowsSpec(TableSpec):
    """Rows and what their cells mean."""

    id: str | None = Field(default=None, min_length=1, description="The field that identifies a row.")
    fields: dict[str, str] = Field(default_factory=dict, description="Field ← column, where the names differ.")
    types: dict[str, AnyType] = Field(default_factory=dict, description="Field → type.")
    children: dict[str, ChildSpec] = Field(default_factory=dict, description="Name → many rows to each of these.")

    @field_validator("fields")
    @classmethod
    def _columns_once(cls, fields: dict[str, str]) -> dict[str, str]:
        if len(set(fields.values())) < len(fields):
            raise ValueError("two fields read the same column")
        return fields

    @model_validator(mode="after")
    def _children_have_a_parent(self) -> RowsSpec:
        if self.id is None and any(not child.nested for child in self.children.values()):
            raise ValueError("its children point at an id, but no id is named")
        return self


class ChildSpec(RowsSpec):
    """Rows that each belong to one row above: from a file or query, or, without either, nested in that row."""

    key: str | None = Field(default=None, min_length=1, description="The field that holds the id of the row above.")
    order: str | None = Field(default=None, min_length=1, description="The field to sort by, smallest first.")
    orphans: Orphans = Field(
        default="report", description="Files only: what becomes of rows that belong to no row above."
    )

    @property
    def nested(self) -> bool:
        """Whether the rows stand inside the row above, as a list."""
        return self.source is None and self.query is None

    @model_validator(mode="after")
    def _keyed(self) -> ChildSpec:
        if self.nested and (self.key is not None or self.url is not None):
            raise ValueError("key and url need a source or a query")
        if not self.nested and self.key is None:
            raise ValueError("the key is missing: the column that holds the id of the row above")
        return self


class DataSpec(RowsSpec):
    """The customers."""

    id: str = Field(min_length=1, description="The field that identifies a customer.")

    @model_validator(mode="after")
    def _somewhere(self) -> DataSpec:
        if self.source is None and (self.url is None or self.query is None):
            raise ValueError("it needs a file (source), or a database (url) and a query")
        return self


class ConsentFields(Strict):
    """The fields of a customer that hold one purpose's days."""

    given: str = Field(min_length=1, description="The day on which consent was given.")
    withdrawn: str | None = Field(default=None, min_length=1, description="The day on which it was withdrawn.")
    expires: str | None = Field(default=None, min_length=1, description="The last day that it was given for.")
    source: str | None = Field(default=None, min_length=1, description="Where it was given.")
    text: str | None = Field(default=None, min_length=1, description="The version of the text that was agreed to.")


class ConsentColumns(Strict):
    """What the columns of the consents are called. `withdrawn_on: null` says that withdrawals aren't kept there.

    The last three need not be there; a column that is named must be.
    """

    customer_id: str = "customer_id"
    purpose: str = "purpose"
    given_on: str = "given_on"
    withdrawn_on: str | None = "withdrawn_on"
    expires_on: str | None = Field(default=None, description="The last day that it was given for.")
    source: str | None = Field(default=None, description="Where it was given.")
    text: str | None = Field(default=None, description="The version of the text that was agreed to.")


class ConsentSpec(TableSpec):
    """Consents: a file or query with one event or more to a row, or fields of the customer."""

    fields: dict[str, ConsentFields] = Field(default_factory=dict, description="Purpose → fields of the customer.")
    columns: ConsentColumns = Field(default_factory=ConsentColumns, description="For a source or query.")
    format: str | None = Field(
        default=None, description="How days are written, in strptime's letters; ISO 8601 without it."
    )
    orphans: Orphans = Field(default="report", description="Files only: what becomes of consents of unknown customers.")

    @model_validator(mode="after")
    def _one_kind(self) -> ConsentSpec:
        if bool(self.fields) == (self.source is not None or self.query is not None):
            raise ValueError("it needs either fields of the customer, or a source or query of its own")
        return self


class ObjectionFields(Strict):
    """The fields of a customer that hold one kind of objection."""

    objected: str = Field(min_length=1, description="The day of the objection, or a flag (yes, true, 1).")
    lifted: str | None = Field(default=None, min_length=1, description="The day on which it was taken back.")


class ObjectionColumns(Strict):
    """What the columns of the objections are called.

    `scope: null`: every row is of the section's `scope`. `objected_on: null`: every row counts for ever. `lifted_on` is
    read when it is named.
    """

    customer_id: str = "customer_id"
    scope: str | None = "scope"
    objected_on: str | None = "objected_on"
    lifted_on: str | None = None


class ObjectionSpec(TableSpec):
    """Objections: a file or query with one to a row, or fields of the customer."""

    fields: dict[Scope, ObjectionFields] = Field(default_factory=dict, description="Scope → fields of the customer.")
    columns: ObjectionColumns = Field(default_factory=ObjectionColumns, description="For a source or query.")
    scope: Scope | None = Field(default=None, description="What rows cover that don't say it.")
    format: str | None = Field(
        default=None, description="How days are written, in strptime's letters; ISO 8601 without it."
    )
    orphans: Orphans = Field(
        default="report", description="Files only: what becomes of objections of unknown customers."
    )

    @model_validator(mode="after")
    def _one_kind(self) -> ObjectionSpec:
        if bool(self.fields) == (self.source is not None or self.query is not None):
            raise ValueError("it needs either fields of the customer, or a source or query of its own")
        if not self.fields and self.columns.scope is None and self.scope is None:
            raise ValueError("nothing says what the objections cover: name a column or a 'scope'")
        return self


RowsSpec.model_rebuild()
