from __future__ import annotations

import pytest

from generator.intake.text import TextError, clean


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  plain ", "plain"),
        ("\u00a0x\u3000", "x"),
        ("ﬁnal", "final"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("a\u200bb\u2060c\ufeffd\u00ade", "abcde"),
        ("\u202eevil\u202c \u2067x\u2069 \u200fשלום\u200e", "evil x שלום"),
        ("x\x07y\x0bz\x85", "xyz"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\tstays", "tab\tstays"),
        ("František Wichterlová", "František Wichterlová"),
        ("李小龍 Ελένη Олена שרה عائشة", "李小龍 Ελένη Олена שרה عائشة"),
        ("مى\u200cخواهم", "مى\u200cخواهم"),
        ("ا\u200d", "ا"),
        ("a\u200db\u200cc", "abc"),
        ("ക്\u200d", "ക്\u200d"),
        ("র\u200d্য", "র\u200d্য"),
        ("👩🏽\u200d⚕\ufe0f", "👩🏽\u200d⚕\ufe0f"),
        ("👩\u200d", "👩"),
        ("👩\u200d\u200d👧", "👩\u200d👧"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",) * 2,
        ("secret\U000e0061\U000e0062", "secret"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("葛\U000e0100", "葛\U000e0100"),
        ("a\ufe0f\U000e0101", "a"),
        ("x\u3164y\u115fz", "xyz"),
        ("\u200b", ""),
    ],
)
def test_one_normal_form(raw: str, expected: str) -> None:
    assert clean(raw) == expected
    assert clean(expected) == expected


@pytest.mark.parametrize("raw", ["a\0b", "half \ud83d", "bytes \ufdd0"])
def test_a_text_that_cant_be_trusted_is_refused_without_quoting_it(raw: str) -> None:
    with pytest.raises(TextError) as caught:
        clean(raw)
    assert raw not in str(caught.value)
    assert "bytes \ufdd0" not in str(caught.value)
