"""The scan of finished files: a value is found however it is written, and what isn't there is not."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import html
import io
import json
import struct
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject
from weasyprint import HTML

from generator.errors import PrivacyError
from generator.privacy.verify import Leak, scan, scan_text

SECRET = "Zoë Quillfeather"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (SECRET, f"<p>{SECRET}</p>"),
        (SECRET, "ZOE QUILLFEATHER"),
        (SECRET, "zoë\u00a0quillfeather"),
        (SECRET, "zoe\u0308 quill\u00adfeather"),
        (SECRET, "zoe_quillfeather.pdf"),
        (SECRET, "zoequillfeather"),
        (SECRET, "Quillfeather, Zoë"),
        (SECRET, SECRET[::-1]),
        (SECRET, quote(SECRET)),
        (SECRET, quote(quote(SECRET))),
        (SECRET, "name=Zo%C3%AB+Quillfeather"),
        (SECRET, "Zo&euml; Quillfeather"),
        (SECRET, html.escape("Zo&#235; Quillfeather")),
        (SECRET, json.dumps({"n": SECRET})),
        (SECRET, "content: 'Zo\\eb  Quillfeather'"),
        (SECRET, SECRET.encode().hex()),
        (SECRET, SECRET.encode().hex().upper()),
        (SECRET, base64.b64encode(SECRET.encode()).decode()),
        (SECRET, base64.b64encode(b"{'n':'" + SECRET.encode() + b"'}").decode()),
        (SECRET, base64.b64encode(b"ab" + SECRET.encode() + b"xyz").decode()),
        (SECRET, hashlib.sha256(SECRET.encode()).hexdigest()),
        (SECRET, hashlib.md5(SECRET.lower().encode()).hexdigest().upper()),
        (SECRET, base64.b64encode(hashlib.sha1(SECRET.encode()).digest()).decode()),
        ("欧阳", "亲爱的欧阳女士"),
        ("أحمد الفارسي", "مرحبا أحمد الفارسي!"),
        ("mail1.b3407@example.org", "user mail1.b3407 signed in"),
        ("mail1.b3407@example.org", "/u/mail1b3407/"),
        ("+999 555 0101 77", "tel:+999555010177"),
        ("+999 555 0101 77", "(999) 555-0101-77"),
        ("+999 555 0101 77", "00999.555.010177"),
        ("+999 555 0101 77", "٩٩٩ ٥٥٥ ٠١٠١ ٧٧"),
        ("IT20 0000 0000 0310 0791 9", "IT2000000000031007919"),
        (Decimal("98765.40"), "€ 98,765.40"),
        (Decimal("98765.40"), "98.765,40 €"),
        (Decimal("98765.40"), "98 765,4"),
        (Decimal("9876543"), "₹98,76,543.00"),
        (Decimal("98765.40"), "٩٨٬٧٦٥٫٤٠"),
        (98765, "points: 98765"),
        (98765, "12.30 98765 40.10"),
        (date(1980, 3, 4), "born 1980-03-04"),
        (date(1980, 3, 4), "4. März 1980"),
        (date(1980, 3, 4), "4 marzo 1980"),
        (date(1980, 3, 4), "Mar 4, 1980"),
        (date(1980, 3, 4), "04.03.1980"),
        (date(1980, 3, 4), "dob=19800304"),
        (date(1980, 3, 4), "1980年3月4日"),
    ],
)
def test_a_value_is_found_however_it_is_written(value: Any, text: str) -> None:
    (first, *_) = scan_text(f"before {text} after", {"field": value})
    assert first.field == "field"
    assert first.file == "text"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (SECRET, "Zoe and a quill feather duvet"),
        (SECRET, ""),
        ("Li", "Li said so"),
        (True, "True"),
        (None, "None"),
        ("Anna", "Hannah, Annabel and Savannah"),
        (Decimal("12.3"), "12.30"),
        (98765, "1987654"),
        (98765, "987650 or 198765"),
        ("555010", "4 5 5 5 0 1 0 7 M 12 3"),
        (date(1980, 3, 4), "1980 sold in March"),
        (date(1980, 3, 4), "4/3"),
    ],
)
def test_what_is_not_there_is_not_found(value: Any, text: str) -> None:
    assert scan_text(text, {"field": value}) == ()


def write(path: Path, data: bytes | str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def pdf(*, text: str = "", author: str = "", stream: bytes = b"", attachment: str = "") -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    if text:
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 10 10 Td ({text}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    if author:
        writer.add_metadata({"/Author": author})
    if stream:
        hidden = DecodedStreamObject()
        hidden.set_data(stream)
        writer._add_object(hidden.flate_encode())
    if attachment:
        writer.add_attachment("data.xml", attachment.encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture(kind: str) -> bytes:
    image, out = Image.new("RGB", (4, 4)), io.BytesIO()
    if kind == "png":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SECRET, zip=True)
        image.save(out, "png", pnginfo=info)
    elif kind == "jpeg":
        exif = Image.Exif()
        exif[0x010E] = "Quillfeather Zoe"
        image.save(out, "jpeg", exif=exif)
    elif kind == "gif":
        image.save(out, "gif", comment=b"for Zoe Quillfeather")
    else:
        image.save(out, "webp", xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    return out.getvalue()


def film(tag: bytes) -> bytes:
    def atom(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body) + 8) + name + body

    return atom(b"ftyp", b"isom\0\0\2\0") + atom(b"mdat", bytes(range(256)) * 4) + atom(b"moov", atom(b"udta", tag))


def webm(tag: bytes) -> bytes:
    def element(name: bytes, body: bytes) -> bytes:
        return name + (len(body) | 1 << 28).to_bytes(4, "big") + body

    tags = element(b"\x12\x54\xc3\x67", element(b"\x73\x73", tag))
    cluster = element(b"\x1f\x43\xb6\x75", bytes(range(256)))
    return element(b"\x1a\x45\xdf\xa3", b"\x42\x86\x81\x01") + element(b"\x18\x53\x80\x67", tags + cluster)


CSV = io.StringIO()
csv.writer(CSV).writerow(["1", 'Zoë "Quill" feather'.replace('"Quill" feather', "Quillfeather")])


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("index.html", "<p>Zo<b>ë</b> Quill<i>feather</i></p>"),
        ("index.html", f"<!-- {SECRET} -->"),
        ("index.html", f'<img alt="{SECRET}">'),
        ("index.html", f'<meta property="og:title" content="{quote(SECRET)}">'),
        ("index.html", '<script type="application/json">{"n":"Zo\\u00eb Quillfeather"}</script>'),
        ("index.html", '<a href="https://x.example/?q=Zo%C3%AB%20Quillfeather">go</a>'),
        ("chart.svg", f"<svg><title>{SECRET}</title></svg>"),
        ("data.json", json.dumps({SECRET: 1})),
        ("manifest.jsonl", '{"a": 1}\n' + json.dumps({"n": SECRET}) + "\n"),
        (
            "captions.vtt",
            "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v A>Hello Zoë\n\n00:02.000 --> 00:03.000\nQuillfeather",
        ),
        ("lines.csv", CSV.getvalue()),
        ("due.ics", "BEGIN:VEVENT\r\nSUMMARY:Bill of Zoë Quill\r\n feather\r\nEND:VEVENT"),
        ("run.log", f"rendering {SECRET.lower()}"),
        ("invoice.pdf", pdf(text="Zoe Quillfeather")),
        ("invoice.pdf", pdf(author=SECRET)),
        ("invoice.pdf", pdf(stream=SECRET.encode())),
        ("invoice.pdf", pdf(attachment=f"<n>{SECRET}</n>")),
        ("poster.png", picture("png")),
        ("poster.jpg", picture("jpeg")),
        ("preview.gif", picture("gif")),
        ("poster.webp", picture("webp")),
        ("video.mp4", film(f"\xa9nam{SECRET}".encode())),
        ("video.mp4", film(b"Zoe Quillfeather".decode().encode("utf-16-be"))),
        ("video.webm", webm(SECRET.encode())),
        ("font.woff2", b"\xff\xfe\x00\x80" + b"Zoe Quillfeather" + b"\xff"),
    ],
)
def test_a_value_is_found_in_every_kind_of_file(tmp_path: Path, name: str, data: bytes | str) -> None:
    write(tmp_path / "site" / name, data)
    leaks = scan(tmp_path, {"name": SECRET, "other": "Something else"})
    assert {(leak.field, leak.file) for leak in leaks} == {("name", f"site/{name}")}


def test_a_typeset_page_is_read_as_it_is_seen(tmp_path: Path) -> None:
    """Its streams hold numbers of glyphs, not letters."""
    page = f"<html lang=en><title>Bill</title><p style='width: 4em'>For {SECRET}, in a narrow column"
    write(tmp_path / "invoice.pdf", HTML(string=page).write_pdf())
    found = scan(tmp_path, {"name": SECRET, "city": "Borgo Solare"})
    assert {leak.field for leak in found} == {"name"}


def test_a_clean_folder_has_no_leaks(tmp_path: Path) -> None:
    write(tmp_path / "index.html", "<p>Hello, your balance is € 84.20</p>")
    write(tmp_path / "invoice.pdf", pdf(text="Invoice", author="Solena"))
    write(tmp_path / "video.mp4", film("\xa9namYour April".encode()))
    image = io.BytesIO()
    Image.new("RGB", (4, 4)).save(image, "png")
    write(tmp_path / "poster.png", image.getvalue())
    assert scan(tmp_path, {"name": SECRET, "income": 98765, "born": date(1980, 3, 4)}) == ()


@pytest.mark.parametrize(
    "name", ["Zoe_Quillfeather/index.html", "a/zoequillfeather.pdf", f"{SECRET.encode().hex()}.txt"]
)
def test_a_name_that_tells_is_a_leak_and_is_not_repeated(tmp_path: Path, name: str) -> None:
    write(tmp_path / name, pdf() if name.endswith(".pdf") else "nothing here")
    leaks = scan(tmp_path, {"name": SECRET})
    assert leaks
    assert all(leak.variant.startswith("file name, ") and "…" in leak.file for leak in leaks)
    assert "quill" not in repr(leaks).lower()
    assert SECRET.encode().hex() not in repr(leaks)


def test_a_leak_tells_no_value(tmp_path: Path) -> None:
    write(tmp_path / "index.html", f"<p>{SECRET} {SECRET.encode().hex()}</p>")
    leaks = scan(tmp_path, {"name": [SECRET, "Another Value"]})
    assert {leak.variant for leak in leaks} >= {"as it is", "hex", "case and accents folded", "without gaps"}
    assert all(isinstance(leak, Leak) and "uill" not in repr(leak) for leak in leaks)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("invoice.pdf", b"%PDF-1.7 but no more"),
        ("poster.png", b"no picture"),
        ("video.mp4", b"no film at all"),
        ("video.webm", b"nor this"),
    ],
)
def test_what_can_not_be_searched_is_not_vouched_for(tmp_path: Path, name: str, data: bytes) -> None:
    write(tmp_path / name, data)
    with pytest.raises(PrivacyError) as caught:
        scan(tmp_path, {"name": SECRET})
    assert caught.value.place == name


def test_one_file_can_be_scanned(tmp_path: Path) -> None:
    write(tmp_path / "run.log", SECRET)
    assert {leak.file for leak in scan(tmp_path / "run.log", {"name": SECRET})} == {"run.log"}


def test_an_archive_is_not_vouched_for(tmp_path: Path) -> None:
    write(tmp_path / "export.csv", gzip.compress(SECRET.encode()))
    with pytest.raises(PrivacyError):
        scan(tmp_path, {"name": SECRET})
