"""The files that all pages load, made once a campaign: cutting fonts takes seconds, so what stands is used again."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from generator.disk import writing
from generator.publish.fingerprints import canonical, engine_digest, file_digest
from generator.publish.layout import Layout
from generator.publish.swap import open_up
from generator.publish.whole import write_whole

if TYPE_CHECKING:
    from generator.microsite import Shared
    from generator.model.brand import Brand
    from generator.model.story import PageTemplate

_RECORD = "shared.json"


def shared_files(brand: Brand, template: PageTemplate, layout: Layout) -> Shared:
    """Brand and page template in; the shared files in their folder, told as Shared. Raises AssetError, OutputError."""
    from generator.microsite import write_shared

    made_of = _made_of(brand, template)
    known = _known(layout, made_of)
    if known is not None:
        return known
    with writing(layout.shared):
        shared = write_shared(brand, template, layout.shared)
        open_up(layout.shared)
    write_whole(layout.cache / _RECORD, json.dumps({"made_of": made_of, "shared": asdict(shared)}))
    return shared


def _made_of(brand: Brand, template: PageTemplate) -> str:
    fonts = sorted((path.name, file_digest(path)) for path in (brand.root / "fonts").glob("*") if path.is_file())
    parts = [canonical(brand), fonts, template.name, template.digest, engine_digest("page")]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _known(layout: Layout, made_of: str) -> Shared | None:
    """What an earlier run made of the same, when every file of it is still there unchanged."""
    from generator.microsite import Shared, SharedFile

    try:
        record: dict[str, Any] = json.loads((layout.cache / _RECORD).read_text(encoding="utf-8"))
        if record["made_of"] != made_of:
            return None
        style, script, logo = (SharedFile(**record["shared"][name]) for name in ("style", "script", "logo"))
        shared = Shared(style, script, logo, files=tuple(record["shared"]["files"]))
        stand = all(file_digest(layout.shared / name).startswith(name.partition(".")[0]) for name in shared.files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return shared if stand else None
