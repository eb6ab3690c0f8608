"""The files that tell a host which headers to send."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.headers import CONTENT_SECURITY_POLICY, headers_for, write_host_files
from generator.publish.missing import MISSING_STYLE


@pytest.fixture
def written(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "site").mkdir()
    return {path.name: path.read_text(encoding="utf-8") for path in write_host_files(tmp_path / "site")}


@pytest.mark.parametrize("name", ["_headers", "nginx.conf", "Caddyfile"])
def test_every_host_sends_what_the_server_sends(written: dict[str, str], name: str) -> None:
    for header, value in headers_for("index.html", shared=False).items():
        if header != "Content-Type":
            assert header in written[name], header
            assert value in written[name], header


def test_only_what_may_be_public_lies_in_the_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write_host_files(tmp_path / "site")
    assert sorted(path.name for path in (tmp_path / "site").iterdir()) == ["404.html", "_headers"]
    assert sorted(path.name for path in (tmp_path / "hosting").iterdir()) == ["Caddyfile", "nginx.conf"]


def test_the_page_for_ended_links_may_use_its_style(written: dict[str, str]) -> None:
    assert f"<style>{MISSING_STYLE}</style>" in written["404.html"]
    assert "'sha256-" in CONTENT_SECURITY_POLICY
    assert "http" not in written["404.html"]


def test_nginx_braces_match(written: dict[str, str]) -> None:
    for name in ("nginx.conf", "Caddyfile"):
        assert written[name].count("{") == written[name].count("}") > 3
