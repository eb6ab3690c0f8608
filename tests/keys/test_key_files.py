"""Keys from the environment and from files: made, read, rotated, and refused with cause and remedy."""

from __future__ import annotations

import datetime
import os
import stat
from pathlib import Path

import pytest

from generator.keys import Key, Keyring, SecretError, make, read_keys, rotate
from generator.keys.ring import parse

DAY = datetime.date(2026, 11, 22)
GOOD = "6b0d6e3c1f9a4827d5e0b7c2a91f3846"


def written(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_a_new_file_is_its_owners_alone_and_never_overwritten(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        made = make(tmp_path / ".secret", DAY)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / ".secret").stat().st_mode) == 0o600
    assert made.made_on == DAY
    assert len(made.secret) == 64
    text = (tmp_path / ".secret").read_text()
    with pytest.raises(SecretError, match="exists already"):
        make(tmp_path / ".secret", DAY)
    assert (tmp_path / ".secret").read_text() == text
    assert read_keys("file:.secret", tmp_path, DAY).newest == made


def test_a_missing_file_is_made_on_first_use_only_where_that_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(SecretError, match="does not exist") as caught:
        read_keys("file:.secret", tmp_path, DAY, make_missing=False)
    assert "serendip key new" in caught.value.remedy
    first = read_keys("file:.secret", tmp_path, DAY)
    assert read_keys("file:.secret", tmp_path, DAY) == first


def test_a_bare_key_is_a_ring_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "key", f"{GOOD}\n")
    monkeypatch.setenv("A_KEY_OF_TESTS", GOOD)
    ring = read_keys("file:key", tmp_path, DAY)
    assert ring == read_keys("env:A_KEY_OF_TESTS", tmp_path, DAY)
    assert [(key.secret, key.made_on) for key in ring.keys] == [(GOOD.encode(), None)]


def test_rotation_puts_a_new_key_first_and_keeps_the_others(tmp_path: Path) -> None:
    path = written(tmp_path / "key", GOOD, 0o644)
    ring = rotate(path, DAY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ring.newest.made_on == DAY
    assert [key.secret for key in ring.older] == [GOOD.encode()]
    again = rotate(path, DAY + datetime.timedelta(days=90))
    assert again.older == ring.keys
    assert read_keys("file:key", tmp_path, DAY) == again == parse(again.text())
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_rotation_follows_a_link_and_makes_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    target = written(tmp_path / "kept" / "key", GOOD)
    (tmp_path / "key").symlink_to(target)
    rotate(tmp_path / "key", DAY)
    assert (tmp_path / "key").is_symlink()
    assert len(parse(target.read_text()).keys) == 2
    with pytest.raises(SecretError, match="does not exist"):
        rotate(tmp_path / "none", DAY)
    assert not (tmp_path / "none").exists()


def test_a_ring_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ring = Keyring((Key.of("f" + GOOD, DAY), Key.of(GOOD, None)))
    monkeypatch.setenv("A_KEY_OF_TESTS", ring.text())
    assert read_keys("env:A_KEY_OF_TESTS", tmp_path, DAY) == ring


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("", "holds no key"),
        ("\n \n", "holds no key"),
        ("short", "shorter than 16 bytes"),
        ("a" * 64, "too easy to guess"),
        ("passwordpasswordpassword", "too easy to guess"),
        (f"{GOOD}\n{GOOD[::-1]}\n", "line 1 is no key"),
        (f"00000000 2026-01-01 {GOOD}\n", "line 1 is damaged"),
        (f"{Key.of(GOOD, None).id} 2026-13-01 {GOOD}\n", "line 1 names no day"),
        (Keyring((Key.of(GOOD, DAY), Key.of(GOOD, None))).text(), "one key twice"),
        (Keyring((Key.of("a" * 64, DAY), Key.of(GOOD, None))).text(), "too easy to guess"),
    ],
)
def test_what_will_not_do_is_refused_and_never_quoted(tmp_path: Path, text: str, cause: str) -> None:
    written(tmp_path / "key", text)
    with pytest.raises(SecretError, match=cause) as caught:
        read_keys("file:key", tmp_path, DAY)
    assert caught.value.remedy
    for line in text.split():
        assert len(line) < 16 or line not in f"{caught.value.cause} {caught.value.remedy}"


def test_an_older_key_may_be_weak_for_it_makes_nothing_new(tmp_path: Path) -> None:
    path = written(tmp_path / "key", "short")
    rotate(path, DAY)
    assert len(read_keys("file:key", tmp_path, DAY).keys) == 2


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o644, 0o620, 0o666])
def test_a_file_that_others_get_at_is_refused(tmp_path: Path, mode: int) -> None:
    written(tmp_path / "key", GOOD, mode)
    with pytest.raises(SecretError, match="others on this machine") as caught:
        read_keys("file:key", tmp_path, DAY)
    assert "chmod 600" in caught.value.remedy


def test_a_group_may_be_let_read(tmp_path: Path) -> None:
    written(tmp_path / "key", GOOD, 0o640)
    assert read_keys("file:key", tmp_path, DAY).newest.secret == GOOD.encode()


@pytest.mark.parametrize("source", [GOOD, "env:", "file:", "key", "vault:key"])
def test_a_secret_is_named_and_not_written(tmp_path: Path, source: str) -> None:
    with pytest.raises(SecretError, match="named, not written here"):
        read_keys(source, tmp_path, DAY)


def test_an_unset_variable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("A_KEY_OF_TESTS", raising=False)
    with pytest.raises(SecretError, match="A_KEY_OF_TESTS is not set"):
        read_keys("env:A_KEY_OF_TESTS", tmp_path, DAY)


def test_a_key_never_shows_in_its_repr() -> None:
    assert GOOD not in repr(Keyring((Key.of(GOOD, DAY),)))
