"""The Chinook database, all 59 customers: every amount against SQL, every name in every script, nothing too much."""

from __future__ import annotations

import base64
import io
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import av
import numpy as np
import pytest
from golden_compare import worst_tile
from PIL import Image
from playwright.sync_api import Browser
from rendered_output import Example, Output, render

from generator.publish.server import make_server
from generator.scenes.brand import load_brand
from generator.scenes.catalogue import folders
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.plan import load_story
from generator.story.resolve import resolve
from generator.story.words import load_words
from generator.typefaces import missing
from generator.video.settings import VideoSettings
from generator.video.studio import Studio

CENT = Decimal("0.01")
GREETING = {
    "Germany": "Hallo", "Austria": "Hallo", "France": "Bonjour", "Italy": "Ciao", "Spain": "Hola", "Chile": "Hola",
    "Argentina": "Hola", "USA": "Hello", "United Kingdom": "Hello", "Norway": "Hello", "Brazil": "Hello",
}  # fmt: skip


@pytest.fixture(scope="module")
def example(rendered_example: Callable[[str], Example]) -> Example:
    return rendered_example("chinook")


@pytest.fixture(scope="module")
def output(example: Example) -> Output:
    """All customers, with small films."""
    return example.output


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory, checkout: Path, chinook_db: Path) -> Output:
    """Two customers with films as the example makes them, whose pictures are looked at."""
    assert chinook_db.is_file()
    some = ("--only", "4", "--only", "5")
    made = render(checkout / "examples" / "chinook", tmp_path_factory.mktemp("chinook"), "--workers", "2", *some)
    assert made.process.returncode == 0, made.process.stderr
    return made


@pytest.fixture(scope="module")
def database(chinook_db: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"file:{chinook_db}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


@pytest.fixture(scope="module")
def customers(database: sqlite3.Connection) -> list[sqlite3.Row]:
    return database.execute("SELECT * FROM Customer ORDER BY CustomerId").fetchall()


class Words(HTMLParser):
    """The text of a page, without its markup."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden and data.strip():
            self.found.append(" ".join(data.split()))

    def __str__(self) -> str:
        return " ".join(self.found)


def last_invoice(database: sqlite3.Connection, customer_id: int) -> sqlite3.Row:
    return database.execute(
        "SELECT InvoiceId, InvoiceDate, Total FROM Invoice WHERE CustomerId = ?"
        " ORDER BY InvoiceDate DESC, InvoiceId DESC",
        (customer_id,),
    ).fetchone()


def lines_of(database: sqlite3.Connection, invoice_id: int) -> list[sqlite3.Row]:
    return database.execute(
        "SELECT Track.Name AS track, InvoiceLine.UnitPrice AS price, Quantity AS quantity FROM InvoiceLine"
        " JOIN Track USING (TrackId) WHERE InvoiceId = ?",
        (invoice_id,),
    ).fetchall()


def amounts(text: str) -> set[Decimal]:
    """Every number with two decimals in a text, whatever the locale's marks."""
    found = re.findall(r"\d{1,3}(?:[.,’'\u202f\u00a0 ]?\d{3})*[.,]\d{2}(?!\d)", text)
    return {Decimal(re.sub(r"\D", "", number)) / 100 for number in found}


def folded(text: str) -> str:
    return " ".join(text.split())


def test_every_row_has_its_line_and_its_files(output: Output) -> None:
    assert output.process.returncode == 0, output.process.stderr
    assert len(output.manifest) == 59
    assert {line["status"] for line in output.manifest} == {"rendered"}
    assert len(output.folders) == 59
    for folder in output.folders.values():
        there = {path.name for path in folder.iterdir()}
        assert {"index.html", "video.mp4", "poster.jpg", "preview.gif", "captions.vtt", "invoice.pdf"} <= there


def test_every_total_equals_the_sum_that_sql_computes(
    output: Output, database: sqlite3.Connection, customers: list[sqlite3.Row]
) -> None:
    for customer in customers:
        invoice = last_invoice(database, customer["CustomerId"])
        lines = lines_of(database, invoice["InvoiceId"])
        total = sum((Decimal(str(line["price"])) * line["quantity"] for line in lines), Decimal(0)).quantize(CENT)
        assert total == Decimal(str(invoice["Total"])).quantize(CENT)
        page = str(Words(output.page(str(customer["CustomerId"]))))
        pdf = output.pdf_text(str(customer["CustomerId"]))
        captions = (output.folders[str(customer["CustomerId"])] / "captions.vtt").read_text(encoding="utf-8")
        assert total in amounts(page), customer["CustomerId"]
        assert total in amounts(pdf), customer["CustomerId"]
        assert total in amounts(captions), customer["CustomerId"]


def test_the_history_is_every_invoice_of_the_customer_as_sql_lists_them(
    output: Output, database: sqlite3.Connection, customers: list[sqlite3.Row]
) -> None:
    seen = 0
    for customer in customers:
        rows = database.execute(
            "SELECT substr(InvoiceDate, 1, 7) AS month, Total FROM Invoice WHERE CustomerId = ?"
            " ORDER BY InvoiceDate, InvoiceId",
            (customer["CustomerId"],),
        ).fetchall()
        page = output.page(str(customer["CustomerId"]))
        table = page[page.index('id="history"') :].split("<tbody>")[1].split("</tbody>")[0]
        told = re.findall(r'<span class="name">(.*?)</span>.*?<td class="number value">(.*?)</td>', table)
        assert [(month, amounts(value)) for month, value in told] == [
            (row["month"], {Decimal(str(row["Total"])).quantize(CENT)}) for row in rows
        ], customer["CustomerId"]
        seen += len(rows)
    assert seen == 412


def test_every_customer_sees_their_own_lines_and_nobody_elses(
    output: Output, database: sqlite3.Connection, customers: list[sqlite3.Row]
) -> None:
    # The page names artists and kinds of music too, and some tracks are called like them.
    query = "SELECT Name FROM Track EXCEPT SELECT Name FROM Artist EXCEPT SELECT Name FROM Genre"
    every_track = {row[0] for row in database.execute(query) if len(row[0]) > 12}
    for customer in customers:
        invoice = last_invoice(database, customer["CustomerId"])
        own = {folded(line["track"]) for line in lines_of(database, invoice["InvoiceId"])}
        page = str(Words(output.page(str(customer["CustomerId"]))))
        pdf = folded(output.pdf_text(str(customer["CustomerId"])))
        for track in own:
            assert track in page, customer["CustomerId"]
            assert track.replace(" ", "") in pdf.replace(" ", ""), customer["CustomerId"]
        joined = " ".join(sorted(own))
        shown = {track for track in every_track if folded(track) in page}
        assert {track for track in shown if folded(track) not in joined} == set(), customer["CustomerId"]


def test_the_greeting_speaks_the_language_of_the_country(output: Output, customers: list[sqlite3.Row]) -> None:
    tried = set()
    for customer in customers:
        if customer["Country"] not in GREETING:
            continue
        tried.add(customer["Country"])
        captions = (output.folders[str(customer["CustomerId"])] / "captions.vtt").read_text(encoding="utf-8")
        page = output.page(str(customer["CustomerId"]))
        language = re.search(r'<html[^>]* lang="([a-z]+)', page)
        assert language is not None
        assert f"{GREETING[customer['Country']]} {customer['FirstName']}" in folded(captions)
        expected = {"Hallo": "de", "Bonjour": "fr", "Ciao": "it", "Hola": "es", "Hello": "en"}
        assert language[1] == expected[GREETING[customer["Country"]]]
    assert tried == set(GREETING)


@pytest.mark.parametrize(
    ("customer_id", "first", "last"), [("5", "František", "Wichterlová"), ("4", "Bjørn", "Hansen")]
)
def test_names_are_whole_in_page_and_document(output: Output, customer_id: str, first: str, last: str) -> None:
    assert first in str(Words(output.page(customer_id)))
    pdf = folded(output.pdf_text(customer_id))
    assert f"{first} {last}" in pdf
    captions = (output.folders[customer_id] / "captions.vtt").read_text(encoding="utf-8")
    assert first in captions


def greeting_frame(checkout: Path, campaign_secret: Path, first_name: str) -> np.ndarray:
    """The landed greeting as the engine composes it, before encoding, for a name that this test gives."""
    brand = load_brand("chinook", checkout / "examples" / "chinook")
    plan = load_story(checkout / "examples" / "chinook" / "story.yaml", folders("scenes", "scene.yaml"))
    greeting = plan.scenes[0]
    facts = {"first_name": first_name}
    names = {need: facts[fact] for need, fact in greeting.facts.items() if fact in facts}
    phrasing = Phrasing(load_words("en"), Formats("en_150"))
    scene = resolve(greeting.template, names, brand, phrasing, texts=greeting.texts, duration_s=greeting.duration_s)
    studio = Studio(VideoSettings(gif=False), campaign_secret, b"0123456789abcdef0123456789abcdef")
    return studio.frame(scene, "16:9", scene.duration_s - 0.2, brand)


@pytest.mark.parametrize(("customer_id", "first", "other"), [("5", "František", "Frantisek"), ("4", "Bjørn", "Bjorn")])
def test_names_are_whole_in_the_film(
    films: Output, checkout: Path, tmp_path: Path, customer_id: str, first: str, other: str
) -> None:
    with av.open(str(films.folders[customer_id] / "video.mp4")) as film:
        seen = next(frame.to_ndarray(format="rgb24") for frame in film.decode(video=0) if frame.time and frame.time > 2)
    right, wrong = (greeting_frame(checkout, tmp_path, name) for name in (first, other))
    # A film is not its frames byte by byte; but one accent less must stand out far beyond what the encoder does.
    assert worst_tile(right, seen) < 0.06
    assert worst_tile(wrong, seen) > 0.12
    assert missing(first) == ()


FRAME_AT = """(seconds) => new Promise((resolve) => {
  const video = document.querySelector('video');
  video.pause();
  video.requestVideoFrameCallback(() => {
    const canvas = Object.assign(document.createElement('canvas'), {width: 1280, height: 720});
    canvas.getContext('2d').drawImage(video, 0, 0, 1280, 720);
    resolve(canvas.toDataURL('image/png').split(',')[1]);
  });
  video.currentTime = seconds;
})"""


def test_a_browser_plays_and_seeks_the_film_with_its_held_frames(films: Output, browser: Browser) -> None:
    folder = films.folders["5"]
    with av.open(str(folder / "video.mp4")) as film:
        stream = film.streams.video[0]
        frames = [(frame.time or 0.0, frame.to_ndarray(format="rgb24")) for frame in film.decode(stream)]
        length = float((stream.duration or 0) * (stream.time_base or 0))
    server = make_server(films.root / "site", "127.0.0.1", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asked: list[str] = []
    complaints: list[str] = []
    try:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        base = f"http://127.0.0.1:{server.server_port}/"
        page.goto(f"{base}{folder.name}/index.html")
        page.locator(".watch").click()
        # The page's policy forbids what wait_for_function does, so it is asked again and again.
        for _ in range(100):
            if page.evaluate("document.querySelector('video').currentTime") > 0.3:
                break
            page.wait_for_timeout(100)
        assert page.evaluate("document.querySelector('video').currentTime") > 0.3
        assert page.evaluate("document.querySelector('video').duration") == pytest.approx(length, abs=0.05)
        # In the middle of frames that are held for seconds, on both sides of a splice, and backwards.
        for at_s in (6.8, 7.6, 16.0, 2.9):
            png = base64.b64decode(page.evaluate(FRAME_AT, at_s))
            seen = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))
            shown = [picture for time, picture in frames if time <= at_s][-1]
            assert worst_tile(shown, seen) < 0.05, at_s
        page.close()
    finally:
        server.shutdown()
        server.server_close()
    assert complaints == []
    assert {url for url in asked if not url.startswith((base, "data:", "blob:"))} == set()


def test_contact_data_is_in_no_artifact(output: Output, customers: list[sqlite3.Row]) -> None:
    needles: dict[str, str] = {}
    first_names = {customer["FirstName"].casefold() for customer in customers}
    for customer in customers:
        for field in ("Email", "Phone", "Fax", "Address"):
            value = customer[field]
            if value:
                needles[value.casefold()] = field
                if field == "Email":
                    needles[value.split("@")[0].casefold()] = "local part"
    # One customer's local part is nothing but his first name, which the greeting says, of course.
    needles = {value: field for value, field in needles.items() if value not in first_names}
    needles = {value: field for value, field in needles.items() if len(value) > 6}
    digits = {
        re.sub(r"\D", "", customer[field]) for customer in customers for field in ("Phone", "Fax") if customer[field]
    }
    for path in output.files():
        if "cache" in path.parts:  # frames and packets, named by keyed hashes
            continue
        if path.suffix in (".mp4", ".jpg", ".gif", ".woff2", ".sqlite"):
            text = path.read_bytes().decode("latin-1")
        elif path.suffix == ".pdf":
            text = output_text(path)
        else:
            text = path.read_text(encoding="utf-8")
        low = folded(text).casefold()
        assert {field for value, field in needles.items() if value in low} == set(), path.name
        if path.suffix in (".html", ".vtt", ".csv", ".jsonl", ".json", ".ics", ".pdf"):
            bare = re.sub(r"\D", "", text)
            assert {number for number in digits if len(number) > 9 and number in bare} == set(), path.name


def output_text(path: Path) -> str:
    from pypdf import PdfReader

    reader = PdfReader(path)
    return "\n".join(page.extract_text() for page in reader.pages) + repr(reader.metadata)


def test_bought_tracks_are_never_named_in_the_offer(
    output: Output, database: sqlite3.Connection, customers: list[sqlite3.Row]
) -> None:
    checked = 0
    for customer in customers:
        bought = {
            row[0]
            for row in database.execute(
                "SELECT Track.Name FROM InvoiceLine JOIN Invoice USING (InvoiceId) JOIN Track USING (TrackId)"
                " WHERE CustomerId = ?",
                (customer["CustomerId"],),
            )
        }
        page = output.page(str(customer["CustomerId"]))
        offers = re.search(r'<section[^>]*id="ideas".*?</section>', page, re.DOTALL)
        assert offers is not None, customer["CustomerId"]
        words = str(Words(offers[0]))
        checked += len(words) > 40
        assert {track for track in bought if len(track) > 4 and track in words} == set()
    assert checked == 59


def test_a_second_run_renders_nothing_again(example: Example, tmp_path: Path) -> None:
    # A run writes what it did, so this one has a copy; times of files go with it.
    folder = Path(shutil.copytree(example.campaign, tmp_path / "chinook"))
    shutil.copytree(example.output.root.parent, tmp_path / "out")
    output = Output(tmp_path / "out" / example.output.root.name, example.output.process)
    before = {path: path.stat().st_mtime_ns for path in output.files() if path.parent.parent.name == "site"}
    assert len(before) > 59 * 5
    again = render(folder, tmp_path / "out")
    assert again.process.returncode == 0
    assert {line["reused"] for line in again.manifest} == {True}
    assert {path: path.stat().st_mtime_ns for path in before} == before
