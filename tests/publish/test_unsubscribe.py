"""Headers that stop a mail: RFC 2369 and RFC 8058, and nothing that could break out of a header or a cell."""

from __future__ import annotations

import csv
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.publish.links import write_links
from generator.publish.unsubscribe import Unsubscribe, address_fault, mailto_fault, url_fault

TOKEN = "abcdefghijklmnopqrstuvwxyz234567"
BOTH = Unsubscribe("https://stop.example/u/{token}?list=offers", "stop@mail.example")


def test_one_click_first_and_a_mail_address_after_it() -> None:
    assert BOTH.header(TOKEN) == (
        f"<https://stop.example/u/{TOKEN}?list=offers>, <mailto:stop@mail.example?subject=unsubscribe%20{TOKEN}>"
    )
    assert BOTH.post == "List-Unsubscribe=One-Click"
    assert Unsubscribe("", "stop@mail.example").post == ""
    assert Unsubscribe("", "stop+{token}@mail.example").header(TOKEN) == f"<mailto:stop+{TOKEN}@mail.example>"


def test_a_mail_program_reads_them_back() -> None:
    mail = EmailMessage(policy=SMTP.clone(max_line_length=998))
    mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"] = BOTH.header(TOKEN), BOTH.post
    seen = message_from_string(mail.as_string())
    assert set(seen.keys()) == {"List-Unsubscribe", "List-Unsubscribe-Post"}
    links = [part.strip().strip("<>") for part in seen["List-Unsubscribe"].split(",")]
    assert urlsplit(links[0]).path == f"/u/{TOKEN}"
    assert parse_qs(urlsplit(links[1]).query)["subject"] == [f"unsubscribe {TOKEN}"]


@pytest.mark.parametrize(
    "url",
    [
        "https://stop.example/{token}",
        "https://stop.example:8443/u?t={token}&l=a%20b",
        "https://xn--mnchen-3ya.example/{token}",
    ],
)
def test_addresses_that_do(url: str) -> None:
    assert url_fault(url) is None


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://stop.example/{token}", "https://"),
        ("stop.example/{token}", "https://"),
        ("https:///{token}", "host"),
        ("https://stop.example/", "must hold {token}"),
        ("https://{token}.stop.example/", "not into the name of the host"),
        ("https://user:word@stop.example/{token}", "password"),
        ("https://stop.example/#{token}", "#"),
        ("https://stop.example/{token}\r\nBcc: all@example.org", "white space"),
        ("https://stop.example/{token}\n", "white space"),
        ("https://stop.example/{token}>, <https://evil.example/", "white space"),
        ("https://stop.example/{token},https://evil.example", None),
        ("https://stop.example/{token}\t", "white space"),
        ('https://stop.example/{token}"', "white space"),
        ("https://stop.example/{token}%0d%0aBcc:x", "control character"),
        ("https://stop.example/{token}%zz", "stands for nothing"),
        ("https://stöp.example/{token}", "other characters"),
        ("https://stop.example/{customer_id}/{token}", "braces"),
        ("https://stop.example/{token}/{{ name }}", "braces"),
    ],
)
def test_addresses_that_break_out_are_refused(url: str, why: str | None) -> None:
    fault = url_fault(url)
    assert fault is not None
    assert why is None or why in fault


@pytest.mark.parametrize(
    "address",
    [
        "stop",
        "stop@example",
        "mailto:stop@mail.example",
        "stop@mail.example?subject=x",
        "stop@mail.example\r\nBcc: x@mail.example",
        "Stop <stop@mail.example>",
        "stop@{token}.example",
        "stop@mail.example, other@mail.example",
        "{customer_id}@mail.example",
    ],
)
def test_mail_addresses_that_are_none_are_refused(address: str) -> None:
    assert mailto_fault(address) is not None


def test_plain_addresses() -> None:
    assert mailto_fault("stop+{token}@mail.example") is None
    assert address_fault("choices.html#stop") is None
    assert address_fault("java\nscript:x") is not None


def test_links_csv_has_them_as_columns_no_spreadsheet_reads_as_formulas(tmp_path: Path) -> None:
    path = tmp_path / "links.csv"
    write_links(path, "https://bill.example", [("=cmd|'/C calc'!A0", TOKEN), ("C-2\r\nC-3", TOKEN)], BOTH)
    with path.open(encoding="utf-8", newline="") as stream:
        first, second = csv.DictReader(stream)
    assert list(first) == ["customer_id", "url", "list_unsubscribe", "list_unsubscribe_post"]
    assert first["list_unsubscribe"] == BOTH.header(TOKEN)
    assert first["list_unsubscribe_post"] == BOTH.post
    assert second["customer_id"] == "C-2\r\nC-3"
    for row in (first, second):
        assert all(value[:1] not in "=+-@\t\r" for value in row.values())
    write_links(path, "https://bill.example", [("C-1", TOKEN)])
    assert path.read_text().splitlines()[0] == "customer_id,url"
