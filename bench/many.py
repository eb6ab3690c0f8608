"""The energy example with as many recipients as asked for, each with a name, an address and bills of their own.

All of it is invented: names are put together, numbers counted up, amounts scaled, so that no two pages are the same.
"""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "energy"
_GIVEN = ("Alma", "Bruno", "Carla", "Dario", "Elsa", "Fabio", "Greta", "Hugo", "Irma", "Jonas", "Klara", "Livio")
_FAMILY = ("Ander", "Bell", "Corv", "Dorn", "Est", "Fior", "Grand", "Hell", "Imper", "Jord", "Krans", "Lamp")
_ENDINGS = ("ini", "etti", "mann", "ucci", "sson", "ard", "ova", "ier", "enko", "oni", "berg", "ez")
_CENT = Decimal("0.01")
Row = dict[str, str]


def write_campaign(folder: Path, recipients: int) -> Path:
    """A folder in, a copy of the example with that many customers in it out; the same on every machine."""
    chance = random.Random(5)
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".secret", "output", "__pycache__"))
    data = folder / "data"
    tables = {path.stem: _read(path) for path in data.glob("*.csv")}
    customers = [row for row in tables["customers"] if row["status"] == "customer"]
    bills = _grouped(tables["invoices"], "customer_id")
    parts = {name: _grouped(tables[name], "invoice_id") for name in ("lines", "changes")}
    bought = _grouped(tables["purchases"], "customer_id")
    agreed = _grouped(tables["consents"], "customer_id")
    made: dict[str, list[Row]] = {name: [] for name in tables}
    for number in range(recipients):
        base = customers[number % len(customers)]
        name, share = f"N-{10_000 + number}", Decimal(chance.randint(70, 130)) / 100
        made["customers"].append(_person(chance, base, name, number))
        for bill in bills.get(base["customer_id"], []):
            own = f"{number:05}-{bill['invoice_id'][-6:]}"
            lines = [_scaled(row, share, own, chance) for row in parts["lines"].get(bill["invoice_id"], [])]
            total = sum((Decimal(row["amount"]) for row in lines), Decimal(0))
            made["lines"] += lines
            made["changes"] += [
                _scaled(row, share, own, chance) for row in parts["changes"].get(bill["invoice_id"], [])
            ]
            number_of_bill = f"S-{bill['number'][2:6]}-{chance.randint(10_000, 99_999)}"
            changed = {"invoice_id": own, "customer_id": name, "number": number_of_bill, "total": str(total)}
            made["invoices"].append(bill | changed | {"kwh": str(round(Decimal(bill["kwh"]) * share))})
        for table, rows in (("purchases", bought), ("consents", agreed)):
            made[table] += [row | {"customer_id": name} for row in rows.get(base["customer_id"], [])]
    for name, rows in made.items():
        _write(data / f"{name}.csv", list(tables[name][0]), rows)
    return folder


def _person(chance: random.Random, base: Row, name: str, number: int) -> Row:
    given = chance.choice(_GIVEN)
    family = chance.choice(_FAMILY) + chance.choice(_ENDINGS)
    own = {
        "customer_id": name,
        "name": f"{given} {family}",
        "call_me": given,
        "born": f"{chance.randint(1940, 2002)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "street": f"{base['street'].rsplit(' ', 1)[0]} {chance.randint(1, 199)}",
        "email": f"mail{number}.x{chance.randint(1000, 9999)}@example.org",
        "phone": f"+999 555 {chance.randint(0, 9999):04} {number:05}",
        "iban": f"ZZ{chance.randint(10, 99)}{chance.randint(10**17, 10**18 - 1)}",
        "tax_id": f"ZZTIN{chance.randint(10**6, 10**7 - 1)}",
        "meter": f"MTR-{chance.randint(10**6, 10**7 - 1)}",
    }
    return base | {key: value for key, value in own.items() if base[key]}


def _scaled(row: Row, share: Decimal, invoice: str, chance: random.Random) -> Row:
    amount = (Decimal(row["amount"]) * share + Decimal(chance.randint(0, 9)) * _CENT).quantize(_CENT)
    found = row | {"invoice_id": invoice, "amount": str(amount)}
    if row.get("quantity"):
        found["quantity"] = str(round(Decimal(row["quantity"]) * share))
    return found


def _grouped(rows: Iterable[Row], key: str) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _write(path: Path, columns: list[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
