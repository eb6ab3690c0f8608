"""page.yaml and document.yaml in, PageTemplate out: what a microsite or a document needs, and its words."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from pydantic import Field

from generator.errors import SceneError
from generator.model.story import PageTemplate
from generator.scenes.needs import NeedSpec, read_needs
from generator.scenes.template import digest_of
from generator.sourcefile import Strict, read


class PageFile(Strict):
    """The keys of page.yaml and document.yaml."""

    summary: str = Field(description="What the page is, in one sentence.")
    needs: dict[str, NeedSpec] = Field(default_factory=dict, description="The facts that the page shows.")
    copy_: dict[str, str] = Field(
        default_factory=dict, alias="copy", description="Its words by name: message ids that a campaign may replace."
    )


def load_page_template(root: Path, file_name: str) -> PageTemplate:
    """A template's folder and the name of its file in, PageTemplate out; raises SceneError with the line."""
    file = read(root / file_name, SceneError)
    parsed = file.parse(PageFile)
    return PageTemplate(
        name=root.name,
        summary=parsed.summary,
        needs=read_needs(file, parsed.needs),
        copy=MappingProxyType(dict(parsed.copy_)),
        root=root,
        digest=digest_of(root),
    )
