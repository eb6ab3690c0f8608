"""Every page template: samples and stress values, each section missing, hostile values in every need."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from every_template import HOSTILE, LONG, NAMES, loaded, told, with_text
from test_page_html import Elements

from generator.microsite import Shared, write_page
from generator.model.brand import Brand
from generator.model.outcome import Film
from generator.story.words import Words

LANGUAGES = ("de", "es", "fr", "it")
LINKING = ("href", "src", "action", "formaction", "poster", "data", "srcset", "xlink:href")
ALLOWED = re.compile(r"(https://|mailto:|tel:|sms:|#|\.\./shared/|[\w.-]+(?:#[\w-]*)?$)")


@pytest.mark.parametrize("name", NAMES)
def test_samples_and_stress_values_make_a_page(
    name: str, brand: Brand, shared: Shared, film: Film, tmp_path: Path
) -> None:
    template = loaded(name)
    assert all(need.help for need in template.needs.values())
    for stress in (False, True):
        for moving in (film, None):
            write_page(told(template, brand, stress=stress), tmp_path, moving, shared)
            html = Elements((tmp_path / "index.html").read_text(encoding="utf-8"))
            assert len(html.all("h1")) == 1
            assert len(html.all("video")) == (moving is not None)
            assert len(html.ids) == len([at for _, at in html.found if "id" in at])


@pytest.mark.parametrize("name", NAMES)
def test_any_need_may_be_missing(name: str, brand: Brand, shared: Shared, film: Film, tmp_path: Path) -> None:
    template = loaded(name)
    for missing in (*([need] for need in template.needs), list(template.needs)):
        for moving in (film, None):
            write_page(told(template, brand, without=missing), tmp_path, moving, shared)
            html = Elements((tmp_path / "index.html").read_text(encoding="utf-8"))
            for link in html.all("a"):
                if link["href"].startswith("#") and link["href"] != "#":
                    assert link["href"][1:] in html.ids, (missing, link["href"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_values_are_text_wherever_they_stand(
    name: str, text: str, brand: Brand, shared: Shared, film: Film, tmp_path: Path
) -> None:
    plain = told(loaded(name), brand)
    write_page(plain, tmp_path / "plain", film, shared)
    write_page(with_text(plain, text), tmp_path / "hostile", film, shared)
    for file in ("index.html", "choices.html"):
        safe, found = (Elements((tmp_path / kind / file).read_text(encoding="utf-8")) for kind in ("plain", "hostile"))
        assert {tag for tag, _ in found.found} <= {tag for tag, _ in safe.found} | {"time", "bdi"}
        for tag, attributes in found.found:
            assert not [key for key in attributes if key.startswith("on") or key == "style"], tag
            for key in LINKING:
                if attributes.get(key):
                    assert ALLOWED.match(attributes[key]), (tag, key, attributes[key])
        assert "49" not in "".join(found.words).replace("{{ 7 * 7 }}", "") or text.find("7") < 0
    for file in (tmp_path / "hostile").glob("*.csv"):
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.lstrip().startswith("=")]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_ten_kilobytes_makes_a_page(name: str, brand: Brand, shared: Shared, tmp_path: Path) -> None:
    write_page(with_text(told(loaded(name), brand), LONG), tmp_path, None, shared)
    assert LONG in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_translated(name: str, language: str) -> None:
    words = Words(language)
    assert [key for key, text in loaded(name).copy.items() if not words.knows(text)] == []
