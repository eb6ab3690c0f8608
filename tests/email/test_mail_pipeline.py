"""E-mails in a whole run: where they are kept, what links.csv says, who takes them away, and that leaks are found."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from generator.campaign import Campaign, load_campaign
from generator.errors import InputError
from generator.pipeline.batch import render
from generator.pipeline.options import Options, Summary, Unwatched
from generator.pipeline.proof import prove
from generator.publish.layout import Layout

IDS = ("C-1001", "C-1004")


@dataclass(frozen=True)
class Made:
    """A campaign that was rendered without film and document."""

    campaign: Campaign
    layout: Layout
    out: Path

    def again(self, campaign: Campaign | None = None, *, fresh: bool = False) -> Summary:
        options = Options(self.out, only=IDS, workers=0, fresh=fresh)
        return render(campaign or self.campaign, options, Unwatched())

    @property
    def mails(self) -> dict[str, bytes]:
        return {path.parent.name: path.read_bytes() for path in self.layout.mail.glob("*/mail.eml")}


@pytest.fixture(scope="module")
def made(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    root = tmp_path_factory.mktemp("mailed")
    shutil.copytree(checkout / "examples" / "energy", root / "energy", ignore=shutil.ignore_patterns(".secret"))
    campaign = replace(load_campaign(root / "energy"), video=None, document=None)
    found = Made(campaign, Layout(root / "out" / campaign.name), root / "out")
    assert found.again().tally.rendered == len(IDS)
    yield found


def test_mails_are_kept_where_no_host_serves_them(made: Made) -> None:
    assert len(made.mails) == len(IDS)
    assert not list(made.layout.site.rglob("*.eml"))
    for path in made.layout.mail.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0
    for token in made.mails:
        assert (made.layout.folder(token) / "index.html").is_file()
        assert not (made.layout.folder(token) / "mail").exists()


def test_links_say_what_is_merged(made: Made) -> None:
    with made.layout.links.open(encoding="utf-8", newline="") as stream:
        rows = {row["customer_id"]: row for row in csv.DictReader(stream)}
    assert set(rows) == set(IDS)
    for row in rows.values():
        assert row["subject"] and row["preheader"]
        # Without a film there is no moving picture.
        assert row["thumbnail"] == row["thumbnail_alt"] == ""
    assert rows["C-1001"]["subject"].startswith("La tua bolletta di aprile: 84,20")


def test_no_customer_id_and_no_address_is_in_a_mail(made: Made) -> None:
    for data in made.mails.values():
        for told in (*IDS, "mail1", "@example.org"):
            assert told.encode() not in data


def test_the_whole_output_is_clean_and_a_planted_value_is_found(made: Made) -> None:
    assert prove(made.layout.root, made.campaign).clean
    token, data = next(iter(made.mails.items()))
    path = made.layout.mail_of(token) / "mail.eml"
    path.write_bytes(data.replace(b"Ciao ", b"Ciao Via dei Girasoli 8, Borgo Solare ", 1))
    try:
        found = prove(made.layout.root, made.campaign)
    finally:
        path.write_bytes(data)
    assert {leak.file for leak in found.leaks} == {f"private/mail/{token}/mail.eml"}


def test_a_second_run_makes_none_again_and_one_that_is_lost_is_made_again(made: Made) -> None:
    before = made.mails
    assert made.again().tally.reused == len(IDS)
    token = next(iter(before))
    (made.layout.mail_of(token) / "mail.eml").unlink()
    assert made.again().tally.rendered == 1
    assert made.mails == before


def test_a_mail_that_nobody_asks_for_any_more_is_taken_away(made: Made) -> None:
    assert made.again(replace(made.campaign, email=None)).tally.rendered == len(IDS)
    assert made.mails == {}
    with made.layout.links.open(encoding="utf-8", newline="") as stream:
        assert "subject" not in next(csv.reader(stream))
    assert made.again().tally.rendered == len(IDS)
    assert len(made.mails) == len(IDS)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("email: bills@solena.example", "phone: '+999 555 0100'", "nobody knows who"),
        ("base_url: https://bill.solena.example/", "", "leads to no page"),
        ("email: {template: bill,", "email: {template: bell,", "there is no email 'bell'"),
        ("reply_to: hello@solena.example", 'reply_to: "a@b.example, c@d.example"', "reply_to"),
    ],
)
def test_what_a_campaign_lacks_for_mails_is_told_at_its_line(
    checkout: Path, tmp_path: Path, before: str, after: str, told: str
) -> None:
    root = tmp_path / "energy"
    shutil.copytree(checkout / "examples" / "energy", root, ignore=shutil.ignore_patterns(".secret"))
    path = root / "campaign.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    # The issuer's telephone stands there already.
    changed = text.replace(before, after).replace('  phone: "+999 555 0100"\n', "", 1)
    path.write_text(changed, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        load_campaign(root)
