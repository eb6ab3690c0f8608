"""Which forms of a value are looked for where: in untyped columns, in long texts, in noise; and what is chance."""

from __future__ import annotations

import base64
import hashlib
import random
import struct
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator.privacy.verify import Excuses, Kind, Known, Needle, Passage, Search, look, scan, scan_text

NOTE = (
    "Asked on Tuesday to be rung at her sister's house, because the landlord has changed the locks again; "
    "wants nothing in writing until the hearing is over."
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1980-03-04", "born on 4 March 1980"),
        ("1980-03-04", "04/03/1980"),
        ("4.3.1980", "1980-03-04"),
        ("19800304", "March 4, 1980"),
        ("98765.40", "98.765,40 €"),
        ("98,765.40", "98 765,4"),
        (NOTE, "rung at her sister's house, because the landlord"),
        (NOTE, "wants nothing in writing until the hearing"),
        ("Martin", "user_martin83"),
        ("Martin", "helloMartin"),
        ("Martin", "nitram"),
        ("C-10017", "c10017"),
        ("12345", "paid 12.345 today"),
        ("12345", "order 12345."),
        ("80331", "80331 München"),
        ("quill.feather@example.org", base64.b64encode(b"user=quill.feather@example.org&x").decode().rstrip("=")),
        ("quill.feather@example.org", "x" + base64.urlsafe_b64encode(b'{"mail":"Quill.Feather@example.org"}').decode()),
        ("quill.feather@example.org", b"quill.feather@example.org".hex(" ")),
        ("quill.feather@example.org", "quill%2Efeather%40example.org"),
        ("quill.feather@example.org", hashlib.sha256(b"quill.feather@example.org").hexdigest()[:24]),
        ("+999 555 0101 77", hashlib.sha1(b"999555010177").hexdigest()),
        (
            "quill.feather@example.org",
            base64.b64encode(base64.b64encode(b"mail quill.feather@example.org")).decode(),
        ),
    ],
)
def test_more_ways_to_write_a_value(value: Any, text: str) -> None:
    assert scan_text(f"so {text} it is", {"field": value}), text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Martin", "a smart industry of martini and Martinique"),
        ("Sandra", "a thousand rats"),
        ("Berlin", "Berliner"),
        ("2024", "in 2024"),
        ("1017", "€ 10.17, and 1017 of them"),
        ("12345", "path 1.2345 or 0.12345 or 112345"),
        (Decimal(12345), "123.45 and 1.2345"),
        (Decimal(12345), "sha 3f12345aa87c12345bc9981d0f77aa01"),
        (date(1980, 3, 4), "4 March, and 1980"),
        (date(2025, 3, 20), "Copyleft 2003-2025"),
        ("2021-01-20", "2021-01 2021-02 2021-03 2021-04"),
        ("20210120", "2021-01 2021-02 2021-03 2021-04"),
        ("+999 555 0101", "rows 9995, 55010, 177"),
    ],
)
def test_what_is_chance_is_no_find(value: Any, text: str) -> None:
    assert scan_text(text, {"field": value}) == ()


def test_a_birthday_without_its_year_is_one() -> None:
    born = Search([Needle("born", date(1980, 3, 4), "user.demographic.date_of_birth")])
    moved = Search([Needle("moved", date(1980, 3, 4))])
    said = Passage(Kind.PROSE, "Alles Gute zum 4. März!")
    assert dict(born.finds(said)) == {"born": "day and month"}
    assert not list(moved.finds(said))


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (("Marzo: 94,18 €", "Abril: 90,20 €"), False),
        (("18 de abril", "90,20 €"), True),
        (("Hecho el 18&nbsp;abril", "90,20 €"), True),
    ],
)
def test_labels_side_by_side_make_no_birthday(tmp_path: Path, labels: tuple[str, str], found: bool) -> None:
    page = "".join(f'<g aria-label="{label}"></g>\n' for label in labels)
    (tmp_path / "index.html").write_text(f"<!doctype html><svg>{page}</svg>", encoding="utf-8")
    search = Search([Needle("born", date(1942, 4, 18), "user.demographic.date_of_birth")])
    assert ("day and month" in {leak.variant for leak in look(tmp_path, ["index.html"], search)}) is found


def test_a_surname_out_of_a_full_name_is_found() -> None:
    name = Search([Needle("name", "Zoë Quillfeather", "user.name")])
    assert ("name", "a word of it") in set(name.finds(Passage(Kind.PROSE, "Dear Ms Quillfeather,")))


def test_lengths_and_colours_are_no_numbers_of_persons() -> None:
    page = '<svg viewBox="0 0 1280 720"><path d="M 12.345 67.89 C 1001 20"/></svg><p style="color: #123456">Hi</p>'
    search = Search([Needle("a", 12345), Needle("b", "C-1001"), Needle("c", 123456), Needle("d", "1280720")])
    from generator.privacy.verify.extract import passages_of

    assert [find for passage in passages_of(".html", page.encode()) for find in search.finds(passage)] == []
    told = '<p data-customer="C-1001">12,345</p>'
    found = {find[0] for passage in passages_of(".html", told.encode()) for find in search.finds(passage)}
    assert found == {"a", "b"}


def test_what_everybody_is_told_excuses_a_find_and_no_more() -> None:
    excuses = Excuses(Known(["Ada Lovelace"]), Known(["Guten Tag, es gibt Essen"]), Known(["class='Button'"]))
    search = Search(
        [Needle("given", "Lovelace"), Needle("city", "Essen"), Needle("surname", "Button"), Needle("town", "Borgo")],
        excuses,
    )
    told = Passage(Kind.PROSE, "Ada Lovelace aus Essen, Button und Borgo")
    assert {field for field, _ in search.finds(told)} == {"surname", "town"}
    assert not list(search.finds(Passage(Kind.SOURCE, "<a class='Button'>")))
    # A hash or a code of a common word is no common word.
    hashed = Passage(Kind.PROSE, hashlib.sha256(b"Essen").hexdigest())
    assert dict(search.finds(hashed)) == {"city": "sha256 hash"}


def atom(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def film(among: bytes = b"", cues: tuple[bytes, ...] = ()) -> bytes:
    """A film of noise with something among its frames, and a text track of cues."""
    noise = random.Random(7).randbytes(300_000)
    head = atom(b"ftyp", b"isom\0\0\2\0")
    samples = [len(cue).to_bytes(2, "big") + cue for cue in cues]
    frames = noise[:150_000] + among + noise[150_000:]
    start = len(head) + 8 + len(frames)
    offsets = [start + sum(map(len, samples[:number])) for number in range(len(samples))]
    stbl = (
        atom(b"stsz", struct.pack(">III", 0, 0, len(samples)) + b"".join(struct.pack(">I", len(s)) for s in samples))
        + atom(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1))
        + atom(b"stco", struct.pack(">II", 0, len(samples)) + b"".join(struct.pack(">I", at) for at in offsets))
    )
    hdlr = atom(b"hdlr", bytes(8) + b"sbtl" + bytes(12) + b"Subtitles\0")
    moov = atom(b"moov", atom(b"trak", atom(b"mdia", hdlr + atom(b"minf", atom(b"stbl", stbl)))))
    return head + atom(b"mdat", frames + b"".join(samples)) + moov


@pytest.mark.parametrize(
    "hidden",
    [
        b"Quillfeather",
        b"zoe quillfeather",
        "Quillfeather".encode("utf-16-le"),
        "Quillfeather".encode("utf-16-be"),
        base64.b64encode(b"name: Zoe Quillfeather"),
        "Здравствуйте, Аделаида".encode(),
        "Аделаида".encode("utf-16-be"),
    ],
)
def test_what_is_hidden_among_the_frames_is_found(tmp_path: Path, hidden: bytes) -> None:
    (tmp_path / "video.mp4").write_bytes(film(hidden))
    needles = {"name": ["Zoe Quillfeather", "Quillfeather", "Аделаида"]}
    assert {(leak.file, leak.place) for leak in scan(tmp_path, needles)} == {("video.mp4", "among the frames")}


def test_a_text_track_is_read_as_one_text(tmp_path: Path) -> None:
    (tmp_path / "video.mp4").write_bytes(film(cues=(b"Hello Zoe", b"Quillfeather, how are you?")))
    leaks = scan(tmp_path, {"name": "Zoe Quillfeather"})
    assert "text track" in {leak.place for leak in leaks}


def test_noise_holds_nobody(tmp_path: Path) -> None:
    """Three hundred short values, and a film of a third of a megabyte: nothing is found by chance."""
    (tmp_path / "video.mp4").write_bytes(film())
    source = random.Random(3)
    letters = "abcdefghijklmnopqrstuvwxyz"
    values = ["".join(source.choice(letters) for _ in range(source.randrange(4, 9))) for _ in range(250)]
    values += [str(source.randrange(10**5, 10**7)) for _ in range(50)]
    assert scan(tmp_path, {"field": values}) == ()


@pytest.mark.parametrize("cut", [40, 1000, 200_000])
def test_a_film_that_is_cut_short_is_not_vouched_for(tmp_path: Path, cut: int) -> None:
    from generator.errors import PrivacyError

    (tmp_path / "video.mp4").write_bytes(film()[:-cut])
    with pytest.raises(PrivacyError):
        scan(tmp_path, {"name": "Zoe Quillfeather"})


def test_a_find_tells_its_line(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("a {}\nb::after {content: 'Zoe Quillfeather'}\n", encoding="utf-8")
    assert {leak.place for leak in scan(tmp_path, {"name": "Zoe Quillfeather"})} == {"line 2"}
