"""Folding by tables and runs comes to what folding letter by letter comes to."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.privacy.folding import compact, digits, fold

_LETTERS = (
    "éßﬁ½①Kſİ\u0301\u0327\u200d\u00ad\ufeff\u00a0\u202f−–€’٣४\u3099\u09c7\u09be가ᄀ\u1161\u11a8aZ0_ .\t\n\x1c\ud800"
)


def _by_letter(text: str) -> str:
    """As it is defined: decomposed, case folded, marks and format characters off, digits as ASCII, composed."""
    kept = []
    for char in unicodedata.normalize("NFKD", text).casefold():
        if unicodedata.category(char) not in ("Mn", "Cf"):
            kept.append(str(unicodedata.decimal(char)) if char.isdecimal() else char)
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", "".join(kept))).strip()


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=30), st.text(st.sampled_from(_LETTERS), max_size=30)))
def test_folding_is_what_it_is_defined_as(text: str) -> None:
    assert fold(text) == _by_letter(text)
    assert compact(text) == _by_letter(text).replace(" ", "")
    assert digits(text) == "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def test_every_character_folds_alone_as_it_does_in_a_word() -> None:
    for code in range(0x80, 0x30000):
        text = f"a{chr(code)}B"
        assert fold(text) == _by_letter(text), hex(code)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë  Quill-feather", "zoe quill feather"),
        ("Straße", "strasse"),
        ("ﬁnder ½", "finder 1 2"),
        ("Ａｂ１", "ab1"),
        ("٣٤", "34"),
        ("soft\u00adhyphen", "softhyphen"),
        ("− 12,50 €", "12 50"),
        ("한글", "한글"),
    ],
)
def test_folded(text: str, folded: str) -> None:
    assert fold(text) == folded
