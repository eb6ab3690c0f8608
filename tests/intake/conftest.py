"""A small source from files written on the spot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from intake_parts import Open, Read

from generator.intake import BadRow, ConsentSpec, CustomerRecord, DataSpec, ObjectionSpec, Source, open_source


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Files and the `data` section in, the open Source out."""
    sources: list[Source] = []

    def start(
        files: Mapping[str, str | bytes],
        data: Mapping[str, Any],
        consent: Mapping[str, Any] | None = None,
        objections: Mapping[str, Any] | None = None,
    ) -> Source:
        for name, content in files.items():
            (tmp_path / name).write_bytes(content.encode() if isinstance(content, str) else content)
        spec = None if consent is None else ConsentSpec.model_validate(consent)
        against = None if objections is None else ObjectionSpec.model_validate(objections)
        source = open_source(DataSpec.model_validate({"id": "id", **data}), spec, tmp_path, against)
        sources.append(source)
        return source

    yield start
    for source in sources:
        source.close()


@pytest.fixture
def rows(opened: Open) -> Read:
    """The same, read to the end."""

    def read(*args: Any) -> list[CustomerRecord | BadRow]:
        return list(opened(*args).rows())

    return read
