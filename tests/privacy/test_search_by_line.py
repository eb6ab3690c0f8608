"""A search that remembers lines finds what one that remembers nothing finds: in texts, in markup, in any order."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.privacy.verify import Kind, Needle, Passage, Search
from generator.privacy.verify.extract import markup
from generator.privacy.verify.parting import forget
from generator.privacy.verify.views import Reading, read

NEEDLES = (
    Needle("name", "Zoë Quillfeather", "user.name"),
    Needle("mail", "zoe.quill@example.org", "user.contact.email"),
    Needle("phone", "+999 555 0101 77", "user.contact.phone_number"),
    Needle("born", date(1980, 3, 4), "user.demographic.date_of_birth"),
    Needle("balance", 98765),
    Needle("smile", "(:"),
)
WRITTEN = (
    *("Zoë", "Quillfeather", "zoe_quillfeather", "zoe.quill@example.org", "zoe%2Equill", "&#64;example.org"),
    *("98,765.00", "98 765", "+999 555", "0101 77", "4 March 1980", "1980-03-04", "4. März", "(:", "&euml;", "\\u00eb"),
    *("Zo&euml;", "&#10;", "12.345", "a0f3b2c4d5e6f70819", "userMartin83", "7q7zx", "s\u0322trasse", "ﬁnder", "\r"),
    base64.b64encode("Zoë Quillfeather".encode()).decode(),
    base64.b64encode(b"mail zoe.quill@example.org, so there").decode(),
    b"Zoe Quillfeather".hex(),
    b"Zoe Quillfeather".hex(" "),
)
words = st.one_of(st.sampled_from(WRITTEN), st.text(max_size=6))
lines = st.lists(words, max_size=5).flatmap(lambda each: st.sampled_from([" ".join(each), "".join(each), f"  {each}"]))
texts = st.lists(lines, max_size=14).map("\n".join)
TAGS = (
    *('<a href="x.html">', "</a>", "<b>", "</b>", '<p class="x"', ' title="Zoë', 'Quillfeather"', ">", "<", "<<b>p>"),
    *(
        '<img alt="4 March',
        " alt='a\"b'",
        "='",
        '="',
        "=",
        ' d="M 12.345 67"',
        ' x1 = "98765"',
        "data-id=98765",
        "<!--",
    ),
    *("-->", '<script type="application/json">', '{"a": "Zoë Quillfeather"}', "</script>", "<style>", "</style>"),
)
marked = st.lists(st.one_of(st.sampled_from(TAGS), words, st.just("\n")), max_size=14).map("".join)


def _said(readings: Sequence[Reading]) -> object:
    """What readings come to; what was decoded is in whatever order."""
    first, *decoded = readings
    return first.stages, first.compact, first.digests, {(each.how, part) for each in decoded for part in each.stages}


def _met_often(text: str) -> None:
    forget()
    for _ in range(6):
        read(text, by_line=True)


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_readings_are_the_same(text: str, other: str) -> None:
    expected = _said(read(text))
    forget()
    assert _said(read(text, by_line=True)) == expected
    _met_often(text)
    assert _said(read(text, by_line=True)) == expected
    # Some lines known, some not.
    _met_often(other)
    mixed = f"{other}\n{text}\n{other}"
    assert _said(read(mixed, by_line=True)) == _said(read(mixed))


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from(list(Kind)))
def test_finds_are_the_same(text: str, kind: Kind) -> None:
    search = Search(NEEDLES)
    expected = set(search.finds(Passage(kind, text)))
    _met_often(text)
    assert set(search.finds(Passage(kind, text, by_line=True))) == expected


@settings(max_examples=500, deadline=None)
@given(marked)
def test_markup_is_taken_apart_the_same(source: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "_MOST_BY_LINE", -1)
        expected = [(each.kind, each.place, each.text) for each in markup.passages_of(source)]
    for _ in range(2):
        assert [(each.kind, each.place, each.text) for each in markup.passages_of(source)] == expected


@pytest.mark.parametrize("first", ["shared", "own"])
def test_a_value_that_goes_from_a_line_of_all_to_a_line_of_one_is_found(first: str) -> None:
    """The first half stands in every page, the second in this one; and the other way round."""
    forget()
    lines = ["<p>Dear Zoë", "Quillfeather,</p>"]
    shared, own = lines if first == "shared" else lines[::-1]
    for number in range(5):
        list(Search(NEEDLES).finds(Passage(Kind.PROSE, f"{shared}\nline {number}", by_line=True)))
    whole = f"{shared}\n{own}" if first == "shared" else f"{own}\n{shared}"
    assert ("name", "case and accents folded") in set(Search(NEEDLES).finds(Passage(Kind.PROSE, whole, by_line=True)))


def test_base64_that_is_wrapped_is_found_though_its_lines_are_known() -> None:
    run = base64.b64encode(b"a letter to Zoe Quillfeather of long standing").decode()
    wrapped = "\n".join((run[:24], run[24:48], run[48:]))
    _met_often(wrapped)
    assert ("name", "base64") in set(Search(NEEDLES).finds(Passage(Kind.PROSE, wrapped, by_line=True)))


@pytest.mark.parametrize(
    "body",
    [
        '{"a": ["zoe.quill@example.org", 1]}',
        '{"a": 1, "a": "Zoë Quillfeather"}',
        '{"Zoë Quillfeather": 1, "Zoë Quillfeather": 2}',
        '{"n": 9.8765e4}',
        "[98765.00]",
        '["Zo\\u00eb Quillfeather"]',
        "no JSON: Zoë Quillfeather",
    ],
)
def test_json_in_a_page_is_read_whole_though_its_source_is_not_read_again(body: str) -> None:
    page = f'<p>Hello</p>\n<script type="application/json" data-x="1">{body}</script>\n<p>Bye</p>'
    found = [find for passage in markup.passages_of(page) for find in Search(NEEDLES).finds(passage)]
    assert {field for field, _ in found} & {"name", "mail", "balance"}
    assert (
        body not in next(passage for passage in markup.passages_of(page) if passage.kind is Kind.SOURCE).text
        or "no JSON" in body
    )
