from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from generator.audience import suppression_line
from generator.audience.suppression import Suppression
from generator.errors import CampaignError

SECRET = b"a secret of sixteen bytes or more"


def _list(tmp_path: Path, content: bytes, *secrets: bytes) -> Suppression:
    path = tmp_path / "suppression.txt"
    path.write_bytes(content)
    return Suppression(path, "data/suppression.txt", secrets or (SECRET,))


def test_plain_ids_and_macs(tmp_path: Path) -> None:
    content = f"C-1\n\n  C-2 \r\n{suppression_line(SECRET, 'C-3')}\n{suppression_line(SECRET, 'C-4').upper()}".encode()
    listed = _list(tmp_path, content)
    assert [f"C-{n}" in listed for n in range(1, 6)] == [True, True, True, True, False]


def test_a_line_says_nothing_without_the_secret(tmp_path: Path) -> None:
    line = suppression_line(SECRET, "C-3")
    assert re.fullmatch("[0-9a-f]{64}", line)
    assert line != hashlib.sha256(b"C-3").hexdigest()
    assert "C-3" not in _list(tmp_path, line.encode(), b"another secret, also long enough")


def test_a_line_that_an_older_key_made_still_counts(tmp_path: Path) -> None:
    line = suppression_line(SECRET, "C-3").encode()
    newest = b"the secret that came after it"
    assert "C-3" in _list(tmp_path, line, newest, SECRET)
    assert "C-3" not in _list(tmp_path, line, newest)


def test_an_id_that_looks_like_a_mac_is_an_id_too(tmp_path: Path) -> None:
    odd = "ab" * 32
    assert odd in _list(tmp_path, odd.encode())


def test_ids_are_compared_in_their_one_form(tmp_path: Path) -> None:
    listed = _list(tmp_path, "\ufeffﬁ-1\n#2\n\u200bC-3\n".encode())
    assert all(name in listed for name in ("fi-1", "#2", "C-3"))


def test_no_list_holds_nobody() -> None:
    assert "C-1" not in Suppression(None, "", (SECRET,))
    assert len(Suppression(None, "", (SECRET,))) == 0


def test_a_list_that_cant_be_read_whole_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(CampaignError, match=r"data/suppression\.txt, line 2"):
        _list(tmp_path, b"C-1\nZo\xeb\n")
    with pytest.raises(CampaignError, match="does not exist"):
        Suppression(tmp_path / "none.txt", "data/none.txt", (SECRET,))
    with pytest.raises(CampaignError, match="can't be read"):
        Suppression(tmp_path, "data", (SECRET,))
