"""docs/data.md names every key of the four sections with its default, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel, TypeAdapter

from generator.audience.spec import AudienceSpec, SegmentRule
from generator.errors import CampaignError
from generator.intake import ConsentSpec, DataSpec, ObjectionSpec
from generator.intake.spec import (
    ChildSpec,
    ConsentColumns,
    ConsentFields,
    FieldType,
    ObjectionColumns,
    ObjectionFields,
    TableSpec,
)
from generator.sourcefile import read

REFERENCE = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
TABLE = re.compile(r"\| key \| type \| default \| meaning \|\n\| --- .*\n((?:\|.*\n)+)")
CELL = re.compile(r"(?<!\\)\|")
MODELS: list[tuple[type[BaseModel], set[str]]] = [
    (TableSpec, set()),
    (DataSpec, set(TableSpec.model_fields)),
    (FieldType, set()),
    (ChildSpec, set(DataSpec.model_fields) - {"id"}),
    (ConsentSpec, set(TableSpec.model_fields)),
    (ConsentColumns, set()),
    (ConsentFields, set()),
    (ObjectionSpec, set(TableSpec.model_fields)),
    (ObjectionColumns, set()),
    (ObjectionFields, set()),
    (AudienceSpec, set()),
    (SegmentRule, set()),
]


def _tables() -> list[dict[str, list[str]]]:
    found = []
    for table in TABLE.findall(REFERENCE):
        rows = [[cell.strip() for cell in CELL.split(line)[1:-1]] for line in table.splitlines()]
        found.append({row[0].strip("`"): row[1:] for row in rows})
    return found


def test_there_is_a_table_for_every_section() -> None:
    assert len(_tables()) == len(MODELS)


@pytest.mark.parametrize(("number", "model", "elsewhere"), [(n, *pair) for n, pair in enumerate(MODELS)])
def test_every_key_is_told_with_its_default(number: int, model: type[BaseModel], elsewhere: set[str]) -> None:
    table = _tables()[number]
    fields = {name: field for name, field in model.model_fields.items() if name not in elsewhere}
    assert set(table) == set(fields)
    for name, field in fields.items():
        kind, default, meaning = table[name]
        assert kind
        assert meaning.endswith(".")
        if field.is_required():
            assert default.startswith("required")
        elif isinstance(field.default, str):
            assert default == f"`{field.default}`"
        else:
            assert not default.startswith("required") or name == "key"
        for choice in re.findall(r"`([\w-]+)`", kind):
            TypeAdapter(field.annotation).validate_python(choice)


def test_the_example_is_valid(tmp_path: Path) -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", REFERENCE, re.DOTALL)
    (tmp_path / "campaign.yaml").write_text(text, encoding="utf-8")
    file = read(tmp_path / "campaign.yaml", CampaignError)
    for key, kind in (("data", DataSpec), ("consent", ConsentSpec), ("audience", AudienceSpec)):
        assert isinstance(file.parse_part([key], file.data[key], kind), kind)
