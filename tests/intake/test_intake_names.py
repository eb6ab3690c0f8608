from __future__ import annotations

import pytest

from generator.intake.names import FieldNameError, check_names, clean_name


@pytest.mark.parametrize(
    "names",
    [
        ("name", "name"),
        ("name", "Name"),
        ("name", "n\u0430me"),  # a Cyrillic a
        ("Balance", "\u0412alance"),  # a Cyrillic VE
        ("NOTE", "N\u039fTE"),  # a Greek omicron
        ("total", "tota1"),
        ("", "a"),
    ],
)
def test_names_that_look_alike_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(FieldNameError):
        check_names(names)


def test_names_that_differ_are_kept() -> None:
    check_names(["id", "name", "first_name", "First Name", "имя", "όνομα", "الاسم", "kwh_1", "kwh_2"])


def test_a_name_loses_what_cant_be_seen() -> None:
    assert clean_name(" First\u00a0 Name\u200b\n") == "First Name"
