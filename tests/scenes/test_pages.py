"""page.yaml with its layout and its blocks: what they declare becomes one template, or an error with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import SceneError
from generator.model.story import PageTemplate
from generator.resources import templates_dir
from generator.scenes.pages import load_page_template

Writer = Callable[[str, str], Path]

LAYOUT = "summary: A page.\nslots: {top: First., main: Then.}\ncopy: {title: For you}\n"
ONE = """summary: One.
needs:
  due: {type: date, sample: 2026-05-28}
  name: {type: text, sample: Lucia, optional: true}
copy: {amount: Amount, uses_due: When it is due}
uses: {uses_due: [due]}
"""
TWO = """summary: Two.
needs:
  due: {type: date, sample: 2026-06-30, optional: true}
copy: {amount: Amount, other: Other}
"""
PAGE = """summary: A page of mine.
layout: mine
blocks:
  main:
    - [one, two]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A campaign's folder with a layout and two blocks of its own, and a template of them."""
    for name, text in (
        ("layouts/mine/layout.yaml", LAYOUT),
        ("blocks/one/block.yaml", ONE),
        ("blocks/two/block.yaml", TWO),
        ("bill/page.yaml", PAGE),
    ):
        path = tmp_path / "microsites" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def load(own: Path) -> PageTemplate:
    return load_page_template(own / "microsites" / "bill", "page.yaml", (own,))


def change(own: Path, name: str, old: str, new: str) -> Path:
    path = own / "microsites" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_needs_words_and_uses_of_all_parts_are_one(own: Path) -> None:
    template = load(own)
    assert list(template.needs) == ["due", "name"]
    assert dict(template.copy) == {
        "title": "For you",
        "amount": "Amount",
        "uses_due": "When it is due",
        "other": "Other",
    }
    assert dict(template.uses) == {"uses_due": ("due",)}
    assert [[block.name for block in row] for row in template.slots["main"]] == [["one", "two"]]
    assert list(template.slots) == ["top", "main"]


def test_a_page_copes_without_what_its_blocks_need(own: Path) -> None:
    template = load(own)
    assert template.needs["due"].optional
    one, two = template.blocks
    assert (one.needs, one.required) == ({"due", "name"}, {"due"})
    assert (two.needs, two.required) == ({"due"}, set())


def test_a_need_knows_where_it_is_declared(own: Path) -> None:
    need = load(own).needs["due"]
    assert (need.file, need.line) == (str(own / "microsites" / "blocks" / "one" / "block.yaml"), 3)


def test_what_the_template_declares_wins(own: Path) -> None:
    change(
        own,
        "bill/page.yaml",
        "blocks:",
        "needs: {due: {type: date, sample: 2027-01-01}}\ncopy: {amount: Sum, title: Mine}\nblocks:",
    )
    template = load(own)
    assert not template.needs["due"].optional
    assert str(template.needs["due"].sample) == "2027-01-01"
    assert (template.copy["amount"], template.copy["title"]) == ("Sum", "Mine")


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "cause"),
    [
        (
            "blocks/two/block.yaml",
            "type: date, sample: 2026-06-30",
            "type: text, sample: soon",
            3,
            "'due' is of type date",
        ),
        ("blocks/two/block.yaml", "amount: Amount", "amount: Sum", 4, "'amount' says something else in"),
        ("blocks/one/block.yaml", "uses_due: [due]", "uses_due: [balance]", 6, "'balance' is not among the needs"),
        ("blocks/one/block.yaml", "uses_due: [due]", "uses_it: [due]", 6, "no message 'uses_it'"),
        ("bill/page.yaml", "[one, two]", "[one, three]", 5, "no block 'three'"),
        ("bill/page.yaml", "[one, two]", "[one, one]", 5, "'one' stands twice"),
        ("bill/page.yaml", "main:", "mian:", 4, "no slot 'mian'"),
        ("bill/page.yaml", "layout: mine", "layout: thine", 2, "no layout 'thine'"),
        ("bill/page.yaml", "layout: mine\n", "", 2, "blocks need a layout"),
    ],
)
def test_a_fault_is_told_at_its_line(own: Path, name: str, old: str, new: str, line: int, cause: str) -> None:
    path = change(own, name, old, new)
    with pytest.raises(SceneError) as caught:
        load(own)
    assert caught.value.place.startswith(f"{path}:{line}:")
    assert cause in caught.value.cause


def test_a_clash_names_both_places(own: Path) -> None:
    change(own, "blocks/two/block.yaml", "amount: Amount", "amount: Sum")
    with pytest.raises(SceneError) as caught:
        load(own)
    assert f"{own / 'microsites' / 'blocks' / 'one' / 'block.yaml'}:5:" in caught.value.cause


@pytest.mark.parametrize("name", ["layouts/mine/layout.css", "blocks/one/block.css", "bill/style.css"])
def test_the_digest_covers_every_folder(own: Path, name: str) -> None:
    before = load(own).digest
    (own / "microsites" / name).write_text("a { color: red }", encoding="utf-8")
    assert load(own).digest != before


def test_every_template_that_comes_along_can_be_read() -> None:
    found = [path.parent for path in (templates_dir() / "microsites").glob("*/page.yaml")]
    assert found
    for root in found:
        template = load_page_template(root, "page.yaml")
        assert template.blocks
        assert template.layout is not None
