"""The examples and the starter as campaigns: they load, and they would render whom their read-me says."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from ruamel.yaml import YAML

from generator.campaign import Campaign, load_campaign
from generator.microsite import write_page, write_shared
from generator.model.outcome import Skipped
from generator.pipeline.check import check
from generator.pipeline.preparation import Preparation

ROOT = Path(__file__).resolve().parents[2]
CHINOOK = ROOT.parent / "shared" / "data" / "chinook.sqlite"


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Iterator[Path]:
    """The examples where a secret may be made, beside a link to the data that they read."""
    folder = tmp_path_factory.mktemp("checkout")
    home = folder / "project"
    shutil.copytree(ROOT / "examples", home / "examples", ignore=shutil.ignore_patterns(".secret"))
    shutil.copytree(ROOT / "templates" / "starter", home / "starter", ignore=shutil.ignore_patterns(".secret"))
    (folder / "shared").symlink_to(CHINOOK.parents[1])
    yield home
    shutil.rmtree(folder)


def load(folder: Path) -> Campaign:
    campaign = load_campaign(folder)
    secret = folder / ".secret"
    assert len(campaign.secret) == 64
    assert secret.stat().st_mode & 0o077 == 0
    return campaign


@pytest.mark.parametrize(
    ("folder", "rows", "recipients"), [("examples/energy", 36, 30), ("examples/chinook", 59, 59), ("starter", 3, 3)]
)
def test_a_campaign_would_render_whom_it_should(copy, folder, rows, recipients):
    report = check(load(copy / folder))
    assert not report.errors
    assert (report.rows, report.recipients, report.failed) == (rows, recipients, 0)


def test_energy_uses_every_scene_of_the_storyboard(copy):
    scenes = [planned.template.name for planned in load(copy / "examples/energy").plan.scenes]
    assert list(dict.fromkeys(scenes)) == [
        "greeting", "amount", "history", "breakdown", "moved", "shared", "offer", "closing",
    ]  # fmt: skip


def test_chinook_takes_twenty_seconds(copy):
    plan = load(copy / "examples/chinook").plan
    assert 18 <= sum(scene.duration_s or scene.template.duration_s for scene in plan.scenes) <= 22


def test_no_word_of_an_offer_is_a_song_that_was_bought(copy):
    with sqlite3.connect(f"file:{CHINOOK}?mode=ro", uri=True) as database:
        songs = {
            row[0] for row in database.execute("SELECT DISTINCT t.Name FROM Track t JOIN InvoiceLine USING (TrackId)")
        }
    folder = copy / "examples" / "chinook"
    products = YAML(typ="safe").load(folder / "products.yaml")["products"]
    english = {str(product.get(key, "")) for product in products for key in ("title", "text", "figure")}
    words = set(english)
    for language in ("it", "es", "de", "fr"):
        with (folder / "locale" / f"{language}.po").open("rb") as file:
            known = {message.id: message.string for message in read_po(file)}
        assert {text for text in english if text and text not in known} <= SAME_EVERYWHERE
        words |= {known.get(text, text) for text in english}
    for song in songs:
        pattern = re.compile(rf"(?<!\w){re.escape(song)}(?!\w)", re.IGNORECASE)
        assert not [text for text in words if pattern.search(text)], song


SAME_EVERYWHERE = {
    "Rock", "Metal", "Blues", "Reggae", "Pop", "Jazz",
    # Nothing leads to these, so nobody sees them.
    "Rock And Roll", "Heavy Metal", "Alternative", "Opera", "Science Fiction",
}  # fmt: skip


@pytest.mark.parametrize("folder", ["examples/energy", "examples/chinook", "starter"])
def test_every_place_that_a_film_opens_is_in_the_page(copy, tmp_path, folder):
    campaign = load(copy / folder)
    shared = write_shared(campaign.brand, campaign.microsite, tmp_path / "shared")
    places = set()
    with Preparation(campaign) as preparation:
        for number, record in enumerate(islice(preparation.rows(), 8)):
            prepared = preparation.prepare(record, f"{number}" * 32)
            if isinstance(prepared, Skipped):
                continue
            write_page(prepared.story, tmp_path / str(number), None, shared)
            page = (tmp_path / str(number) / "index.html").read_text(encoding="utf-8")
            layers = [layer for scene in prepared.story.every_scene for layer in scene.layers["16:9"]]
            taps = [layer.tap for layer in layers if layer.tap and layer.tap.do == "open"]
            opened = {item.target for tap in taps for item in tap.items if item}
            opened |= {tap.target for tap in taps if not tap.items}
            assert opened <= set(re.findall(r'data-place="([^"]+)"', page))
            places |= opened
    assert places
