"""Writes the data of the energy example: `python examples/energy/make_data.py [FOLDER]`.

PEOPLE in, eleven files out: customers, invoices, lines, changes, readings, taxes, tariffs, purchases, consents,
objections and the suppression list. Every figure follows from a row and a month, so running it again gives the same
bytes. Nothing in it belongs to anybody: people and places are invented, mail goes to example domains, telephone
numbers come from ranges kept for fiction or from a country code that no country has, account numbers have a bank code
of zeros.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from bills import HOMES, bill_of, changes, day_after, readings_of, tariffs_of
from people import PEOPLE, Person

SENSITIVE = {
    "religion": ("Zoroastrian", "Quaker", "Jain", "Waldensian", "Bahá’í"),
    "union_member": ("Lamplighters Union 7", "Federation of Turbine Fitters", "Guild of Meter Readers"),
    "health_note": ("home dialysis at night", "oxygen concentrator in use", "insulin kept in the fridge"),
}
REVEALING = {
    "web_visits": ("/cancel-contract x3", "/heat-pumps/finance x5", "/moving-house x2", "/compare-rivals x4"),
    "last_search": ("cheapest supplier near me", "is solar worth it", "how to pay later"),
    "income_inferred": ("band D 31-38k", "band B 18-24k", "band F 52-70k"),
    "ad_segment": ("likely-to-churn-Q3", "eco-affluent-couple", "price-shopper-9"),
}


def iban(country: str, number: int) -> str:
    """An account number with right check digits and a bank code of zeros, so that no bank has it."""
    account = f"00000000{number:010}"
    digits = "".join(str(int(char, 36)) for char in f"{account}{country}00")
    return f"{country}{98 - int(digits) % 97:02}{account}"


def personal(person: Person, number: int, chance: random.Random) -> dict[str, str]:
    """The columns of one customer. Every value that the policy stops is unlike everyone else's."""
    home = HOMES[person.home]
    local = f"mail{number}.{'abcdefghij'[number % 10]}{int(chance.random() * 9000 + 1000)}"
    picked = {
        name: f"{values[int(chance.random() * len(values))]} #{number}" if chance.random() < 0.6 else ""
        for name, values in (SENSITIVE | REVEALING).items()
    }
    email = f"{local}@example.{('com', 'org', 'net')[number % 3]}"
    note = f"Asked to be written to at {email} and not to be rung before nine." if number % 4 == 1 else ""
    return {
        "customer_id": f"C-{1000 + number}",
        "status": "customer" if person.months else "lead",
        "name": person.name,
        "call_me": person.call_me,
        "locale": home.locale,
        "autopay": "yes" if person.autopay else "no",
        "born": str(date(1948, 3, 9) + timedelta(days=int(chance.random() * 19000))),
        "street": f"{home.street} {number * 7 % 90 + 1}",
        "postcode": f"{home.country}-0{number:04}",
        "city": home.city,
        "country": home.country,
        "email": email,
        "phone": home.phone.format(number),
        "iban": iban(home.country, 31_000_000 + number * 7919),
        "tax_id": f"{home.country}TIN{number * 104_729 + 5_000_000}",
        "meter": f"MTR-{number * 15_485_863 % 10_000_000:07}",
        "interest": person.interest,
        **picked,
        "note": note,
    }


CONSENTS = {
    "given": [("2025-11-03", "", "web form", "v4")],
    "withdrawn": [("2025-02-17", "2025-12-01", "telephone", "v3")],
    "aged": [("2023-09-20", "", "letter", "v3")],
    "future": [("2026-06-01", "", "web form", "v4")],
    "never": [],
}
# One agreed after their browser had said no; one said no and was never asked; one took it back.
OBJECTIONS = [
    ("C-1001", "marketing", "2025-01-10", ""),
    ("C-1002", "gpc", "2025-06-01", ""),
    ("C-1004", "marketing", "2025-12-02", "2026-01-15"),
]


def write(path: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A CSV file with line feeds, the same on every system."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(["" if value is None else value for value in row] for row in rows)


def main(folder: Path) -> None:
    """Everything into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    customers: list[dict[str, str]] = []
    invoices: list[tuple[object, ...]] = []
    lines: list[tuple[object, ...]] = []
    why: list[tuple[object, ...]] = []
    purchases: list[tuple[object, ...]] = []
    consents: list[tuple[object, ...]] = []
    readings: list[tuple[object, ...]] = []
    taxes: list[tuple[object, ...]] = []
    tariffs: list[tuple[object, ...]] = []
    for number, person in enumerate(PEOPLE, 1):
        chance = random.Random(f"solena/{number}")
        row = personal(person, number, chance)
        customer_id = row["customer_id"]
        customers.append(row)
        bills = [bill_of(person, number == 1, ago, chance) for ago in reversed(range(person.months))]
        for index, bill in enumerate(bills):
            invoice_id = f"{number:03}-{bill.month:%Y%m}"
            last = day_after(bill.month, 1) - timedelta(days=1)
            issued = last + timedelta(days=2)
            # The number on the bill says nothing of the customer: it counts bills across all of them.
            serial = f"S-{bill.month:%Y}-{(bill.month.month * 9973 + number * 6007) % 90000 + 10000}"
            invoices.append((
                invoice_id, customer_id, serial, issued, issued + timedelta(days=26), bill.month, last, bill.days,
                HOMES[person.home].currency, bill.peak_kwh + bill.off_kwh, bill.total, bill.vat,
            ))  # fmt: skip
            lines.extend((invoice_id, position, *line) for position, line in enumerate(bill.lines, 1))
            if index:
                steps = changes(bills[index - 1], bill, HOMES[person.home].vat)
                why.extend((invoice_id, position, bill.month, *step) for position, step in enumerate(steps, 1))
        if bills:
            latest = f"{number:03}-{bills[-1].month:%Y%m}"
            readings.extend((latest, *reading) for reading in readings_of(bills[-1], number))
            taxes.append((latest, HOMES[person.home].vat, bills[-1].total - bills[-1].vat, bills[-1].vat))
            tariffs.extend((customer_id, *tariff) for tariff in tariffs_of(bills[-1]))
        for position, product in enumerate(person.owns.split()):
            bought = date(2022, 1, 15) + timedelta(days=int(chance.random() * 1200))
            purchases.append((customer_id, position + 1, product, bought))
        consents.extend((customer_id, "offers", *dates) for dates in CONSENTS[person.offers])
    write(folder / "customers.csv", list(customers[0]), [list(row.values()) for row in customers])
    invoice_columns = "invoice_id customer_id number issued due period_start period_end days currency kwh total vat"
    write(folder / "invoices.csv", invoice_columns.split(), invoices)
    line_columns = "invoice_id position kind description quantity unit unit_price amount"
    write(folder / "lines.csv", line_columns.split(), lines)
    write(folder / "changes.csv", ["invoice_id", "position", "period", "label", "amount"], why)
    # Readings and taxes are kept for the latest bill alone.
    reading_columns = "invoice_id position meter from_day to_day before after unit how"
    write(folder / "readings.csv", reading_columns.split(), readings)
    write(folder / "taxes.csv", ["invoice_id", "rate", "net", "tax"], taxes)
    tariff_columns = "customer_id position name unit_price fixed text current"
    write(folder / "tariffs.csv", tariff_columns.split(), tariffs)
    write(folder / "purchases.csv", ["customer_id", "position", "product", "bought"], purchases)
    write(folder / "consents.csv", ["customer_id", "purpose", "given_on", "withdrawn_on", "source", "text"], consents)
    write(folder / "objections.csv", ["customer_id", "scope", "objected_on", "lifted_on"], OBJECTIONS)
    stopped = [
        row["customer_id"] for row, person in zip(customers, PEOPLE, strict=True) if person.extra == "suppressed"
    ]
    (folder / "suppression.txt").write_text("".join(f"{name}\n" for name in stopped), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "data")
