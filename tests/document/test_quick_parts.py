"""What each part of generator/document/quick does, beside what WeasyPrint and pydyf do themselves."""

from __future__ import annotations

import io
import zlib
from types import SimpleNamespace

import pydyf
import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.block import collapse_margin
from weasyprint.svg.path import path

from generator.document.quick import bars, everywhere, flow, writing
from generator.story.payment import outline


class Stream:
    """The steps of a drawing, as a page's stream keeps them."""

    def __init__(self) -> None:
        self.stream: list[bytes] = []

    def move_to(self, x: float, y: float) -> None:
        self.stream.append(b"%d %d m" % (x, y))

    def line_to(self, x: float, y: float) -> None:
        self.stream.append(b"%d %d l" % (x, y))

    def close(self) -> None:
        self.stream.append(b"h")


class Node(dict):
    """An SVG element with its attributes."""

    def __init__(self, **attributes: str) -> None:
        super().__init__(attributes)
        self.vertices: list[object] = []


def drawn(draw, **attributes: str) -> bytes:
    image = SimpleNamespace(stream=Stream(), point=lambda x, y, size: (float(x), float(y)))
    draw(image, Node(**attributes), 16)
    return b"\n".join(image.stream.stream)


CODE = outline(("1101", "0010", "1111"))


@pytest.mark.parametrize("text", [CODE, "M0 0h5v2h-3z", "M1 1h2v1h-2z m1 1h2", "M1 1h2v1h-2zM1 1L3 4"])
def test_bars_are_drawn_as_weasyprint_draws_them(text: str) -> None:
    assert drawn(bars._path, d=text) == drawn(path, d=text) != b""


def test_a_path_with_markers_is_left_to_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(bars, "path", lambda image, node, size: seen.append(node))
    drawn(bars._path, d=CODE, marker="url(#dot)")
    assert len(seen) == 1
    drawn(bars._path, d=CODE)
    assert len(seen) == 1


def file_of(identifier: object) -> pydyf.PDF:
    pdf = pydyf.PDF()
    pdf.info["Title"] = pydyf.String("Größe (1\\2)")
    pdf.add_object(pydyf.Stream([b"q", "/x gs", 1.5, 2.0, pydyf.Dictionary({"MCID": 3})], {"N": 3}, compress=True))
    pdf.add_object(pydyf.Stream([b"plain"], compress=False))
    old = pydyf.Dictionary({"Old": pydyf.Array([1, 0.125, True, None, b"/x", pydyf.String("y")])})
    old.generation = 2
    pdf.add_object(old)
    free = pydyf.Dictionary({"Gone": 1})
    free.free = "f"
    pdf.add_object(free)
    for at in range(300):
        pdf.add_object(pydyf.Dictionary({"At": at, "Inside": pydyf.Dictionary({"a": "/b"})}))
    return pdf


@pytest.mark.parametrize("identifier", [False, True, b"5f" * 16])
@pytest.mark.parametrize(("version", "compress"), [("1.7", True), (None, True), (b"1.4", True), ("1.7", False)])
def test_a_file_is_written_as_pydyf_writes_it(
    monkeypatch: pytest.MonkeyPatch, identifier: object, version: object, compress: bool
) -> None:
    monkeypatch.setattr(writing, "LEVEL", 9)
    monkeypatch.setattr(pydyf, "_to_bytes", writing._to_bytes)
    own, theirs = io.BytesIO(), io.BytesIO()
    writing._write(file_of(identifier), theirs, version, identifier, compress)
    writing.write(file_of(identifier), own, version, identifier, compress)
    assert own.getvalue() == theirs.getvalue()


def test_another_level_changes_no_content() -> None:
    text = b"a line of a page " * 90
    found = writing._stream(pydyf.Stream([text], compress=True))
    assert zlib.decompress(found.split(b"stream\n", 1)[1].removesuffix(b"\nendstream")) == text


def test_what_is_replaced_must_be_there() -> None:
    with pytest.raises(LookupError):
        everywhere.put(len, lambda: None)


@pytest.mark.parametrize("margins", [[], [3], [-3], [0], [3.5, -2], [1, 2, -4, -5], [-1.25]])
def test_margins_meet_as_in_weasyprint(margins: list[float]) -> None:
    assert flow.margin_of(margins) == collapse_margin(margins)


@pytest.mark.parametrize(
    "position", ["static", "relative", "absolute", "fixed", ("running()", "head"), ("note()", "n")]
)
@pytest.mark.parametrize("float_", ["none", "left", "inline-end", "footnote"])
def test_what_flows_flows_as_in_weasyprint(position: object, float_: str) -> None:
    box = boxes.BlockBox("p", {"float": float_, "position": position}, None, [])
    assert flow._flows(box) is flow._is_in_normal_flow(box) is (float_ == "none" and position in ("static", "relative"))


def test_the_boxes_in_a_box_come_in_their_order() -> None:
    def box(name: str, *inner: object) -> boxes.BlockBox:
        return boxes.BlockBox(name, {}, None, inner)

    absolute = AbsolutePlaceholder(box("away", box("in it")))
    tree = box("root", box("a", box("b"), box("c")), absolute, box("d"))
    for placeholders, names in ((True, "root a b c away in it d"), (False, "root a b c away d")):
        assert " ".join(found.element_tag for found in flow._descendants(tree, placeholders)) == names
