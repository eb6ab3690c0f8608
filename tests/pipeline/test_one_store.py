"""One store, many users: workers, crashes and campaigns at the same time never change a film."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CLI = Path(__file__).parents[1] / "cli"
sys.path.insert(0, str(CLI))

from tinycampaign import Tiny, environment, make, process, program  # noqa: E402

from generator.keys import derived  # noqa: E402
from generator.video.index import Index  # noqa: E402
from generator.video.owners import INDEX, owner_of  # noqa: E402

SCENE = """\
summary: A name that slides in beside a ball that never rests.
title: Hello
needs:
  first_name: {type: text, sample: Anna}
duration: 1s
layers:
  - {id: ground, fill: COLOR}
  - {id: ball, shape: circle, paint: sun, box: [5%, 50%, 25%, 90%], drift: {dx: 60%, dy: -30%}}
  - {id: name, text: "{first_name}", style: headline, box: [10%, 10%, 90%, 50%], enter: {fade: true, duration: 500ms}}
say: "Hello {first_name}."
"""
EVERYBODY = """\
summary: The same for everybody.
title: Bye
duration: 500ms
layers:
  - {id: ground, fill: paper}
  - {id: ball, shape: circle, paint: sun, box: [5%, 50%, 25%, 90%], drift: {dx: 60%, dy: -30%}}
"""
# Of each ground: what lies above and below the name, what lies beside it, and that they fit.
STRIPS = 6
SECRET = "6b0d6e3c1f9a4827d5e0b7c2a91f3846"
STORE_KEY = derived(SECRET.encode(), "store")
NAMES = ["Anna", "Boris", "Anna", "Chloé", "Anna", "Boris", "Dora", "Chloé", "Emil", "Anna"]


def campaign(folder: Path, color: str = "ink", names: list[str] | None = None) -> Tiny:
    """Ten films of small frames, three scenes each: two personal ones, of which most repeat, and one for everybody."""
    tiny = make(folder)
    tiny.scene(SCENE.replace("COLOR", color))
    for name, text in (("again", SCENE.replace("COLOR", "paper")), ("bye", EVERYBODY)):
        (tiny.root / "scenes" / name).mkdir()
        (tiny.root / "scenes" / name / "scene.yaml").write_text(text, encoding="utf-8")
    (tiny.root / "story.yaml").write_text("scenes: [{scene: hello}, {scene: bye}, {scene: again}]\n", encoding="utf-8")
    (tiny.root / "tiny.secret").write_text(SECRET, encoding="ascii")
    (tiny.root / "tiny.secret").chmod(0o600)
    text = (tiny.root / "campaign.yaml").read_text(encoding="utf-8")
    text = text.replace("video: {fps: 10", "video: {height_px: 180, fps: 10")
    (tiny.root / "campaign.yaml").write_text(text, encoding="utf-8")
    tiny.people(names or NAMES)
    return tiny


def command(tiny: Tiny, *options: str) -> list[str]:
    return ["render", str(tiny.root), "--out", str(tiny.out), *options]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def films(tiny: Tiny) -> dict[str, str]:
    """Customer's id → digest of the film."""
    return {customer: digest(tiny.site / url.rstrip("/")[-32:] / "video.mp4") for customer, url in tiny.links().items()}


def segments(store: Path) -> dict[str, str]:
    return {path.name: digest(path) for kind in ("segments", "repeated") for path in (store / kind).iterdir()}


def weight(store: Path) -> int:
    return sum(path.stat().st_size for kind in ("segments", "repeated") for path in (store / kind).iterdir())


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, str]]:
    """What one process makes of it: films and segments."""
    tiny = campaign(tmp_path_factory.mktemp("alone"))
    assert tiny.render("--json").summary["rendered"] == len(NAMES)
    return films(tiny), segments(tiny.private / "cache")


def test_what_repeats_is_stored_and_nothing_else(alone: tuple[dict[str, str], dict[str, str]]) -> None:
    # Anna, Boris and Chloé have namesakes, in two scenes; one scene is everybody's. Dora and Emil are kept nowhere.
    # Each of the two scenes has a ground that never rests: what lies around the name is everybody's, too.
    assert len(alone[1]) == 3 * 2 + 1 + STRIPS
    assert len(set(alone[0].values())) == len(set(NAMES))


@pytest.mark.parametrize("workers", ["1", "2", "4"])
def test_any_number_of_workers_gives_the_same_bytes(
    workers: str, alone: tuple[dict[str, str], dict[str, str]], tmp_path: Path
) -> None:
    tiny = campaign(tmp_path)
    assert process(*command(tiny, "--workers", workers)).code == 0
    assert (films(tiny), segments(tiny.private / "cache")) == alone


def test_the_same_bytes_after_a_crash_half_way(alone: tuple[dict[str, str], dict[str, str]], tmp_path: Path) -> None:
    tiny = campaign(tmp_path)
    manifest = tiny.private / ".manifest.jsonl.part"
    for already in (1, 3):
        # Killed with all its workers, once early and once when some films stand.
        with subprocess.Popen(
            program(*command(tiny, "--workers", "2")),
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            env=environment(),
        ) as run:
            deadline = time.monotonic() + 60
            while len(tiny.folders() if tiny.site.exists() else ()) < already and run.poll() is None:
                assert time.monotonic() < deadline
                time.sleep(0.01)
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
    store = tiny.private / "cache"
    index = Index(store / INDEX)
    # Whatever a person's segment is in the store is that person's on record, at the very moment of the crash.
    assert all(index.knows(path.name) for path in (store / "repeated").iterdir() if not path.name.startswith("."))
    index.close()
    done = process(*command(tiny, "--workers", "2", "--json"))
    assert (done.code, done.summary["rendered"] + done.summary["reused"]) == (0, len(NAMES))
    assert (films(tiny), segments(store)) == alone
    assert not manifest.exists()
    assert not (store / "plan").exists()
    assert list(store.rglob("*.part")) == []


def test_two_campaigns_at_once_in_one_small_store(alone: tuple[dict[str, str], dict[str, str]], tmp_path: Path) -> None:
    store = tmp_path / "store"
    one, two = campaign(tmp_path / "one"), campaign(tmp_path / "two", "paper", [*reversed(NAMES), "Fatima", "Fatima"])
    # Room for a few of the segments only, so that each makes others go while both render.
    shared = ["--workers", "2", "--store", str(store), "--store-size", "20K", "--json"]
    runs = [
        subprocess.Popen(program(*command(tiny, *shared)), stdout=subprocess.PIPE, text=True, env=environment())
        for tiny in (one, two)
    ]
    for run in runs:
        out, _ = run.communicate(timeout=120)
        assert (run.returncode, json.loads(out)["failed"]) == (0, 0)
    assert films(one) == alone[0]
    lone = campaign(tmp_path / "lone", "paper", [*reversed(NAMES), "Fatima", "Fatima"])
    lone.render()
    assert films(two) == films(lone)
    assert 0 < weight(store) < 20_000 < weight(lone.private / "cache")


def test_a_damaged_segment_is_made_again(alone: tuple[dict[str, str], dict[str, str]], tmp_path: Path) -> None:
    tiny = campaign(tmp_path)
    tiny.render()
    store = tiny.private / "cache"
    chance = random.Random(3)
    for path in [path for kind in ("segments", "repeated") for path in (store / kind).iterdir()]:
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
    assert tiny.render("--fresh", "--json").summary["rendered"] == len(NAMES)
    assert (films(tiny), segments(store)) == alone


def test_who_is_removed_leaves_nothing_in_the_store(tmp_path: Path) -> None:
    tiny = campaign(tmp_path)
    tiny.render()
    store = tiny.private / "cache"
    owners = {number: owner_of(STORE_KEY, "tiny", tiny.folder(number).name).mac for number in range(1, len(NAMES) + 1)}
    before = segments(store)

    def known() -> set[int]:
        content = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
        return {number for number, owner in owners.items() if owner in content}

    assert known() == {1, 2, 3, 4, 5, 6, 8, 10}
    # One Boris: the other still uses what both did. Both Chloés: nobody does.
    (tiny.root / "suppression.txt").write_text("ID-CANARY-2\nID-CANARY-4\nID-CANARY-8\n", encoding="utf-8")
    assert tiny.render("--json").summary["withdrawn"] == 3
    assert known() == {1, 3, 5, 6, 10}
    left = segments(store)
    assert len(left) == len(before) - 2 and left.items() <= before.items()
    # Whom the source has no more.
    tiny.people(["Anna"])
    tiny.render()
    assert known() == {1}
    assert len(segments(store)) == 3 + STRIPS


def test_whom_a_crash_left_in_the_store_alone_is_erased_by_the_next_whole_run(tmp_path: Path) -> None:
    tiny = campaign(tmp_path)
    tiny.render("--limit", "1")
    store = tiny.private / "cache"
    index = Index(store / INDEX)
    name = min(path.name for path in (store / "segments").iterdir())
    # On record for a segment, and never published.
    index.claim(owner_of(STORE_KEY, "tiny", "somebody"), [name])
    assert index.segments_of(owner_of(STORE_KEY, "tiny", "somebody").mac) == [name]
    tiny.render("--limit", "1")
    assert index.segments_of(owner_of(STORE_KEY, "tiny", "somebody").mac) == [name]
    tiny.render()
    assert index.segments_of(owner_of(STORE_KEY, "tiny", "somebody").mac) == []
    index.close()
