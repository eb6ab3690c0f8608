from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from generator.contrast import contrast, mix, on, readable
from generator.microsite.legible import unreadable
from generator.microsite.theme import roles, theme_css
from generator.model.brand import Brand


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_mix_goes_from_one_colour_to_the_other() -> None:
    assert [mix("#000000", "#ff8000", share) for share in (0, 0.5, 1)] == ["#000000", "#804000", "#ff8000"]


def test_readable_keeps_a_colour_that_can_be_read() -> None:
    assert readable("#10203a", ("#ffffff",), "#000000") == "#10203a"


def test_readable_moves_a_pale_colour_just_far_enough() -> None:
    shade = readable("#ff6a4d", ("#ffffff", "#f2eadc"), "#10203a")
    assert shade != "#ff6a4d"
    assert 4.5 <= contrast(shade, "#f2eadc") < 5.2


def test_on_falls_back_to_black_or_white() -> None:
    assert on("#ffb547", "#10203a", "#fbf6ee") == "#10203a"
    assert on("#777777", "#888888", "#999999") == "#000000"


@pytest.mark.parametrize(
    "colors",
    [{}, {"mute": "#d0d0d0", "coral": "#ffd0c8", "teal": "#c0fff4", "sun": "#ffff00"}, {"sun": "#102030"}],
)
def test_words_of_any_brand_can_be_read(brand: Brand, colors: dict[str, str]) -> None:
    for role in roles(replace(brand, colors=MappingProxyType({**brand.colors, **colors}))):
        for word in ("text", "quiet"):
            for ground in ("ground", "card", "soft"):
                assert contrast(role[word], role[ground]) >= 4.5, (word, ground)
        for word, tint in (("rise", "rise-tint"), ("fall", "fall-tint")):
            assert contrast(role[word], role["card"]) >= 4.5
            assert contrast(role[word], role[tint]) >= 4.5
        assert contrast(role["on-accent"], role["accent"]) >= 4.5
        assert contrast(role["on-strong"], role["strong"]) >= 4.5
        assert contrast(role["edge"], role["card"]) >= 3


def test_a_family_can_not_break_out_of_its_quotes(brand: Brand) -> None:
    css = theme_css(replace(brand, display_family='A"; } body { background: url(//x'))
    assert "url(" not in css
    assert css.count("{") == css.count("}")


def test_a_brand_that_can_be_read_has_no_fault(brand: Brand) -> None:
    assert unreadable(brand) == ()


def test_a_brand_whose_text_is_near_its_ground_can_not_be_read(brand: Brand) -> None:
    pale = replace(brand, colors=MappingProxyType({**brand.colors, "ink": "#c8c8c8"}))
    found = {(fault.scheme, fault.role): fault for fault in unreadable(pale)}
    assert found["light", "text"].ratio < 2
    assert found["light", "edge"].wanted == 3
    assert not [scheme for scheme, _ in found if scheme == "dark"]
    dark = replace(brand, dark_colors=MappingProxyType({**brand.dark_colors, "text": "#2a3a50"}))
    assert {fault.scheme for fault in unreadable(dark)} == {"dark"}
