"""`serendip render --plan`: who shares what, what is drawn and what held, and nothing written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import av
import pytest
from tinycampaign import Tiny, serendip

SCENE = """\
summary: A name that fades in over a flat colour.
title: Hello
needs:
  first_name: {type: text, sample: Anna}
duration: 2s
layers:
  - {id: ground, fill: ink}
  - {id: name, text: "{first_name}", style: headline, color: white, box: [10%, 10%, 90%, 60%], enter: {duration: 600ms}}
say: "Hello {first_name}."
"""
EVERYBODY = """\
summary: The same for everybody.
title: Bye
duration: 1s
layers:
  - {id: ground, fill: sun}
"""


@pytest.fixture
def shared(tiny: Tiny) -> Tiny:
    """Five people, three of them called Anna, and two scenes, of which one is the same for all."""
    tiny.scene(SCENE)
    (tiny.root / "scenes" / "bye").mkdir()
    (tiny.root / "scenes" / "bye" / "scene.yaml").write_text(EVERYBODY, encoding="utf-8")
    (tiny.root / "story.yaml").write_text("scenes: [{scene: hello}, {scene: bye}]\n", encoding="utf-8")
    tiny.people(["Anna", "Boris", "Anna", "Chloé", "Anna"])
    return tiny


def plan(tiny: Tiny, *options: str) -> dict[str, Any]:
    done = serendip("render", str(tiny.root), "--out", str(tiny.out), "--plan", "--json", *options)
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def drawn(folder: Path) -> int:
    with av.open(str(folder / "video.mp4")) as film:
        return sum(1 for packet in film.demux(video=0) if packet.size)


def test_the_plan_says_what_the_run_does_and_writes_nothing(shared: Tiny) -> None:
    before = everything(shared.root)
    found = plan(shared)
    assert not shared.out.exists()
    # But for the campaign's secret, which is made when it is first asked for.
    assert everything(shared.root).items() >= before.items()
    hello, bye = found["scenes"]
    assert (found["films"], found["frames"]) == (5, 5 * 30)
    assert [hello[key] for key in ("scene", "recipients", "segments", "shared")] == ["hello", 5, 3, 1]
    assert [bye[key] for key in ("scene", "recipients", "segments", "shared", "stored")] == ["bye", 5, 1, 1, 0]
    assert hello["drawn"] + hello["held"] == 3 * 20
    assert not hello["about"]
    assert (found["basis"], found["seconds"] > 0) == ("one film", True)

    assert shared.render("--json").summary["rendered"] == 5
    names = {who: drawn(shared.folder(number)) for number, who in enumerate(["Anna", "Boris", "Anna", "Chloé"], 1)}
    assert hello["drawn"] == sum(names.values()) - 3 * bye["drawn"]
    kept = shared.private / "cache"
    assert [len(list((kept / kind).iterdir())) for kind in ("segments", "repeated")] == [1, 1]

    stands = everything(shared.out)
    assert (plan(shared)["films"], plan(shared)["unchanged"]) == (0, 5)
    again = plan(shared, "--fresh")
    assert (again["films"], again["scenes"][1]["stored"], again["scenes"][1]["drawn"]) == (5, 1, 0)
    assert everything(shared.out) == stands


def test_the_plan_for_people(shared: Tiny) -> None:
    (shared.root / "suppression.txt").write_text("ID-CANARY-2\n", encoding="utf-8")
    done = serendip("render", str(shared.root), "--out", str(shared.out), "--plan", "--limit", "4")
    assert done.code == 0
    assert "tiny: 3 films to make of 4 rows, 1 skipped (suppressed)" in done.out
    assert [line.split()[:4] for line in done.out.splitlines()[2:5]] == [
        ["hello", "3", "2", "1"],
        ["bye", "3", "1", "1"],
        ["total", "3", "3", "2"],
    ]
    assert "reckoned from one film, rendered just now and thrown away" in done.out
    assert not any(name in done.out for name in ("Anna", "Chloé", "CANARY"))


def test_a_campaign_without_films_has_no_plan(shared: Tiny) -> None:
    text = (shared.root / "campaign.yaml").read_text(encoding="utf-8")
    text = text.replace("video: {fps: 10, gif: false}", "video: false\n  microsite: {template: bill}")
    (shared.root / "campaign.yaml").write_text(text, encoding="utf-8")
    done = serendip("render", str(shared.root), "--out", str(shared.out), "--plan")
    assert done.code == 2
    assert "makes no films" in done.err
