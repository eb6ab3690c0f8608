"""The JSON Schema of scene.yaml, every kind of layer included, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from generator.scenes.specs import AnyLayerSpec
from generator.scenes.template import SceneFile


def scene_schema() -> dict[str, Any]:
    """The schema of the file, each layer being one of the kinds."""
    schema = SceneFile.model_json_schema()
    layer: dict[str, Any] = TypeAdapter(AnyLayerSpec).json_schema()
    schema.setdefault("$defs", {}).update(layer.pop("$defs", {}))
    schema["properties"]["layers"]["items"] = layer
    return schema
