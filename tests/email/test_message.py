"""The message that is sent: its headers and parts read back by another reader, and what it may hold."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from lxml import html as lxml_html
from mail_story import FILM, SENDER, TOKEN, Tell

from generator.email import write_email
from generator.errors import RenderError, SceneError
from generator.model.story import Story
from generator.privacy.verify import Needle, Search
from generator.privacy.verify.extract import passages_of
from generator.resources import templates_dir

DAY = date(2026, 5, 4)
PAGE = f"https://bill.solena.example/{TOKEN}/"
STOPS = (
    f"<https://stop.solena.example/{TOKEN}>, <mailto:stop@solena.example?subject=unsubscribe%20{TOKEN}>",
    "List-Unsubscribe=One-Click",
)
LANGUAGES = ("en", "de", "es", "fr", "it")


def written(story: Story, folder: Path, film: object = FILM) -> bytes:
    write_email(story, folder, film, SENDER, DAY, STOPS)  # type: ignore[arg-type]
    return (folder / "mail" / "mail.eml").read_bytes()


def message_of(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    assert not found.defects
    return found


def html_of(message: EmailMessage) -> str:
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_the_headers_are_those_that_mail_programs_ask_for(tell: Tell, tmp_path: Path) -> None:
    message = message_of(written(tell(), tmp_path))
    assert message["From"] == '"Solena Energia S.p.A." <bills@solena.example>'
    assert message["Reply-To"] == "hello@solena.example"
    assert message["To"] == "undisclosed-recipients:;"
    assert message["Subject"] == "Your bill for April: € 84.20"
    assert message["Date"].datetime.date() == DAY
    assert re.fullmatch(r"<[0-9a-f]{40}@solena\.example>", message["Message-ID"])
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Serendip-Recipient"] == TOKEN
    assert message["Content-Language"] == "en"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_one_click_unsubscribes_and_no_address_is_encoded(tell: Tell, tmp_path: Path) -> None:
    data = written(tell(), tmp_path)
    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in head
    unfolded = re.sub(r"\r\n[ \t]", " ", head)
    assert f"List-Unsubscribe: {STOPS[0]}" in unfolded
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_same_story_gives_the_same_bytes(tell: Tell, tmp_path: Path) -> None:
    assert written(tell(), tmp_path / "a") == written(tell(), tmp_path / "b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_those_of_the_language(tell: Tell, tmp_path: Path, language: str) -> None:
    story = tell(f"{language}_{'IE' if language == 'en' else language.upper()}")
    message = message_of(written(story, tmp_path))
    assert story.email is not None
    english = set(tell().email.copy.values())  # type: ignore[union-attr]
    if language != "en":
        left = [text for text in story.email.copy.values() if text in english]
        assert left == []
    root = lxml_html.fromstring(html_of(message))
    assert root.get("lang") == language
    assert message["Content-Language"] == language


def test_the_html_says_all_and_leads_to_the_page(tell: Tell, tmp_path: Path) -> None:
    root = lxml_html.fromstring(html_of(message_of(written(tell(), tmp_path))))
    (image,) = root.iter("img")
    assert image.get("src") == f"{PAGE}preview.gif"
    assert image.get("alt")
    assert image.get("width") == "600"
    to_page = [link for link in root.iter("a") if link.get("href") == PAGE]
    assert len(to_page) == 3  # the picture, the button, the address in words
    assert {link.get("href") for link in root.iter("a")} >= {
        f"{PAGE}choices.html",
        f"https://stop.solena.example/{TOKEN}",
    }
    text = root.text_content()
    for said in ("84.20", "Due on 28 May 2026", "Via dell'Alba 12, 20121 Milano, IT", "MI-9999999"):
        assert said in text


def test_nothing_is_loaded_from_elsewhere(tell: Tell, tmp_path: Path) -> None:
    html = html_of(message_of(written(tell(), tmp_path)))
    loaded = re.findall(r"""(?:src|background)=["']([^"']+)|url\(([^)]+)\)|@import""", html)
    assert [address for pair in loaded for address in pair if address] == [f"{PAGE}preview.gif"]
    assert "<link" not in html and "<script" not in html
    assert len(html.encode()) < 40_000


def test_the_plain_text_is_whole_and_narrow(tell: Tell, tmp_path: Path) -> None:
    body = message_of(written(tell(), tmp_path)).get_body(("plain",))
    assert body is not None
    text = str(body.get_content())
    assert PAGE in text and f"https://stop.solena.example/{TOKEN}" in text and "84.20" in text
    assert "<" not in text
    assert all(len(line) <= 78 or "://" in line for line in text.split("\n"))
    assert "\n\n\n" not in text


def test_without_film_and_facts_there_is_still_a_mail(tell: Tell, tmp_path: Path) -> None:
    bare = tell(first_name=None, balance=None, due=None, month=None, autopay=None)
    message = message_of(written(bare, tmp_path, None))
    assert message["Subject"] == "Your bill is here"
    root = lxml_html.fromstring(html_of(message))
    assert not list(root.iter("img"))
    assert "See your bill" in root.text_content()


@pytest.mark.parametrize(
    "hostile",
    [
        "</mj-text><mj-raw><script>alert(1)</script>",
        "{{ 7 * 7 }}{% raw %}",
        'Ada"><img src=https://evil.example/x>',
        "Ada\r\nBcc: all@evil.example\r\n\r\nmore",
        "\u202eadA\u2066",
        "&lt;b&gt; & <b>",
        "A" * 10_000,
    ],
)
def test_values_stay_values(tell: Tell, tmp_path: Path, hostile: str) -> None:
    message = message_of(written(tell(first_name=hostile), tmp_path))
    root = lxml_html.fromstring(html_of(message))
    assert not list(root.iter("script"))
    assert [image.get("src") for image in root.iter("img")] == [f"{PAGE}preview.gif"]
    assert message["Bcc"] is None
    shown = re.sub(r"\s+", "", root.text_content())
    assert re.sub(r"\s+", "", hostile)[:40] in shown


def test_an_address_is_filled_in_only_where_one_is_told(tell: Tell, tmp_path: Path) -> None:
    assert message_of(written(tell(to="lucia@example.org"), tmp_path))["To"] == "lucia@example.org"
    for wrong in ("lucia", "a@b.example, c@d.example", "x@example.org\r\nBcc: y@example.org"):
        with pytest.raises(RenderError) as caught:
            written(tell(to=wrong), tmp_path)
        assert wrong not in str(caught.value)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "emails" / "bill"
    shutil.copytree(templates_dir() / "emails" / "bill", root)
    yield root


@pytest.mark.parametrize(
    "planted",
    [
        '<mj-image src="https://count.example/open.gif?who={{ page }}" alt="" />',
        '<mj-raw><img src="https://count.example/open.gif" width="1" height="1" /></mj-raw>',
        '<mj-text><span style="background:url(https://count.example/x)">x</span></mj-text>',
    ],
)
def test_a_counter_in_a_template_is_refused(tell: Tell, own: Path, tmp_path: Path, planted: str) -> None:
    path = own / "email.mjml.j2"
    path.write_text(path.read_text(encoding="utf-8").replace("<mj-text css-class", f"{planted}<mj-text css-class", 1))
    with pytest.raises(SceneError, match="from elsewhere"):
        written(tell(root=own), tmp_path)


def test_a_mail_that_gmail_would_cut_off_is_refused(tell: Tell, own: Path, tmp_path: Path) -> None:
    path = own / "email.mjml.j2"
    path.write_text(path.read_text(encoding="utf-8").replace("{{ brand }}", "x" * 102_000))
    with pytest.raises(RenderError, match="longer than 102 kB"):
        written(tell(root=own), tmp_path)


def test_a_canary_in_a_mail_is_found_however_it_is_encoded(tell: Tell, tmp_path: Path) -> None:
    """Quoted-printable breaks a value over two lines: the search reads the parts as they are shown."""
    search = Search([Needle("name", "Zoë Quillfeather-Österreicherin", "user.name")])
    clean = written(tell(), tmp_path / "clean")
    assert [find for each in passages_of(".eml", clean) for find in search.finds(each)] == []
    leaking = written(tell(first_name="so long a word before it, and then Zoë Quillfeather-Österreicherin"), tmp_path)
    assert "name" in {field for each in passages_of(".eml", leaking) for field, _ in search.finds(each)}
    in_subject = clean.replace(b"Subject: ", b"Subject: =?utf-8?q?Zo=C3=AB_Quillfeather-=C3=96sterreicherin?= ")
    assert "name" in {field for each in passages_of(".eml", in_subject) for field, _ in search.finds(each)}


def test_what_is_merged_says_the_same(tell: Tell, tmp_path: Path) -> None:
    message = message_of(written(tell(), tmp_path))
    merged = json.loads((tmp_path / "mail" / "mail.json").read_text(encoding="utf-8"))
    assert merged["subject"] == message["Subject"]
    assert merged["thumbnail"] == f"{PAGE}preview.gif"
    assert merged["preheader"] in html_of(message)
    assert set(merged) == {"subject", "preheader", "thumbnail", "thumbnail_alt"}
