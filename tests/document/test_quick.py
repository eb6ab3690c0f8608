"""What is skipped in setting a batch changes no byte of any document."""

from __future__ import annotations

import pickle
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import weasyprint

from generator.document import quick
from generator.document.fetch import LocalFetcher
from generator.model.facts import Table

PROGRAM = """
import hashlib, pickle, sys
from generator.document import quick, render
if sys.argv[1] == "plain":
    quick.install = lambda: False
    quick.parsed = lambda text, base, fetcher, notes: quick.HTML(string=text, base_url=base, url_fetcher=fetcher)
for story in pickle.load(sys.stdin.buffer):
    print(hashlib.sha256(render.render_pdf(story, story.document)).hexdigest())
"""


def test_not_a_byte_differs(tell) -> None:
    arabic = tell("ar_EG", name="ليلى حداد")
    rows = tuple((f"Kind {at % 3}", f"Charge {at}", Decimal("9.99")) for at in range(60))
    long = tell(lines=Table(("kind", "description", "amount"), rows))
    stories = [long, tell(), tell("de_DE", "stress"), tell(name="Z"), arabic, tell(autopay=False), tell()]
    data = pickle.dumps(stories)
    told = [
        subprocess.run([sys.executable, "-c", PROGRAM, way], input=data, capture_output=True, check=True)
        for way in ("plain", "quick")
    ]
    plain, short = (done.stdout.split() for done in told)
    assert plain == short
    assert len(set(plain)) == len(stories) - 1


def test_the_weasyprint_in_use_is_known() -> None:
    assert weasyprint.__version__.startswith(quick.KNOWN), "look at what quick.py reaches into, then add the version"
    assert quick.install()


def test_an_unknown_weasyprint_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "999.0")
    assert not quick.install.__wrapped__()


@pytest.mark.parametrize("text", ["<p>a<br>b</p>", "<html><body><p>&nbsp;x</p></body></html>", "<p>a & b"])
def test_html_that_is_no_xml_is_read_all_the_same(text: str) -> None:
    found = quick.parsed(text, "file:///", LocalFetcher((Path("/"),)))
    assert "".join(found.etree_element.itertext()).strip()
