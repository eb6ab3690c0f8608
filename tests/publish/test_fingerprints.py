"""Equal fingerprints, equal pieces: every value that shows changes them, nothing else does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

import pytest

from generator.model.brand import Brand, MotionTempo, TypeStyle
from generator.model.facts import FactValue, Money, Point, Series, Table
from generator.model.forms import Forms
from generator.model.issuer import Issuer
from generator.model.layers import Box, PictureLayer, TextLayer
from generator.model.story import Links, Page, PageTemplate, Scene, Story
from generator.publish.fingerprints import Fingerprints, canonical

SECRET = b"0123456789abcdef0123456789abcdef"
SETTINGS = {"film": ("16:9", 30), "page": "shared-1"}


@pytest.fixture
def story(tmp_path: Path) -> Story:
    logo, picture = tmp_path / "logo.svg", tmp_path / "sun.jpg"
    logo.write_text("<svg/>")
    picture.write_bytes(b"jpeg")
    brand = Brand(
        name="solena",
        title="Solena",
        colors=MappingProxyType({"ink": "#000000"}),
        dark_colors=MappingProxyType({}),
        display_family="Inter",
        text_family="Inter",
        styles=MappingProxyType({"headline": TypeStyle("Inter", 700, 0.1)}),
        tall_styles=MappingProxyType({}),
        radii_px=MappingProxyType({"card": 16.0}),
        logo=logo,
        icons=MappingProxyType({}),
        charts=("sun",),
        motion=MotionTempo(),
        root=tmp_path,
    )
    box = Box(0, 0, 1, 1)
    layers = (
        PictureLayer(id="pic", box=box, path=str(picture)),
        TextLayer(id="headline", box=box, text="Hello Anna,", style="headline", color="ink"),
    )
    scene = Scene("greeting", "greeting", "d1", "Hello", 4.0, "Hello Anna.", {"16:9": layers}, tmp_path)
    return Story(
        pseudonym="p" * 26,
        token="t" * 32,
        scenes=(scene,),
        microsite=page("statement", {"balance": Money(Decimal("84.20"), "EUR"), "due": date(2026, 5, 28)}),
        document=page("invoice", {"lines": Table(("a",), (("x",), (None,)))}),
        locale="en_GB",
        language="en",
        brand=brand,
        links=Links({"pay": "https://pay.example/"}),
        seed=7,
    )


def page(name: str, facts: Mapping[str, FactValue], digest: str = "d1") -> Page:
    return Page(PageTemplate(name, "", {}, {}, Path(), digest), facts, {"greeting": "Hello"})


def prints(story: Story, secret: bytes = SECRET, settings: Mapping[str, object] = SETTINGS) -> tuple[str, str, str]:
    made = Fingerprints(secret, settings)
    return made.of(story, "film"), made.of(story, "page"), made.of(story, "document")


def changed(story: Story, other: Story) -> str:
    pairs = zip("fpd", prints(story), prints(other), strict=True)
    return "".join(kind for kind, one, two in pairs if one != two)


def test_the_same_story_has_the_same_fingerprints(story: Story) -> None:
    assert prints(story) == prints(replace(story, pseudonym="q" * 26))
    assert len(set(prints(story))) == 3
    assert all(len(each) == 64 for each in prints(story))


def test_only_what_shows_a_value_changes_with_it(story: Story) -> None:
    said = replace(story.scenes[0], caption="Hello Boris.")
    assert changed(story, replace(story, scenes=(said,))) == "fp"
    assert changed(story, replace(story, microsite=page("statement", {"due": date(2026, 5, 29)}))) == "p"
    assert changed(story, replace(story, microsite=page("statement", story.microsite.facts, "d2"))) == "p"  # type: ignore[union-attr]
    assert changed(story, replace(story, document=page("invoice", {"lines": Table(("a",), (("y",),))}))) == "d"
    assert changed(story, replace(story, links=Links({"pay": "https://pay.example/2"}))) == "pd"
    assert changed(story, replace(story, locale="en_IE")) == "fpd"
    assert changed(story, replace(story, brand=replace(story.brand, title="Other"))) == "fpd"


def test_who_sends_the_bill_counts_for_page_and_document(story: Story) -> None:
    assert changed(story, replace(story, forms=Forms(endpoint="https://forms.example/{form}"))) == "p"
    issuer = Issuer("Example Ltd.", "1 Example Street", "99999", "Exampleton", "IE")
    assert changed(story, replace(story, issuer=issuer)) == "pd"


def test_files_count_by_their_content(story: Story) -> None:
    before = prints(story)
    (story.brand.root / "sun.jpg").write_bytes(b"other")
    after_picture = prints(story)
    assert (before[0] != after_picture[0], before[2] == after_picture[2]) == (True, True)
    story.brand.logo.write_text("<svg></svg>")
    assert all(one != two for one, two in zip(after_picture, prints(story), strict=True))


def test_settings_and_secret_count(story: Story) -> None:
    assert prints(story)[0] != prints(story, settings={**SETTINGS, "film": ("9:16", 30)})[0]
    assert prints(story)[1:] == prints(story, settings={**SETTINGS, "film": ("9:16", 30)})[1:]
    assert not set(prints(story)) & set(prints(story, b"x" * 32))
    made = Fingerprints(SECRET, SETTINGS)
    assert made.of(story, "page", "film 1") != made.of(story, "page", "film 2")


def test_canonical_forms_do_not_collide() -> None:
    values: list[object] = [
        None,
        True,
        1,
        1.0,
        "1",
        Decimal("1"),
        Decimal("1.0"),
        date(2026, 1, 1),
        "2026-01-01",
        (1,),
        ((1,),),
    ]
    values += [{"a": 1}, {"a": "1"}, Series((Point("a", Decimal(1)),)), Series((Point(date(2026, 1, 1), Decimal(1)),))]
    forms = [repr(canonical(value)) for value in values]
    assert len(set(forms)) == len(values)
    assert canonical({"a": 1, "b": 2}) == canonical(MappingProxyType({"b": 2, "a": 1}))
    with pytest.raises(TypeError):
        canonical(object())
