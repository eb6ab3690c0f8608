"""The server as a browser meets it: ranges, conditions, headers, and what it keeps to itself."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking import ask, listening

from generator.errors import OutputError
from generator.publish.headers import CONTENT_TYPES
from generator.publish.server import loggable, make_server, path_parts

TOKEN = "abcdefghijklmnopqrstuvwxyz234567"
FILM = bytes(range(256)) * 40


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / TOKEN).mkdir(parents=True)
    (site / "shared").mkdir()
    (site / TOKEN / "index.html").write_text("<h1>Hello</h1>", encoding="utf-8")
    (site / TOKEN / "video.mp4").write_bytes(FILM)
    (site / TOKEN / ".hidden").write_text("hidden", encoding="utf-8")
    (site / TOKEN / "captions.vtt").write_text("WEBVTT", encoding="utf-8")
    (site / TOKEN / "empty.csv").write_bytes(b"")
    (site / "shared" / "0f.woff2").write_bytes(b"wOF2")
    (site / "_headers").write_text("/*", encoding="utf-8")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "links.csv").write_text("secret", encoding="utf-8")
    return site


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    with listening(site) as port:
        yield port


def test_serves_a_page_with_every_header(port: int) -> None:
    response, body = ask(port, f"/{TOKEN}/")
    assert response.status == 200
    assert body == b"<h1>Hello</h1>"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"].startswith("noindex, nofollow")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Python" not in response.headers["Server"]


def test_shared_files_may_be_kept(port: int) -> None:
    response, _ = ask(port, "/shared/0f.woff2")
    assert response.headers["Content-Type"] == "font/woff2"
    assert "immutable" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [("bytes=0-0", 0, 0), ("bytes=100-199", 100, 199), ("bytes=10000-", 10000, 10239), ("bytes=-40", 10200, 10239)],
)
def test_answers_a_byte_range(port: int, header: str, first: int, last: int) -> None:
    response, body = ask(port, f"/{TOKEN}/video.mp4", {"Range": header})
    assert response.status == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert body == FILM[first : last + 1]


def test_a_range_that_reaches_past_the_end_stops_there(port: int) -> None:
    response, body = ask(port, f"/{TOKEN}/video.mp4", {"Range": "bytes=10000-99999"})
    assert (response.status, body) == (206, FILM[10000:])


@pytest.mark.parametrize("header", ["bytes=10240-", "bytes=-0"])
def test_a_range_outside_the_file_is_refused(port: int, header: str) -> None:
    response, body = ask(port, f"/{TOKEN}/video.mp4", {"Range": header})
    assert (response.status, body) == (416, b"")
    assert response.headers["Content-Range"] == f"bytes */{len(FILM)}"


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "bytes=9-1", "bytes=-", "lines=0-1", "bytes=a-b", "bytes=²-3"])
def test_a_range_that_it_does_not_take_gives_the_whole(port: int, header: str) -> None:
    response, body = ask(port, f"/{TOKEN}/video.mp4", {"Range": header.encode().decode("latin-1")})
    assert (response.status, body) == (200, FILM)
    assert response.headers["Accept-Ranges"] == "bytes"


def test_if_range_gives_the_whole_when_the_file_has_changed(port: int) -> None:
    whole, _ = ask(port, f"/{TOKEN}/video.mp4")
    same, _ = ask(port, f"/{TOKEN}/video.mp4", {"Range": "bytes=0-9", "If-Range": whole.headers["ETag"]})
    dated, _ = ask(port, f"/{TOKEN}/video.mp4", {"Range": "bytes=0-9", "If-Range": whole.headers["Last-Modified"]})
    other, _ = ask(port, f"/{TOKEN}/video.mp4", {"Range": "bytes=0-9", "If-Range": '"other"'})
    assert [same.status, dated.status, other.status] == [206, 206, 200]


def test_what_the_browser_has_already_is_not_sent_again(port: int) -> None:
    first, _ = ask(port, "/shared/0f.woff2")
    by_tag, body = ask(port, "/shared/0f.woff2", {"If-None-Match": f'"x", W/{first.headers["ETag"]}'})
    by_date, _ = ask(port, "/shared/0f.woff2", {"If-Modified-Since": first.headers["Last-Modified"]})
    changed, _ = ask(port, "/shared/0f.woff2", {"If-None-Match": '"x"'})
    nonsense, _ = ask(port, "/shared/0f.woff2", {"If-Modified-Since": "yesterday"})
    assert [by_tag.status, by_date.status, changed.status, nonsense.status] == [304, 304, 200, 200]
    assert body == b""


def test_head_tells_the_length_and_sends_nothing(port: int) -> None:
    response, body = ask(port, f"/{TOKEN}/video.mp4", method="HEAD")
    assert (response.status, body) == (200, b"")
    assert response.headers["Content-Length"] == str(len(FILM))


def test_an_empty_file_is_served(port: int) -> None:
    response, body = ask(port, f"/{TOKEN}/empty.csv")
    assert (response.status, body, response.headers["Content-Length"]) == (200, b"", "0")


def test_a_folder_without_its_slash_leads_to_the_page(port: int) -> None:
    response, _ = ask(port, f"/{TOKEN}?utm=1")
    assert (response.status, response.headers["Location"]) == (301, f"/{TOKEN}/")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/shared/",
        "/shared",
        f"/{TOKEN}/.hidden",
        f"/{TOKEN}//index.html",
        "/_headers",
        "/../private/links.csv",
        "/%2e%2e/private/links.csv",
        f"/{TOKEN}/../../private/links.csv",
        f"/{TOKEN}/%2e%2e/%2e%2e/private/links.csv",
        f"/{TOKEN}/..%2f..%2fprivate%2flinks.csv",
        "/private/links.csv",
        f"/{TOKEN}/..%5c..%5cprivate%5clinks.csv",
        f"/{TOKEN}/index.html%00.css",
        "/%ff%fe",
        "//etc/passwd",
        "/etc/passwd",
        f"/{TOKEN}/missing.html",
        "/zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz/",
    ],
)
def test_nothing_else_is_served(port: int, path: str) -> None:
    response, body = ask(port, path)
    assert response.status == 404
    assert b"This link is no longer valid." in body
    assert b"secret" not in body
    assert b"hidden" not in body


def test_a_symbolic_link_leads_nowhere(port: int, site: Path) -> None:
    (site / TOKEN / "links.csv").symlink_to(site.parent / "private" / "links.csv")
    (site / "shared" / "up").symlink_to(site.parent / "private")
    other = "b" * 32
    (site / other).symlink_to(site.parent / "private")
    statuses = [
        ask(port, path)[0].status for path in (f"/{TOKEN}/links.csv", "/shared/up/links.csv", f"/{other}/links.csv")
    ]
    assert statuses == [404, 404, 404]


def test_other_methods_are_refused(port: int) -> None:
    response, body = ask(port, f"/{TOKEN}/", method="POST")
    assert response.status in (405, 501)
    assert response.headers["Allow"] == "GET, HEAD"
    assert TOKEN.encode() not in body


def test_a_request_that_is_no_http_is_answered_without_echo(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(b"GET <script>alert(1)</script>\r\n\r\n")
        answer = connection.recv(65536)
    assert b"alert" not in answer


def test_the_log_tells_no_token(port: int, capfd: pytest.CaptureFixture[str]) -> None:
    for path in (f"/{TOKEN}/", f"/{TOKEN}/video.mp4", f"/{TOKEN}", f"/{TOKEN}x/", "/shared/0f.woff2", f"/?t={TOKEN}"):
        ask(port, path)
    log = capfd.readouterr()
    assert TOKEN not in log.err + log.out
    assert "GET /…/video.mp4 200" in log.err
    assert "GET /shared/….woff2 200" in log.err


def test_an_address_in_use_is_told(port: int, site: Path) -> None:
    with pytest.raises(OutputError, match="in use already"):
        make_server(site, "127.0.0.1", port)


def test_every_file_that_a_page_has_gets_its_type() -> None:
    assert CONTENT_TYPES[".vtt"].startswith("text/vtt")
    assert CONTENT_TYPES[".ics"].startswith("text/calendar")
    assert (CONTENT_TYPES[".mp4"], CONTENT_TYPES[".webm"]) == ("video/mp4", "video/webm")
    assert CONTENT_TYPES[".webp"] == "image/webp"


def test_paths_are_taken_apart() -> None:
    assert path_parts("/a/") == ("a", "index.html")
    assert path_parts("/a/b%20c?x=1#y") == ("a", "b c")
    assert path_parts("a/b") is None


def test_what_may_be_logged() -> None:
    assert loggable(f"/{TOKEN}/index.html") == "/…/index.html"
    assert loggable("/someone@example.org/x") == "/…"
    assert loggable(f"/{TOKEN}/\x1b[31m") == "/…"
