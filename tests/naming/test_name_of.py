"""Names as they stand on a letter: in the order of their locale, in decent letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.naming import Speech, greet, name_of
from generator.naming.lettering import decent
from generator.naming.plain import data
from generator.naming.titles import declared


@pytest.mark.parametrize(
    ("locale", "given_name", "family", "title", "expected"),
    [
        ("en_GB", "anna", "weber", "", "Anna Weber"),
        ("de_DE", "ANNA", "WEBER", "Frau Dr.", "Dr. Anna Weber"),
        ("hu_HU", "Anna", "Szabó", "", "Szabó Anna"),
        ("ja_JP", "花子", "田中", "", "田中花子"),
        ("vi_VN", "Lan", "Nguyễn", "", "Nguyễn Lan"),
        ("nl_NL", "Anna", "van der Berg", "", "Anna van der Berg"),
        ("en_GB", "Anna", "", "", "Anna"),
        ("es_ES", "Sol 🌻", "Jiménez", "", "Sol 🌻 Jiménez"),
        ("es_ES", "Anaïs & Noé", "", "", "Anaïs & Noé"),
        ("es_ES", "Ximena <Ximi>", "Ortuño", "", "Ximena Ortuño"),
        ("en_GB", "Test", "N/A", "Mr", None),
        ("en_GB", "", "", "", None),
    ],
)
def test_a_name(locale: str, given_name: str, family: str, title: str, expected: str | None) -> None:
    assert name_of(Speech(locale, locale[:2]), given_name, family, title=title) == expected


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("en", "McDonald", "McDonald"),
        ("en", "MCGREGOR", "McGregor"),
        ("en", "mackenzie", "MacKenzie"),
        ("en", "MACK", "Mack"),
        ("en", "van Buren", "van Buren"),
        ("en", "FITZGERALD", "Fitzgerald"),
        ("en", "d'angelo", "D'Angelo"),
        ("fr", "D'ESPREY", "d'Esprey"),
        ("de", "WEISS", "Weiss"),
        ("tr", "İNCİ IŞIK", "İnci Işık"),
        ("nl", "IJSELSTEIN", "IJselstein"),
        ("el", "ΓΙΏΡΓΟΣ", "Γιώργος"),
        ("ka", "ნინო", "ნინო"),
        ("he", "כהן", "כהן"),
        ("ja", "田中", "田中"),
    ],
)
def test_decent_letters(language: str, name: str, expected: str) -> None:
    assert decent(name, language, family=True) == expected


@pytest.mark.parametrize(
    ("title", "form", "titles", "expected"),
    [
        ("Frau Dr.", "", ("doctor",), "female"),
        ("Dott.ssa", "", ("doctor",), "female"),
        ("Dr.", "", ("doctor",), None),
        ("Prof. Dr. Dr. h. c.", "", ("professor", "doctor"), None),
        ("Herr", "", (), "male"),
        ("", "F", (), "female"),
        ("F", "", (), None),
        ("Mx", "", (), "neutral"),
        ("Mr & Mrs", "", (), None),
        ("Signor", "f", (), None),
        ("whatever", "whatever", (), None),
    ],
)
def test_what_was_declared(title: str, form: str, titles: tuple[str, ...], expected: str | None) -> None:
    found = declared(title, form)
    assert (found.titles, found.form) == (titles, expected)


def test_every_language_has_a_plain_greeting_and_every_title_a_rank() -> None:
    tables = {name: table for name, table in data("salutations").items() if isinstance(table, dict)}
    assert all("plain" in table for name, table in tables.items() if "_" not in name)
    for title in data("titles")["titles"].values():
        assert {"spellings", "feminine", "rank", "writes"} == set(title)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=40),
    st.text(max_size=40),
    st.text(max_size=20),
    st.text(max_size=20),
    st.sampled_from(["de_DE", "nl_NL", "ja_JP", "tr_TR", "ar_EG"]),
)
def test_any_value_gives_a_salutation(first: str, last: str, title: str, form: str, locale: str) -> None:
    said = greet(Speech(locale, locale[:2]), first, last, title=title, form=form)
    assert said
    assert said == said.strip()
    assert not any(char.isdigit() and char.isascii() for char in said)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Lt", "Lo", "Mn"]), min_size=1, max_size=30))
def test_letters_change_their_case_and_nothing_else(name: str) -> None:
    assert decent(name, "en").casefold() == name.lower().casefold() or decent(name, "en").upper() == name.upper()
