"""What is sent packed, to whom, and that the server does so without losing conditions and ranges."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import ask, listening

from generator.publish.packing import may_pack, packed, packed_tag, plain_tag

TOKEN = "abcdefghijklmnopqrstuvwxyz234567"
PAGE = "<p>line by line</p>\n" * 400


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    site = tmp_path / "site"
    (site / TOKEN).mkdir(parents=True)
    (site / TOKEN / "index.html").write_text(PAGE, encoding="utf-8")
    (site / TOKEN / "video.mp4").write_bytes(bytes(8000))
    with listening(site) as port:
        yield port


@pytest.mark.parametrize(
    ("name", "size", "accepted", "packs"),
    [
        ("index.html", 4000, "gzip, deflate, br", True),
        ("lines.CSV", 4000, "br;q=1.0, gzip;q=0.5", True),
        ("index.html", 4000, "gzip;q=0", False),
        ("index.html", 4000, "gzip;q=x", False),
        ("index.html", 4000, "identity", False),
        ("index.html", 4000, None, False),
        ("index.html", 40, "gzip", False),
        ("index.html", 1 << 30, "gzip", False),
        ("video.mp4", 4000, "gzip", False),
        ("0f.woff2", 4000, "gzip", False),
    ],
)
def test_who_gets_what_packed(name: str, size: int, accepted: str | None, packs: bool) -> None:
    assert may_pack(name, size, accepted) is packs


def test_the_same_packs_the_same() -> None:
    assert packed(PAGE.encode()) == packed(PAGE.encode())
    assert plain_tag(packed_tag('"5-6"')) == plain_tag('"5-6"') == '"5-6"' != packed_tag('"5-6"')


def test_a_page_comes_packed_and_is_kept(port: int) -> None:
    response, body = ask(port, f"/{TOKEN}/", {"Accept-Encoding": "gzip"})
    assert response.getheader("Content-Encoding") == "gzip"
    assert response.getheader("Vary") == "Accept-Encoding"
    assert gzip.decompress(body).decode() == PAGE
    assert len(body) == int(response.getheader("Content-Length") or 0) < len(PAGE) / 10
    plain, whole = ask(port, f"/{TOKEN}/", {})
    assert whole.decode() == PAGE
    assert plain.getheader("Content-Encoding") is None
    assert plain.getheader("ETag") != response.getheader("ETag")
    for known in (plain, response):
        again, _ = ask(port, f"/{TOKEN}/", {"If-None-Match": known.getheader("ETag") or "", "Accept-Encoding": "gzip"})
        assert again.status == 304


def test_head_tells_of_the_packed_length(port: int) -> None:
    response, body = ask(port, f"/{TOKEN}/", {"Accept-Encoding": "gzip"}, "HEAD")
    assert (response.getheader("Content-Encoding"), body) == ("gzip", b"")
    assert 0 < int(response.getheader("Content-Length") or 0) < len(PAGE)


def test_a_part_and_a_film_come_as_they_are(port: int) -> None:
    for path, headers in ((f"/{TOKEN}/", {"Range": "bytes=0-3"}), (f"/{TOKEN}/video.mp4", {})):
        response, body = ask(port, path, {"Accept-Encoding": "gzip", **headers})
        assert response.getheader("Content-Encoding") is None
        assert body == (PAGE.encode()[:4] if headers else bytes(8000))
