"""SVG files in the colours of the brand."""

from __future__ import annotations

from pathlib import Path

import layer_parts as parts
import pytest

from generator.errors import SceneError
from generator.model.layers import Box, SvgLayer
from generator.scenes.template import load_scene

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><style>.c, .d {fill: #0F0}</style>
<rect width="10" height="10" fill="currentColor"/><rect x="10" width="10" height="10" style="fill:#ff0000"/>
<rect class="c" x="20" width="10" height="10"/><g id="last">
<rect x="30" width="10" height="10" fill="#00f"/></g></svg>"""
BOX = Box(0.25, 0.25, 0.75, 0.25 + 0.5 * 0.25 * 16 / 9)


def colors(folder: Path, color: str = "#101010", **changed: str) -> list[str]:
    (folder / "four.svg").write_text(DRAWING, encoding="utf-8")
    layer = SvgLayer(id="s", box=BOX, path=str(folder / "four.svg"), color=color, colors=tuple(changed.items()))
    frame = parts.drawn(parts.sprite(layer), 1)
    return [parts.color_at(frame, 320 + 160 * number + 80, 250) for number in range(4)]


def test_its_own_colours_those_of_its_style_sheet_included(tmp_path: Path) -> None:
    assert colors(tmp_path) == ["#101010", "#ff0000", "#00ff00", "#0000ff"]


def test_colours_and_groups_become_the_brands(tmp_path: Path) -> None:
    brand = parts.brand().colors
    found = colors(tmp_path, "ink", **{"#f00": "coral", "#00ff00": "sun", "last": "teal"})
    assert found == [brand["ink"], brand["coral"], brand["sun"], brand["teal"]]


@pytest.mark.parametrize(
    ("layer", "said"),
    [("four.svg, colors: {'#123456': ink}", "has no colour or id '#123456'"), ("bad.svg", "is broken")],
)
def test_what_is_wrong_is_told_at_the_layer(tmp_path: Path, layer: str, said: str) -> None:
    (tmp_path / "four.svg").write_text(DRAWING, encoding="utf-8")
    (tmp_path / "bad.svg").write_text("<svg", encoding="utf-8")
    (tmp_path / "scene.yaml").write_text(
        f"summary: A.\ntitle: A\nduration: 2s\nlayers:\n  - {{id: s, svg: {layer}}}\n", encoding="utf-8"
    )
    with pytest.raises(SceneError, match=r"scene\.yaml:5:5") as caught:
        load_scene(tmp_path)
    assert said in str(caught.value)
