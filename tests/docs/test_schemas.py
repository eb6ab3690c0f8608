"""The schemas in docs/schemas are those of the code, and know good files from bad ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.cli.schema import SCHEMAS
from generator.errors import InputError
from generator.sourcefile import plain, read


def published(checkout: Path, kind: str) -> dict[str, Any]:
    path = checkout / "docs" / "schemas" / f"{kind}.schema.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def faults(checkout: Path, kind: str, path: Path) -> list[str]:
    data = json.loads(json.dumps(plain(read(path, InputError).data), default=str))
    return [error.message for error in Draft202012Validator(published(checkout, kind)).iter_errors(data)]


@pytest.mark.parametrize("kind", sorted(SCHEMAS))
def test_a_published_schema_is_that_of_the_code(checkout: Path, kind: str) -> None:
    # Renew with: serendip schema KIND > docs/schemas/KIND.schema.json
    code = json.loads(json.dumps(SCHEMAS[kind]()))
    assert published(checkout, kind) == {"$schema": "https://json-schema.org/draft/2020-12/schema", **code}


def test_every_file_of_the_project_fits_its_schema(checkout: Path) -> None:
    files = {
        "campaign": ["examples/*/campaign.yaml", "templates/starter/campaign.yaml"],
        "policy": ["examples/*/policy.yaml", "templates/starter/policy.yaml"],
        "products": ["examples/*/products.yaml", "templates/starter/products.yaml"],
        "story": ["examples/*/story.yaml", "templates/stories/*.yaml"],
        "scene": ["templates/scenes/*/scene.yaml", "docs/specimens/*/scene.yaml"],
        "page": ["templates/microsites/*/page.yaml", "templates/documents/*/document.yaml"],
        "layout": ["templates/microsites/layouts/*/layout.yaml"],
        "block": ["templates/microsites/blocks/*/block.yaml"],
        "faq": ["examples/*/faq.yaml", "templates/starter/faq.yaml"],
        "brand": ["templates/brands/*/brand.yaml"],
    }
    # What forms post is no file of anybody.
    assert set(files) == set(SCHEMAS) - {"post"}
    for kind, patterns in files.items():
        for pattern in patterns:
            found = sorted(checkout.glob(pattern))
            assert found, pattern
            for path in found:
                assert faults(checkout, kind, path) == [], path


@pytest.mark.parametrize(
    ("kind", "path", "old", "new"),
    [
        ("campaign", "examples/energy/campaign.yaml", "policy: policy.yaml", "polcy: policy.yaml"),
        ("scene", "templates/scenes/greeting/scene.yaml", "style: hero", "stile: hero"),
        ("scene", "templates/scenes/greeting/scene.yaml", "duration:", "lasts:"),
        ("story", "examples/energy/story.yaml", "- scene:", "- scena:"),
    ],
)
def test_a_schema_sees_a_mistake(tmp_path: Path, checkout: Path, kind: str, path: str, old: str, new: str) -> None:
    text = (checkout / path).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "broken.yaml").write_text(text.replace(old, new), encoding="utf-8")
    assert faults(checkout, kind, tmp_path / "broken.yaml") != []
