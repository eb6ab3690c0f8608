"""Broken footage stops check and render alike before anything is made, at its line of scene.yaml."""

from __future__ import annotations

import pytest
from tinycampaign import SCENE, Tiny, serendip


@pytest.mark.parametrize("command", ["check", "render"])
def test_broken_footage_stops_the_run_before_it_starts(tiny: Tiny, command: str) -> None:
    tiny.scene(SCENE.replace("fill: ink}", "footage: film.mp4}"))
    (tiny.root / "scenes" / "hello" / "film.mp4").write_bytes(b"\0\0\0\x20ftypisom cut off here")
    done = serendip("check", str(tiny.root)) if command == "check" else tiny.render()
    assert done.code == 2
    assert "scene.yaml:7:5" in done.err and "'film.mp4' can't be decoded" in done.err and "Copy it again" in done.err
    assert not tiny.site.exists()
