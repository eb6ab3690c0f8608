from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from intake_parts import Open, Read

from generator.errors import SourceError
from generator.intake import BadRow, CustomerRecord


def test_columns_keep_their_types_and_lists_become_children(tmp_path: Path, opened: Open) -> None:
    frame = pl.DataFrame(
        {
            "id": [7, 8],
            "name": [" Zoë ", None],
            "born": [date(1980, 1, 31), None],
            "seen": [datetime(2026, 5, 4, 13), None],
            "exact": [Decimal("84.20"), None],
            "double": [5.94, float("nan")],
            "single": pl.Series([0.1, None], dtype=pl.Float32),
            "card": [True, None],
            "photo": [b"x", b"y"],
            "spent": [timedelta(1), None],
            "kind": pl.Series(["a", "b"], dtype=pl.Categorical),
            "home": [{"city": "Brno", "height": 1.5}, None],
            "invoices": [[{"no": "B", "total": 2.5}, {"no": "A", "total": 0.7}], None],
        },
        schema_overrides={
            "home": pl.Struct({"city": pl.String, "height": pl.Float32}),
            "invoices": pl.List(pl.Struct({"no": pl.String, "total": pl.Float32})),
        },
    )
    frame.write_parquet(tmp_path / "c.parquet")
    source = opened({}, {"source": "c.parquet", "children": {"invoices": {"order": "no"}}})
    first, second = source.rows()
    assert isinstance(first, CustomerRecord), first
    assert first.place == "c.parquet, row 1"
    assert dict(first.values) == {
        "id": 7,
        "name": "Zoë",
        "born": date(1980, 1, 31),
        "seen": datetime(2026, 5, 4, 13),
        "exact": Decimal("84.20"),
        "double": Decimal("5.94"),
        "single": Decimal("0.1"),
        "card": True,
        "kind": "a",
        "home_city": "Brno",
        "home_height": Decimal("1.5"),
        "invoices": ({"no": "A", "total": Decimal("0.7")}, {"no": "B", "total": Decimal("2.5")}),
    }
    assert isinstance(second, CustomerRecord)
    assert {key for key, value in second.values.items() if value not in (None, ())} == {"id", "kind"}
    assert source.count_hint() == 2
    assert "photo" not in source.shape.fields


def test_rows_that_are_wrong_are_told(tmp_path: Path, rows: Read) -> None:
    frame = pl.DataFrame({"id": ["1", None, "1", "2"], "sum": ["1", "2", "3", "x"]})
    frame.write_parquet(tmp_path / "c.parquet")
    good, *bad = rows({}, {"source": "c.parquet", "types": {"sum": "decimal"}})
    assert good.customer_id == "1"
    assert [row.place for row in bad] == ["c.parquet, row 2", "c.parquet, row 3", "c.parquet, row 4"]
    assert all(isinstance(row, BadRow) for row in bad)


def test_several_row_groups_keep_their_order(tmp_path: Path, rows: Read) -> None:
    pl.DataFrame({"id": range(5000)}).write_parquet(tmp_path / "c.parquet", row_group_size=700)
    assert [row.customer_id for row in rows({}, {"source": "c.parquet"})] == [str(n) for n in range(5000)]


def test_children_from_a_parquet_file_of_a_csv(tmp_path: Path, rows: Read) -> None:
    pl.DataFrame({"customer": [2, 1, 2], "total": [1.5, 2.5, 3.5]}).write_parquet(tmp_path / "i.parquet")
    data = {"source": "c.csv", "children": {"i": {"source": "i.parquet", "key": "customer", "order": "total"}}}
    found = rows({"c.csv": "id\n1\n2\n"}, data)
    assert [len(row.values["i"]) for row in found if isinstance(row, CustomerRecord)] == [1, 2]  # type: ignore[arg-type]


def test_a_damaged_file_is_refused_or_told(tmp_path: Path, opened: Open) -> None:
    with pytest.raises(SourceError, match="not Parquet"):
        opened({"c.parquet": b"PAR1 but nothing else"}, {"source": "c.parquet"})
    with pytest.raises(SourceError, match="does not exist"):
        opened({}, {"source": "none.parquet"})
    path = tmp_path / "d.parquet"
    pl.DataFrame({"id": [f"{n:0>50}" for n in range(40_000)]}).write_parquet(
        path, row_group_size=10_000, compression="uncompressed"
    )
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 200_000] = b"\xff" * 200_000
    path.write_bytes(raw)
    *good, bad = opened({}, {"source": "d.parquet"}).rows()
    assert isinstance(bad, BadRow)
    assert "damaged" in bad.cause
    assert len(good) < 40_000
