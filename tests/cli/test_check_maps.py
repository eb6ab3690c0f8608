"""`check` tells of recipients whose region the map lacks, in numbers and never by name."""

from __future__ import annotations

from tinycampaign import SCENE, Tiny, serendip

MAP = "  - {id: home, map: first_name, regions: map.yaml}\nsay:"
REGIONS = "regions:\n  - {id: Anna, path: M0 0H1V1Z}\n  - {id: Ada, path: M0 0H1V1Z}\n"


def test_a_region_that_is_not_on_the_map_is_told_of(tiny: Tiny) -> None:
    (tiny.root / "scenes" / "hello" / "map.yaml").write_text(REGIONS, encoding="utf-8")
    tiny.scene(SCENE.replace("say:", MAP))
    tiny.people(["Ada", "ANNA", "Zenobia-Canary"])
    done = serendip("check", str(tiny.root))
    told = done.out + done.err
    assert done.code == 0, told
    assert "1 of 3 see the map 'home' without a region lit" in " ".join(told.split())
    assert "Canary" not in told
    tiny.people(["Ada", "Anna"])
    assert "see the map" not in serendip("check", str(tiny.root)).out
