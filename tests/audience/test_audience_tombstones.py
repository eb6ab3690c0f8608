"""Tombstones: known by the key that made them, whatever keys came after, and never half understood."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.audience import FORGOTTEN, HEAD, Audience, AudienceSpec, PurposeRule, Tombstones, tombstone
from generator.errors import CampaignError
from generator.intake import Consent, CustomerRecord
from generator.keys import Key, Keyring
from generator.model.outcome import Skipped

OLD, NEW = Key.of("6b0d6e3c1f9a4827d5e0b7c2a91f3846", None), Key.of("0e7c2a91f38466b0d6e3c1f9a4827d5b", None)
RING = Keyring((NEW, OLD))
TODAY = date(2026, 5, 4)


def listed(path: Path, *lines: str) -> Path:
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


def test_lines_of_every_key_of_the_ring_are_known(tmp_path: Path) -> None:
    path = listed(tmp_path / "a.txt", tombstone(OLD, "C-1", TODAY), "\n", tombstone(NEW, "C-2", TODAY))
    other = listed(tmp_path / "b.txt", tombstone(NEW, "C-3", TODAY))
    found = Tombstones((path, other, tmp_path / "none.txt"), RING)
    assert [name in found for name in ("C-1", "C-2", "C-3", "C-4")] == [True, True, True, False]
    assert len(found) == 3
    for name in ("C-1", "C-2"):
        assert name not in path.read_text()


def test_a_line_under_one_key_means_nobody_under_another(tmp_path: Path) -> None:
    digest = tombstone(OLD, "C-1", TODAY).split()[2]
    path = listed(tmp_path / "a.txt", f"{NEW.id} 2026-05-04 {digest}\n")
    assert "C-1" not in Tombstones((path,), RING)


@pytest.mark.parametrize("line", ["C-1\n", f"{OLD.id} {'0' * 64}\n", f"{OLD.id} 2026-05-04 {'0' * 63}\n"])
def test_a_line_that_is_none_stops_the_run(tmp_path: Path, line: str) -> None:
    found = Tombstones((listed(tmp_path / "a.txt", line),), RING)
    with pytest.raises(CampaignError, match=r"a\.txt:2:1: the line is no tombstone"):
        found.read()
    with pytest.raises(CampaignError):
        _ = "C-1" in found


def test_a_line_of_a_key_that_is_gone_stops_the_run(tmp_path: Path) -> None:
    path = listed(tmp_path / "a.txt", tombstone(OLD, "C-1", TODAY))
    with pytest.raises(CampaignError, match=f"made with the key {OLD.id}, which the secret doesn't hold"):
        Tombstones((path,), Keyring((NEW,))).read()


def test_a_list_that_cant_be_read_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "a.txt", tmp_path):
        with pytest.raises(CampaignError, match="can't be read"):
            Tombstones((path,), RING).read()


def test_who_was_forgotten_is_admitted_to_nothing(tmp_path: Path) -> None:
    listed(tmp_path / FORGOTTEN, tombstone(OLD, "C-1", TODAY))
    rule = PurposeRule("offers", "marketing.communications", "consent")
    audience = Audience(AudienceSpec(), {"offers": rule}, ("offers",), RING, tmp_path)
    agreed = (Consent("offers", TODAY),)
    found = audience.admit(CustomerRecord("C-1", {}, agreed, "c.csv, line 2"), TODAY)
    assert isinstance(found, Skipped)
    assert (found.reason, "C-1" in found.detail) == ("forgotten", False)
    assert audience.suppresses("C-1")
    assert not isinstance(audience.admit(CustomerRecord("C-2", {}, agreed, "c.csv, line 3"), TODAY), Skipped)
