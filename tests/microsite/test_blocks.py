"""Pages are put together from blocks: which are shown, what they see, whose files win."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import RenderError
from generator.microsite import Shared, write_page, write_shared
from generator.microsite.blocks import block_modules
from generator.model.brand import Brand
from generator.model.facts import FactValue
from generator.model.story import Story
from generator.resources import templates_dir
from generator.scenes.pages import load_page_template

StoryMaker = Callable[..., Story]

FILES = {
    "layouts/mine/layout.yaml": "summary: A page.\nslots: {main: All.}\n",
    "layouts/mine/layout.css": ".layout{top:0}\n",
    "layouts/mine/page.html.j2": "{% for row in slots.main %}[{{ row | join('|') }}]{% endfor %}",
    "layouts/mine/choices.html.j2": "{{ uses | join(' ') }}",
    "blocks/name/block.yaml": (
        "summary: A name.\nneeds: {first_name: {type: text, sample: Lucia}}\n"
        "copy: {uses_name: Name}\nuses: {uses_name: [first_name]}\n"
    ),
    "blocks/name/block.html.j2": "<b>{{ facts.first_name }}</b>",
    "blocks/name/block.css": ".name{top:0}\n",
    "blocks/plain/block.yaml": "summary: Nothing of anybody's.\n",
    "blocks/plain/block.html.j2": "plain",
    "blocks/empty/block.yaml": "summary: Nothing at all.\n",
    "blocks/empty/block.html.j2": "{% if false %}x{% endif %}\n \n",
    "mine/page.yaml": "summary: Mine.\nlayout: mine\nblocks: {main: [[name, plain], empty]}\n",
    "mine/style.css": ".own{top:0}\n",
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A campaign's folder with a layout, blocks and a template of its own."""
    for name, text in FILES.items():
        path = tmp_path / "microsites" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def written(
    own: Path, make_story: StoryMaker, shared: Shared, tmp_path: Path
) -> Callable[[Mapping[str, FactValue]], tuple[str, str]]:
    """Facts in, the page of one's own template and its page of choices out."""

    def write(facts: Mapping[str, FactValue]) -> tuple[str, str]:
        template = load_page_template(own / "microsites" / "mine", "page.yaml", (own,))
        story = make_story(facts=facts)
        assert story.microsite is not None
        page = replace(story.microsite, template=template)
        write_page(replace(story, microsite=page), tmp_path / "out", None, shared)
        return tuple((tmp_path / "out" / name).read_text(encoding="utf-8") for name in ("index.html", "choices.html"))  # type: ignore[return-value]

    return write


Written = Callable[[Mapping[str, FactValue]], tuple[str, str]]


def test_blocks_stand_in_rows_and_what_is_empty_is_left_out(written: Written) -> None:
    assert written({"first_name": "Lucia"}) == ("[<b>Lucia</b>|plain]", "uses_name")


def test_a_block_without_its_facts_is_left_out(written: Written) -> None:
    assert written({}) == ("[plain]", "")


def test_values_in_blocks_are_escaped_once(written: Written) -> None:
    assert written({"first_name": "<i>&"})[0] == "[<b>&lt;i&gt;&amp;</b>|plain]"


def test_a_block_sees_only_what_it_needs(own: Path, written: Written) -> None:
    path = own / "microsites" / "blocks" / "plain" / "block.html.j2"
    path.write_text("{{ facts.first_name }}", encoding="utf-8")
    with pytest.raises(RenderError) as caught:
        written({"first_name": "Lucia"})
    assert caught.value.place == f"{path}:1:1"


def test_files_of_the_template_win(own: Path, written: Written, brand: Brand, tmp_path: Path) -> None:
    mine = own / "microsites" / "mine"
    for name, text in {
        "blocks/name/block.html.j2": "{{ facts.first_name }}!",
        "blocks/name/block.css": ".other{top:0}\n",
        "page.html.j2": "<{{ slots.main | length }}>",
    }.items():
        (mine / name).parent.mkdir(parents=True, exist_ok=True)
        (mine / name).write_text(text, encoding="utf-8")
    assert written({"first_name": "Lucia"})[0] == "<1>"
    (mine / "page.html.j2").unlink()
    assert written({"first_name": "Lucia"})[0] == "[Lucia!|plain]"
    template = load_page_template(mine, "page.yaml", (own,))
    css = tmp_path / "shared" / write_shared(brand, template, tmp_path / "shared").style.name
    rules = css.read_text(encoding="utf-8")
    places = [rules.index(f".{name}{{top:0") for name in ("layout", "other", "own")]
    assert places == sorted(places)
    assert ".name{" not in rules


def test_all_python_belongs_to_a_block() -> None:
    there = {path.parent.name for path in (templates_dir() / "microsites" / "blocks").glob("*/block.yaml")}
    assert block_modules()
    assert block_modules() <= there
