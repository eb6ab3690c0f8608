"""docs/scenes.md names every key of scene.yaml, as the code knows them."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter

from generator.scenes import needs, specs
from generator.scenes.template import SceneFile

REFERENCE = (Path(__file__).parents[2] / "docs" / "scenes.md").read_text(encoding="utf-8")


def keys_of(model: type) -> set[str]:
    return set(TypeAdapter(model).json_schema()["properties"])


@pytest.mark.parametrize(
    "model",
    [
        SceneFile,
        needs.NeedSpec,
        specs.LayerSpec,
        specs.MotionSpec,
        specs.DriftSpec,
        specs.SpanSpec,
        specs.TreatmentSpec,
        *specs.KINDS.values(),
    ],
    ids=lambda model: model.__name__,
)
def test_every_key_is_explained(model: type) -> None:
    unexplained = {key for key in keys_of(model) if f"`{key}`" not in REFERENCE}
    assert not unexplained


def test_every_type_of_need_is_explained() -> None:
    assert {name for name in get_args(needs.NeedType) if f"`{name}`" not in REFERENCE} == set()
    assert set(get_args(needs.NeedType)) == set(needs.PARSERS) == set(needs.SHAPES) == set(needs.CLASSES)
