"""A page with the samples of its template in, a folder that a browser opens out: no customer's data, no policy."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from generator.campaign import load_campaign
from generator.disk import writing
from generator.errors import SceneError
from generator.scenes.brand import load_brand
from generator.scenes.catalogue import folders
from generator.scenes.pages import load_page_template
from generator.story.samples import sample_story, sample_teller
from generator.story.teller import Storyteller

_FILE = "page.yaml"


def page_teller(name: str, brand: str) -> Storyteller:
    """A page template's name or folder, or a campaign's file or folder in, what tells its samples out.

    `brand`: for a template; a campaign has its own, and its own words, links and issuer. Raises InputError.
    """
    path = Path(name)
    there = folders("microsites", _FILE)
    if path.name == _FILE or (path / _FILE).is_file():
        root = path.parent if path.name == _FILE else path
        return sample_teller(load_page_template(root, _FILE, _own(root)), load_brand(brand, root))
    if name in there:
        return sample_teller(load_page_template(there[name], _FILE), load_brand(brand, there[name]))
    if path.exists():
        campaign = load_campaign(path)
        if campaign.microsite is None:
            raise campaign.file.fail(("outputs",), "the campaign has no page.", "Add 'microsite: {template: bill}'.")
        return campaign.storyteller()
    raise SceneError(
        name, "there is no page of this name, nor a page or campaign here.", f"Use one of {', '.join(sorted(there))}."
    )


def preview_page(teller: Storyteller, locale: str, folder: Path, *, stress: bool, without: Collection[str]) -> Path:
    """What tells samples in, `folder`/page/index.html out, with all that it loads beside it.

    Raises SceneError for a name in `without` that the page doesn't need, RenderError, AssetError, OutputError.
    """
    from generator.microsite import write_page, write_shared

    template = teller.microsite
    assert template is not None
    for name in without:
        if name not in template.needs:
            raise SceneError(
                str(template.root / _FILE),
                f"the page does not need '{name}'.",
                f"It needs {', '.join(template.needs)}.",
            )
    story = sample_story(teller, locale, stress=stress, without=without)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        shared = write_shared(story.brand, template, folder / "shared")
        write_page(replace(story, document=None), folder / "page", None, shared)
    return folder / "page" / "index.html"


def _own(root: Path) -> tuple[Path, ...]:
    """A template of a campaign, microsites/NAME, uses the blocks and layouts beside it."""
    return (root.parent.parent,) if root.parent.name == "microsites" else ()
