"""The faces that draw a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import skia
from fontTools.ttLib import TTFont

from generator.errors import AssetError
from generator.resources import assets_dir
from generator.typefaces import Face, families_for, family_names, missing, needs_glyph, shelf, weights_of

NAMES = {
    "František Wichterlová": "latin",
    "Bjørn Hansen": "latin",
    "Ελένη": "latin",
    "Дмитрий": "latin",
    "محمد": "arabic",
    "דוד": "hebrew",
    "王小明": "chinese",
    "さくら 髙橋": "japanese",
    "김민준": "korean",
    "สวัสดี": "thai",
    "नमस्ते": "devanagari",
    "🎉👨‍👩‍👧": "emoji",
}


def _codes(face: Face) -> set[int]:
    with TTFont(face.path, lazy=True) as font:
        return set(font.getBestCmap())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("family", ["Inter", "Bricolage Grotesque"])
def test_every_character_of_a_name_is_in_a_chosen_file(name: str, family: str) -> None:
    faces = families_for(name, family, 700)
    codes = set().union(*(_codes(face) for face in faces))
    assert {ord(char) for char in name if needs_glyph(char)} <= codes
    assert missing(name, family) == ()


@pytest.mark.parametrize(("name", "script"), NAMES.items())
def test_the_brand_comes_first_and_the_script_follows(name: str, script: str) -> None:
    faces = families_for(name, "Bricolage Grotesque", 700)
    assert faces[0].family == "Bricolage Grotesque"
    assert faces[-1].script == script


def test_only_what_the_text_needs_is_taken() -> None:
    assert [face.alias for face in families_for("Ana", "Inter", 500)] == ["Inter 500"]
    assert [face.alias for face in families_for("Ana 王", "Inter", 500)] == ["Inter 500", "Noto Sans SC 400"]
    assert [face.alias for face in families_for("Ελένη", "Bricolage Grotesque", 600)] == [
        "Bricolage Grotesque 600",
        "Inter 600",
    ]


def test_han_characters_follow_the_language() -> None:
    assert families_for("直", "Inter", 400)[-1].family == "Noto Sans SC"
    assert families_for("直", "Inter", 400, language="ja_JP")[-1].family == "Noto Sans JP"
    assert families_for("直か", "Inter", 400)[-1].family == "Noto Sans JP"
    assert families_for("劔", "Inter", 400, language="zh")[-1].family == "Noto Sans JP"


def test_emoji_in_colour_or_outline() -> None:
    assert families_for("🎉", "Inter", 400)[-1].family == "Noto Color Emoji"
    assert families_for("🎉", "Inter", 400, color_emoji=False)[-1].family == "Noto Emoji"


def test_characters_of_no_font_are_reported() -> None:
    assert missing("Ana ა 𒀀 ა") == ("ა", "𒀀")
    assert missing("a\u200d\ufe0f\n\u202e") == ()


def test_weights_are_the_nearest_at_hand() -> None:
    assert weights_of("Inter") == (400, 500, 600, 700)
    assert families_for("a", "Inter", 900)[0].weight == 700
    assert families_for("a", "Inter", 450)[0].weight == 400
    assert families_for("a", "Inter", 550)[0].weight == 600


def test_unknown_family_names_those_at_hand() -> None:
    with pytest.raises(AssetError, match=r"Helvetica.*Inter"):
        families_for("a", "Helvetica", 400)


@pytest.mark.parametrize(("family", "weight"), [("Inter", 400), ("Inter", 700), ("Bricolage Grotesque", 700)])
def test_tabular_digits_have_one_width_when_drawn(family: str, weight: int) -> None:
    def widths(tabular: bool) -> set[float]:
        (face,) = families_for("0123456789", family, weight, tabular=tabular)
        provider = skia.textlayout.TypefaceFontProvider()
        provider.registerTypeface(skia.Typeface.MakeFromFile(str(face.path)), face.alias)
        fonts = skia.textlayout.FontCollection()
        fonts.setDefaultFontManager(provider)
        style = skia.textlayout.TextStyle()
        style.setFontFamilies([face.alias])
        style.setFontSize(40)
        found = set()
        for digit in "0123456789":
            builder = skia.textlayout.ParagraphBuilder(
                skia.textlayout.ParagraphStyle(), fonts, skia.Unicodes.ICU.Make()
            )
            builder.pushStyle(style)
            builder.addText(digit * 6)
            paragraph = builder.Build()
            paragraph.layout(1000)
            found.add(round(paragraph.MaxIntrinsicWidth, 2))
        return found

    assert len(widths(tabular=True)) == 1
    assert len(widths(tabular=False)) > 1


def test_localised_numbers_need_no_fallback() -> None:
    number = "€\u202f1\u00a0204,20 −3\u2009% 1’000 ₹ ₺ £ ¥ 5–6 a‑b …"
    for family in ("Inter", "Bricolage Grotesque"):
        assert len(families_for(number, family, 700, tabular=True)) == 1


def test_the_index_tells_what_the_files_hold() -> None:
    folder = assets_dir() / "fonts"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert {entry["file"] for entry in index["faces"]} == {path.name for path in folder.glob("*.ttf")}
    for face in shelf():
        with TTFont(face.path, lazy=True) as font:
            assert set(font.getBestCmap()) == {code for code in font.getBestCmap() if code in face.covers}
            assert font["OS/2"].usWeightClass == face.weight
            assert font["name"].getDebugName(16) == face.family
    assert len({face.alias for face in shelf()}) == len(shelf())
    assert {"Inter Tabular", "Bricolage Grotesque Tabular"} <= set(family_names())


def test_every_licence_is_beside_the_fonts() -> None:
    licences = list((assets_dir() / "fonts" / "licences").glob("*.txt"))
    assert len(licences) == 11
    assert all("SIL OPEN FONT LICENSE" in path.read_text(encoding="utf-8").upper() for path in licences)


@pytest.fixture
def own_fonts(tmp_path: Path) -> Path:
    """A brand's own fonts folder: one face, "Acme Sans" 700, with the letters of Inter."""
    with TTFont(assets_dir() / "fonts" / "inter-700.ttf") as font:
        for name_id in (1, 16):
            font["name"].setName("Acme Sans", name_id, 3, 1, 0x409)
        font.save(tmp_path / "whatever.ttf")
    return tmp_path


def test_a_brand_brings_its_own_fonts(own_fonts: Path) -> None:
    faces = families_for("Ana 王", "Acme Sans", 400, extra_dirs=(own_fonts,))
    assert [face.alias for face in faces] == ["Acme Sans 700", "Noto Sans SC 400"]
    assert faces[0].path == own_fonts / "whatever.ttf"


@pytest.mark.parametrize(("name", "content"), [("a.woff2", b"wOF2"), ("a.ttf", b"nothing"), ("a.otf", b"")])
def test_a_brand_font_that_cannot_be_used_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AssetError, match=name):
        families_for("a", "Inter", 400, extra_dirs=(tmp_path,))
