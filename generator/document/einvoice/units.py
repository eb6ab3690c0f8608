"""Units as bills write them in, codes of UN/ECE Recommendation 20 and 21 out, as EN 16931 wants them (BT-130)."""

from __future__ import annotations

ONE = "C62"
"""One: what is counted."""

_CODES = {
    "kwh": "KWH",
    "mwh": "MWH",
    "wh": "WHR",
    "kw": "KWT",
    "kva": "KVA",
    "day": "DAY",
    "days": "DAY",
    "month": "MON",
    "months": "MON",
    "year": "ANN",
    "years": "ANN",
    "week": "WEE",
    "weeks": "WEE",
    "h": "HUR",
    "hour": "HUR",
    "hours": "HUR",
    "min": "MIN",
    "minute": "MIN",
    "minutes": "MIN",
    "kg": "KGM",
    "g": "GRM",
    "t": "TNE",
    "l": "LTR",
    "m": "MTR",
    "m2": "MTK",
    "m²": "MTK",
    "m3": "MTQ",
    "m³": "MTQ",
    "smc": "MTQ",
    "km": "KMT",
    "gb": "E34",
    "mb": "4L",
    "gj": "GV",
    "%": "P1",
}


def code_of(unit: str) -> str:
    """A unit in, its code out; what has none is counted."""
    return _CODES.get(unit.strip().lower(), ONE)
