from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from generator.intake.spec import FieldType
from generator.intake.values import CellError, as_key, converter, native

GOOD = [
    ({"type": "decimal"}, "84.20", Decimal("84.20")),
    ({"type": "decimal"}, " -.5 ", Decimal("-0.5")),
    ({"type": "decimal"}, "1e3", Decimal("1000")),
    ({"type": "decimal"}, 5.94, Decimal("5.94")),
    ({"type": "decimal"}, 0.1 + 0.2, Decimal("0.30000000000000004")),
    ({"type": "decimal"}, 7, Decimal(7)),
    ({"type": "decimal"}, "", None),
    ({"type": "decimal", "mark": ","}, "1234,50", Decimal("1234.50")),
    ({"type": "integer"}, "+12", 12),
    ({"type": "integer"}, Decimal("3.0"), 3),
    ({"type": "date"}, "2026-05-04", date(2026, 5, 4)),
    ({"type": "date"}, "2026-05-04 13:00:00", date(2026, 5, 4)),
    ({"type": "date"}, datetime(2026, 5, 4, 13), date(2026, 5, 4)),
    ({"type": "date"}, date(2026, 5, 4), date(2026, 5, 4)),
    ({"type": "date", "format": "%d.%m.%Y"}, "04.05.2026", date(2026, 5, 4)),
    ({"type": "flag"}, "Yes", True),
    ({"type": "flag"}, 0, False),
    ({"type": "flag"}, False, False),
    ({"type": "flag"}, "", None),
    ({"type": "text"}, 7, "7"),
    ({"type": "text"}, 0.1, "0.1"),
    ({"type": "text"}, Decimal("1E+3"), "1000"),
    ({"type": "text"}, date(2026, 5, 4), "2026-05-04"),
    ({"type": "text"}, True, "true"),
]
BAD = [
    ({"type": "decimal"}, "1,234.50"),
    ({"type": "decimal"}, "1234,50"),
    ({"type": "decimal"}, "12 EUR"),
    ({"type": "decimal"}, "NaN"),
    ({"type": "decimal"}, "1e99"),
    ({"type": "decimal"}, "9" * 41),
    ({"type": "decimal"}, "٣"),
    ({"type": "decimal"}, float("inf")),
    ({"type": "decimal"}, True),
    ({"type": "decimal", "mark": ","}, "1.234,50"),
    ({"type": "integer"}, "1.5"),
    ({"type": "integer"}, Decimal("1.5")),
    ({"type": "integer"}, "0x10"),
    ({"type": "date"}, "2026-02-30"),
    ({"type": "date"}, "20260504"),
    ({"type": "date"}, "04/05/2026"),
    ({"type": "date"}, 20260504),
    ({"type": "date", "format": "%d.%m.%Y"}, "2026-05-04"),
    ({"type": "flag"}, "perhaps"),
    ({"type": "flag"}, 2),
]


@pytest.mark.parametrize(("kind", "cell", "expected"), GOOD)
def test_a_cell_becomes_a_value_of_its_type(kind: dict[str, Any], cell: object, expected: object) -> None:
    value = converter(FieldType.model_validate(kind))(cell)
    assert (value, type(value)) == (expected, type(expected))


@pytest.mark.parametrize(("kind", "cell"), BAD)
def test_a_cell_of_another_type_is_refused_without_quoting_it(kind: dict[str, Any], cell: object) -> None:
    with pytest.raises(CellError) as caught:
        converter(FieldType.model_validate(kind))(cell)
    assert str(cell) not in str(caught.value)


def test_without_a_type_a_cell_keeps_its_own() -> None:
    assert native(5.94) == Decimal("5.94")
    assert native(float("nan")) is None
    assert native(UUID(int=7)) == "00000000-0000-0000-0000-000000000007"
    assert native(True) is True
    with pytest.raises(CellError, match="bytes"):
        native(b"x")
    with pytest.raises(CellError, match="timedelta"):
        native(timedelta(1))


def test_one_id_is_one_text_however_it_is_stored() -> None:
    assert {as_key(value) for value in (7, "7", Decimal("7"), Decimal("7.0"))} == {"7"}
    assert as_key("007") == "007"
    assert as_key(Decimal("100")) == "100"
    assert as_key(None) is None
