"""The subsets that a campaign's pages load."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from generator.resources import assets_dir
from generator.typefaces import Coverage, WebFont, web_fonts


def _codes(font: WebFont) -> set[int]:
    with TTFont(BytesIO(font.data)) as opened:
        assert opened.flavor == "woff2"
        return set(opened.getBestCmap())


def test_subsets_hold_what_their_range_says_and_stay_small() -> None:
    fonts = web_fonts([("Inter", 600), ("Bricolage Grotesque", 700)])
    for font in fonts:
        assert len(font.data) < 40_000
        assert Coverage.of(_codes(font)).unicode_range() == font.unicode_range
        assert font.sha256 == hashlib.sha256(font.data).hexdigest()
    inter = [font for font in fonts if font.family == "Inter"]
    together = set().union(*(_codes(font) for font in inter))
    assert {ord(char) for char in "František Wichterlová Bjørn Ελένη Дмитрий € £ … – “„» \u202f\u00a0−"} <= together
    assert sum(len(_codes(font)) for font in inter) == len(together)


def test_extra_text_comes_under_the_same_family() -> None:
    fonts = web_fonts([("Bricolage Grotesque", 700)], "王小明 Ελένη 🎉")
    assert {font.family for font in fonts} == {"Bricolage Grotesque"}
    together = set().union(*(_codes(font) for font in fonts))
    assert {ord(char) for char in "王小明Ελένη"} <= together
    assert ord("🎉") not in together


def test_equal_width_digits_stay_available() -> None:
    with TTFont(BytesIO(web_fonts([("Inter", 600)])[0].data)) as font:
        assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


def test_parts_cut_at_the_build_are_those_that_would_be_cut_now(tmp_path: Path) -> None:
    built = web_fonts([("Bricolage Grotesque", 700)])
    assert len(list((assets_dir() / "fonts" / "web").glob("bricolage-grotesque-700.*.woff2"))) == len(built)
    # A brand's own copy of the font has no parts at hand.
    shutil.copy(assets_dir() / "fonts" / "bricolage-grotesque-700.ttf", tmp_path)
    assert web_fonts([("Bricolage Grotesque", 700)], extra_dirs=(tmp_path,)) == built


def test_same_bytes_in_another_process() -> None:
    program = (
        "from generator.typefaces import web_fonts; print(*(f.sha256 for f in web_fonts([('Inter', 600)], '王明')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [font.sha256 for font in web_fonts([("Inter", 600)], "王明")]
