"""Characters that no typeface has: told by check, by code point only for the template's own words."""

from __future__ import annotations

from tinycampaign import Tiny, serendip

HIEROGLYPH = "\U00013080"
MINE = "\U00012000"


def test_the_templates_own_characters_are_told_by_code_point(tiny: Tiny) -> None:
    scene = next(tiny.root.rglob("scene.yaml"))
    scene.write_text(scene.read_text(encoding="utf-8").replace("Hello", f"Hello {MINE}"), encoding="utf-8")
    done = serendip("check", str(tiny.root))
    assert "U+12000" in done.err and "'hello'" in done.err and "story.yaml:2" in done.err
    assert MINE not in done.out + done.err


def test_of_a_customers_value_only_the_script_and_the_number(tiny: Tiny) -> None:
    data = tiny.root / "customers.csv"
    rows = data.read_text(encoding="utf-8").splitlines()
    place = rows[0].split(",").index("given_name")
    for number in (1, 2):
        cells = rows[number].split(",")
        cells[place] = f"Zo{HIEROGLYPH}e"
        rows[number] = ",".join(cells)
    data.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = serendip("check", str(tiny.root))
    assert done.code == 0, done.err
    assert "values of 2 recipients in the scene 'hello'" in done.err
    assert "script Egyptian Hieroglyphs" in done.err
    for secret in (HIEROGLYPH, "13080", "Zo"):
        assert secret not in done.out + done.err


def test_nothing_is_told_when_every_character_is_there(tiny: Tiny) -> None:
    assert "typeface" not in serendip("check", str(tiny.root)).err
