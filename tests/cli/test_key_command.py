"""serendip key: files made, rotated and looked at, and never a key in what is printed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from tinycampaign import Tiny, serendip

from generator.keys.ring import parse


def test_new_rotate_and_check(tmp_path: Path) -> None:
    path = tmp_path / "my.secret"
    made = serendip("key", "new", str(path))
    assert (made.code, made.err) == (0, "")
    first = parse(path.read_text())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert serendip("key", "new", str(path)).code == 2
    assert parse(path.read_text()) == first
    turned = serendip("key", "rotate", str(path))
    ring = parse(path.read_text())
    assert turned.code == 0 and ring.older == first.keys
    looked = serendip("key", "check", str(path))
    assert looked.code == 0
    lines = looked.out.splitlines()
    assert [line.split()[0] for line in lines] == [key.id for key in ring.keys]
    assert lines[0].endswith("makes all that is new") and lines[1].endswith("only known")
    for done in (made, turned, looked):
        for key in ring.keys:
            assert key.text not in done.out + done.err


def test_check_ends_with_2_for_what_a_campaign_would_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weak = tmp_path / "weak.secret"
    weak.write_text("password" * 8)
    weak.chmod(0o600)
    done = serendip("key", "check", str(weak))
    assert done.code == 2 and "too easy to guess" in done.err
    monkeypatch.setenv("A_KEY_OF_TESTS", "too short")
    done = serendip("key", "check", "env:A_KEY_OF_TESTS")
    assert done.code == 2 and "shorter than 16 bytes" in done.err and "too short" not in done.out + done.err
    done = serendip("key", "check", str(tmp_path / "none"))
    assert done.code == 2 and "does not exist" in done.err and not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("text", "mode", "cause"),
    [("a" * 64, 0o600, "too easy to guess"), ("6b0d6e3c1f9a4827d5e0b7c2a91f3846", 0o644, "others on this machine")],
)
def test_no_campaign_runs_with_a_key_that_will_not_do(tiny: Tiny, text: str, mode: int, cause: str) -> None:
    path = tiny.root / "tiny.secret"
    path.write_text(text)
    path.chmod(mode)
    for command in ("check", "render"):
        done = serendip(command, str(tiny.root), *(["--out", str(tiny.out)] if command == "render" else []))
        assert done.code == 2
        assert cause in done.err and "campaign.yaml:4:1" in done.err and "fix:" in done.err
        assert text not in done.err
    assert not tiny.out.exists()
