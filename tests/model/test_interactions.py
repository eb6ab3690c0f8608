"""What in a film can be touched, as the page gets it."""

from __future__ import annotations

import json

from generator.model.interactions import (
    NOTHING,
    Action,
    Area,
    Branch,
    Hotspot,
    Interactions,
    Jump,
    Option,
    Question,
)
from generator.model.outcome import Film

MARCH = Hotspot(
    id="history.bars.2026-03",
    scene="history",
    kind="area",
    area=Area(60.5, 29.0, 14.25, 64.5),
    from_s=15.0,
    to_s=19.5,
    label="March: 241 kWh",
    action=Action("open", "history/2026-03"),
)


def test_a_film_that_is_only_watched_has_nothing_to_touch() -> None:
    assert not NOTHING
    assert not Film(640, 360, 4.0, ("video.mp4",), ()).interactions


def test_all_of_it_is_plain_json() -> None:
    clear = Question("clear", "closing", 39.0, "choice", "Was it clear?", (Option("1", "Yes"), Option("2", "No")))
    why = Branch("why", "Why it moved", "branch-why.mp4", "video/mp4", 8.0, ((0.0, "Why"),), "branch-why.vtt", (MARCH,))
    found = Interactions((MARCH,), (clear,), (why,), (Jump("reasons", "Why it moved", branch="why"),))
    told = json.loads(json.dumps(found.as_json()))
    assert found
    assert told["hotspots"][0]["area"] == {"left": 60.5, "top": 29.0, "width": 14.25, "height": 64.5}
    assert told["hotspots"][0]["action"] == {"do": "open", "target": "history/2026-03", "href": "", "at_s": 0.0}
    assert told["questions"][0]["options"][1] == {"value": "2", "text": "No"}
    assert told["branches"][0]["hotspots"] == told["hotspots"]
    assert told["branches"][0]["chapters"] == [[0.0, "Why"]]
    assert told["jumps"] == [{"place": "reasons", "title": "Why it moved", "branch": "why", "scene": "", "at_s": 0.0}]
