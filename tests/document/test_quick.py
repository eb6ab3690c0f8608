"""What is skipped in setting a batch changes no byte of any document."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pydyf
import pytest
import weasyprint
from sample_issuer import ISSUER
from zoo import zoo

from generator.document import quick
from generator.document.fetch import LocalFetcher
from generator.model.facts import Table

PROGRAM = """
import hashlib, pickle, sys
import weasyprint
from pathlib import Path
from weasyprint.text.fonts import FontConfiguration
from generator.document.fetch import LocalFetcher
from generator.document import quick, render
from generator.document.quick import writing
writing.LEVEL = 9
BASE = "@page { size: A5; margin: 2cm } body { font: 12px/1.4 sans-serif }"
if sys.argv[1] == "plain":
    quick.install = lambda: False
    quick.parsed = lambda text, base, fetcher, notes: weasyprint.HTML(string=text, base_url=base, url_fetcher=fetcher)
def told(name, data):
    print(name, hashlib.sha256(data).hexdigest())
stories, zoo = pickle.load(sys.stdin.buffer)
for at, story in enumerate(stories):
    told(at, render.render_pdf(story, story.document))
quick.install()
fetcher, fonts = LocalFetcher((Path("/"),)), FontConfiguration()
for name, (style, markup) in zoo.items():
    text = f'<html lang="en"><head><title>{name}</title></head><body>{markup}</body></html>'
    # What is kept from one document must suit the next.
    for turn in range(1 if sys.argv[1] == "plain" else 2):
        html = quick.parsed(text, "file:///", fetcher, notes="footnote" in style)
        sheets = [weasyprint.CSS(string=style + BASE, font_config=fonts)]
        how = {"font_config": fonts, "pdf_variant": "pdf/a-3a", "pdf_identifier": b"1" * 32}
        told(name, html.write_pdf(stylesheets=sheets, **how))
"""


def test_not_a_byte_differs(tell) -> None:
    arabic = tell("ar_EG", name="ليلى حداد")
    rows = tuple((f"Kind {at % 3}", f"Charge {at}", Decimal("9.99")) for at in range(60))
    long = tell(lines=Table(("kind", "description", "amount"), rows))
    transfer = replace(tell("it_IT", autopay=False), issuer=ISSUER)
    stories = [long, tell(), tell("de_DE", "stress"), tell(name="Z"), arabic, transfer, tell()]
    data = pickle.dumps((stories, zoo()))
    told = [
        subprocess.run([sys.executable, "-c", PROGRAM, way], input=data, capture_output=True, check=True)
        for way in ("plain", "quick")
    ]
    plain, short = (done.stdout.decode().splitlines() for done in told)
    assert [line for line in short if line not in plain] == []
    assert list(dict.fromkeys(short)) == plain
    assert len({line.split()[1] for line in plain}) == len(stories) - 1 + len(zoo())


def test_the_weasyprint_in_use_is_known() -> None:
    assert quick.install(), "look at what quick reaches into, then add the versions of WeasyPrint and pydyf"


@pytest.mark.parametrize("library", [weasyprint, pydyf])
def test_an_unknown_weasyprint_is_left_alone(monkeypatch: pytest.MonkeyPatch, library: ModuleType) -> None:
    monkeypatch.setattr(library, "__version__", "999.0")
    assert not quick.install.__wrapped__()


@pytest.mark.parametrize("text", ["<p>a<br>b</p>", "<html><body><p>&nbsp;x</p></body></html>", "<p>a & b"])
def test_html_that_is_no_xml_is_read_all_the_same(text: str) -> None:
    found = quick.parsed(text, "file:///", LocalFetcher((Path("/"),)))
    assert "".join(found.etree_element.itertext()).strip()
