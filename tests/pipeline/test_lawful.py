"""No campaign runs without a lawful basis and ways out for people; each is refused at its line, by check and render."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CLI = Path(__file__).parents[1] / "cli"
sys.path.insert(0, str(CLI))

from tinycampaign import serendip  # noqa: E402

from generator.campaign import load_campaign  # noqa: E402
from generator.errors import CampaignError  # noqa: E402
from generator.pipeline.lawful import doubtful, link_fault, unlawful  # noqa: E402

Change = Callable[..., Path]
LEGITIMATE = ("basis: consent, max_age: P24M", "basis: legitimate_interest")
NO_CONSENT = ("consent:\n  fields: {offers: {given: offers_on}}\n", "")
NO_PAGES = ("  microsite: {template: bill}\n  document: {template: invoice}\n", "")
NO_CONSENTS = "'offers' rests on consent, and the campaign names no consents for it"
NOT_WHOLE = "'choices' is no whole address, and a document stands beside no page"


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """Replacements in the starter's campaign and policy in, the changed campaign's folder out."""
    folder = tmp_path / "shop"
    assert serendip("new", str(folder)).code == 0

    def apply(*pairs: tuple[str, str]) -> Path:
        for old, new in pairs:
            files = [folder / "campaign.yaml", folder / "policy.yaml"]
            (file,) = [file for file in files if old in file.read_text(encoding="utf-8")]
            file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        return folder

    return apply


def found(folder: Path) -> list[str]:
    return [f"{fault.place.rpartition('/')[2]} {fault.cause}" for fault in unlawful(load_campaign(folder))]


def test_the_starter_lacks_nothing(change: Change) -> None:
    assert found(change()) == []
    assert list(doubtful(load_campaign(change()))) == []


@pytest.mark.parametrize(
    ("pairs", "cause"),
    [
        ([NO_CONSENT], NO_CONSENTS),
        (
            [("{offers: {given", "{news: {given")],
            NO_CONSENTS,
        ),
        ([LEGITIMATE, NO_CONSENT], "marketing that nobody was asked about, and nobody knows who objects to it"),
        ([LEGITIMATE, NO_PAGES], "marketing that nobody was asked about, and nothing that is made says how to object"),
        ([("  choices: choices.html\n", "")], "the page lacks the link 'choices'"),
        ([("  choices: choices.html\n", "")], "the document lacks the link 'choices'"),
        ([("  stop: mailto:stop@example.com\n", "")], "the page lacks the link 'stop'"),
        ([("stop: mailto:stop@example.com", "stop: ''")], "the document lacks the link 'stop'"),
        ([("stop: mailto:stop@example.com", 'stop: "#stop"')], "leads nowhere but to the page itself"),
        (
            [("base_url: https://bills.example.com/\n", "")],
            NOT_WHOLE,
        ),
        ([("  microsite: {template: bill}\n", "")], NOT_WHOLE),
        ([("mailto:stop@example.com", "javascript:stop()")], "'javascript:' is no address"),
        ([("mailto:stop@example.com", '"https://x.example/{customer_id}"')], "{token} is all that it may hold"),
        ([("mailto:stop@example.com", '"https://x.example/a b"')], "white space"),
    ],
)
def test_what_is_lacking_is_told(change: Change, pairs: list[tuple[str, str]], cause: str) -> None:
    told = found(change(*pairs))
    assert any(cause in line for line in told), told
    assert all(line.startswith("campaign.yaml:") for line in told)


@pytest.mark.parametrize(
    "pairs",
    [
        [LEGITIMATE],
        [LEGITIMATE, NO_CONSENT, ("locale: {field", "audience: {suppression: stop.txt}\nlocale: {field")],
        [("mailto:stop@example.com", '"https://x.example/stop/{token}"')],
        [NO_PAGES, ("  choices: choices.html\n", "")],
    ],
)
def test_what_is_lawful_passes(change: Change, pairs: list[tuple[str, str]]) -> None:
    assert found(change(*pairs)) == []


@pytest.mark.parametrize("command", ["check", "render"])
def test_check_and_render_refuse_alike(change: Change, tmp_path: Path, command: str) -> None:
    folder = change(NO_CONSENT, ("  stop: mailto:stop@example.com\n", ""))
    options = ["--out", str(tmp_path / "out")] if command == "render" else []
    done = serendip(command, str(folder), *options)
    assert done.code == 2
    assert "names no consents for it" in done.err
    assert "campaign.yaml:7:1" in done.err and "fix: Name them under 'consent'" in done.err
    assert not (tmp_path / "out").exists()


def test_a_purpose_without_a_basis_is_refused(change: Change) -> None:
    done = serendip("check", str(change((", basis: contract", ""))))
    assert done.code == 2
    assert "the key 'basis' is missing" in done.err and "policy.yaml:5" in done.err


def test_marketing_without_headers_to_stop_it_is_doubtful(change: Change) -> None:
    folder = change(('unsubscribe: {url: "https://bills.example.com/stop/{token}", mailto: stop@example.com}\n', ""))
    (doubt,) = doubtful(load_campaign(folder))
    assert "List-Unsubscribe" in doubt.cause


@pytest.mark.parametrize(
    "url", ["http://x.example/{token}", "https://x.example/", "https://x.example/{token}\\nBcc: a"]
)
def test_an_address_to_stop_that_will_not_do_is_refused_at_its_line(change: Change, url: str) -> None:
    with pytest.raises(CampaignError, match=r"campaign\.yaml:\d+:\d+.*'unsubscribe' is wrong"):
        load_campaign(change(("https://bills.example.com/stop/{token}", url)))


def test_links_of_a_page() -> None:
    for link in ("", "#lines", "choices.html", "https://x.example/{token}?a=b", "mailto:a@x.example", "tel:+999555"):
        assert link_fault(link) is None
    for link in ("javascript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "a\nb", "{token}{id}"):
        assert link_fault(link) is not None


def test_the_ways_out_and_the_headers_of_a_render_carry_the_token_and_no_id(change: Change, tmp_path: Path) -> None:
    folder = change(
        ("mailto:stop@example.com\n\n", '"https://x.example/stop/{token}"\n\n'), ("video: true", "video: false")
    )
    assert serendip("render", str(folder), "--out", str(tmp_path), "--workers", "0").code == 0
    with (tmp_path / "shop" / "private" / "links.csv").open(encoding="utf-8", newline="") as stream:
        people = list(csv.DictReader(stream))
    assert len(people) == 3
    for row in people:
        token = row["url"].rstrip("/").rpartition("/")[2]
        assert row["list_unsubscribe"].startswith(
            f"<https://bills.example.com/stop/{token}>, <mailto:stop@example.com?"
        )
        assert row["list_unsubscribe_post"] == "List-Unsubscribe=One-Click"
        for page in ("index.html", "choices.html"):
            text = (tmp_path / "shop" / "site" / token / page).read_text(encoding="utf-8")
            assert f'href="https://x.example/stop/{token}"' in text
            targets = "".join(re.findall(r'href="[^"]*"', text)).replace(token, "")
            assert re.search(rf"[/=]{row['customer_id']}\b", targets) is None
        assert 'href="choices.html"' in (tmp_path / "shop" / "site" / token / "index.html").read_text(encoding="utf-8")
