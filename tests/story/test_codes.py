"""What may be in a QR code: links of the campaign, the recipient's own page, and texts that are meant for one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from generator.errors import RenderError, SceneError, StoryError
from generator.model.facts import Fact, SafeProfile
from generator.model.layers import AnyLayer, QrLayer
from generator.model.story import Links
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.story.codes import check_links, modules_of
from generator.story.plan import load_story
from generator.story.planned import StoryPlan
from generator.story.teller import Storyteller

SCENE = """\
summary: A test.
title: "Test"
needs:
  voucher: {type: text, sample: SPRING-42}
duration: 3s
layers:
  - {id: pay, qr: pay}
  - {id: own, qr: page, rounded: true}
  - {id: ticket, qr: voucher, personal: true}
"""
LINKS = {"pay": "https://pay.example/", "contact": "tel:+390212345", "lines": "#lines", "choices": "choices.html"}


def plan(folder: Path, text: str = SCENE) -> StoryPlan:
    (folder / "test").mkdir(exist_ok=True)
    (folder / "test" / "scene.yaml").write_text(text, encoding="utf-8")
    (folder / "story.yaml").write_text("scenes:\n  - {scene: test}\n", encoding="utf-8")
    return load_story(folder / "story.yaml", {"test": folder / "test"})


def layers(
    folder: Path, voucher: str = "SPRING-42", text: str = SCENE, token: str = "t" * 32
) -> Mapping[str, AnyLayer]:
    brand = load_brand("solena", templates_dir())
    teller = Storyteller(plan(folder, text), brand, None, None, Links(LINKS), base_url="https://bill.example/")
    facts = MappingProxyType({"voucher": Fact(voucher, ("invoice",))})
    told = teller.tell(SafeProfile("p", "en_IE", "all", facts), token)
    return {layer.id: layer for layer in told.scenes[0].layers["16:9"]}


def holds(layer: AnyLayer, text: str) -> bool:
    return isinstance(layer, QrLayer) and layer.modules == modules_of(text)


def test_a_code_holds_a_link_the_own_page_or_a_text_meant_for_it(tmp_path: Path) -> None:
    found = layers(tmp_path)
    assert holds(found["pay"], "https://pay.example/")
    assert holds(found["own"], f"https://bill.example/{'t' * 32}/")
    assert holds(found["ticket"], "SPRING-42")
    assert [found[name].personal for name in ("pay", "own", "ticket")] == [False, True, True]


def test_correction_is_m_and_the_version_the_smallest() -> None:
    modules = modules_of("https://pay.example/")
    assert modules is not None
    assert len(modules) == 25
    # The two bits of the format that say the correction, masked with 10 (ISO/IEC 18004, 7.9): M is 00.
    assert modules[8][:2] == "10"
    assert modules_of("x" * 3000) is None


@pytest.mark.parametrize("voucher", ["https://shop.example/ada", "HTTP://x", " www.shop.example/ada"])
def test_a_personal_web_address_is_never_drawn(tmp_path: Path, voucher: str) -> None:
    with pytest.raises(RenderError, match="web address") as caught:
        layers(tmp_path, voucher)
    assert "ada" not in str(caught.value)


def test_a_text_too_long_is_told_without_the_text(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="too long") as caught:
        layers(tmp_path, "SECRET" * 700)
    assert "SECRET" not in str(caught.value)


def test_no_text_is_no_code(tmp_path: Path) -> None:
    assert "ticket" not in layers(tmp_path, "")


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("qr: pay}", "qr: voucher}", "'voucher' is a fact of the recipient"),
        ("sample: SPRING-42", 'sample: "https://shop.example/42"', "web addresses"),
        ("qr: voucher, personal", "qr: pay, personal", "names 'pay'"),
        ("type: text, sample: SPRING-42", "type: number, sample: 42", "of type number"),
    ],
)
def test_a_scene_that_would_give_facts_away_is_refused(tmp_path: Path, old: str, new: str, cause: str) -> None:
    assert old in SCENE
    with pytest.raises(SceneError, match=cause):
        plan(tmp_path, SCENE.replace(old, new))


@pytest.mark.parametrize(
    ("link", "targets", "base_url", "cause"),
    [
        ("pay", {}, "https://b.example", "no such link"),
        ("lines", LINKS, "https://b.example", "no whole address"),
        ("choices", LINKS, "https://b.example", "no whole address"),
        ("page", LINKS, "", "where the site will stand"),
        ("page", {"page": "https://x.example"}, "https://b.example", "is called 'page'"),
    ],
)
def test_a_code_that_leads_nowhere_is_refused_before_anything_renders(
    tmp_path: Path, link: str, targets: dict[str, str], base_url: str, cause: str
) -> None:
    told = plan(tmp_path, SCENE.replace("qr: page", "qr: pay").replace("qr: pay", f"qr: {link}"))
    with pytest.raises(StoryError, match=cause) as caught:
        check_links(told, targets, base_url)
    assert caught.value.place.endswith("story.yaml:2:5")
    assert caught.value.remedy


@pytest.mark.parametrize("link", ["pay", "contact", "page"])
def test_a_code_that_leads_somewhere_passes(tmp_path: Path, link: str) -> None:
    check_links(plan(tmp_path, SCENE.replace("qr: pay", f"qr: {link}")), LINKS, "https://b.example")
