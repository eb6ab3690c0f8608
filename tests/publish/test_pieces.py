"""What is found in a recipient's folder."""

from __future__ import annotations

from pathlib import Path

from generator.publish.pieces import names_in


def test_every_file_is_named_however_deep_it_stands(tmp_path: Path) -> None:
    for name in ("index.html", "mail/mail.eml", "a/b/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "empty").mkdir()
    (tmp_path / "nowhere").symlink_to(tmp_path / "gone")
    assert list(names_in(tmp_path)) == ["a/b/c.txt", "index.html", "mail/mail.eml"]


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert list(names_in(tmp_path / "gone")) == []
