"""What a month of electricity costs one person, and why it differs from the month before."""

from __future__ import annotations

import random
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_DOWN, Decimal

from people import Person

CENT = Decimal("0.01")
LATEST = date(2026, 4, 1)
SEASON = (1.32, 1.15, 0.99, 0.84, 0.86, 0.93, 1.02, 1.0, 0.88, 0.94, 1.02, 1.24)
# What a kilowatt-hour cost, peak and off-peak, from April 2025 to April 2026, before the country's factor.
PRICES = [
    (Decimal(peak), Decimal(off))
    for peak, off in (
        ("0.1985", "0.1410"), ("0.1960", "0.1392"), ("0.1948", "0.1380"), ("0.1972", "0.1401"), ("0.1990", "0.1415"),
        ("0.2010", "0.1428"), ("0.2025", "0.1440"), ("0.2048", "0.1462"), ("0.2090", "0.1490"), ("0.2115", "0.1507"),
        ("0.2072", "0.1478"), ("0.2030", "0.1444"), ("0.2140", "0.1534"),
    )
]  # fmt: skip
# The kilowatt-hours of the first person are those of the pictures in the documentation.
FIRST_KWH = (212, 210, 234, 262, 256, 219, 230, 248, 301, 322, 280, 241, 205)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a person lives: locale, currency, value added tax in percent, what prices are multiplied by."""

    locale: str
    country: str
    currency: str
    vat: Decimal
    factor: Decimal
    city: str
    street: str
    phone: str


HOMES = {
    words[0]: Home(words[1], words[1][3:], words[2], Decimal(words[3]), Decimal(words[4]), *words[5:])
    for words in (
        [word.strip() for word in line.split("|")]
        for line in (
            "it | it_IT | EUR | 10  | 1.00 | Borgo Solare       | Via dei Girasoli | +999 555 01{:02}",
            "es | es_ES | EUR | 10  | 0.92 | Villaluz del Mar   | Calle del Mirlo  | +999 555 02{:02}",
            "de | de_DE | EUR | 19  | 1.31 | Windhausen-Nord    | Drosselgasse     | +49 30 23125 0{:02}",
            "at | de_AT | EUR | 20  | 1.12 | Sankt Lichten      | Amselweg         | +999 555 03{:02}",
            "lu | de_LU | EUR | 8   | 1.20 | Oberlichtweiler    | Finkenrain       | +999 555 04{:02}",
            "fr | fr_FR | EUR | 20  | 0.98 | Clairvent-sur-Orge | rue des Moineaux | +33 1 99 00 10 {:02}",
            "be | fr_BE | EUR | 6   | 1.15 | Ventoux-la-Belle   | rue du Loriot    | +999 555 05{:02}",
            "mt | en_MT | EUR | 5   | 1.08 | Saint Lucian’s Bay | Lark Rise Lane   | +999 555 07{:02}",
            "ie | en_IE | EUR | 9   | 1.22 | Ballysolas         | Wren Street      | +999 555 06{:02}",
        )
    )
}


def day_after(month: date, count: int) -> date:
    """The first of the month `count` months after `month`."""
    index = month.year * 12 + month.month - 1 + count
    return date(index // 12, index % 12 + 1, 1)


def cents(value: Decimal) -> Decimal:
    """To the cent; half a cent is rounded in the customer's favour."""
    return value.quantize(CENT, ROUND_HALF_DOWN)


@dataclass(frozen=True, slots=True)
class Bill:
    """One month of one person: quantities, prices and the lines that they make."""

    month: date
    days: int
    peak_kwh: Decimal
    off_kwh: Decimal
    peak_price: Decimal
    off_price: Decimal
    lines: tuple[tuple[str, str, Decimal, str, Decimal | None, Decimal], ...]
    vat: Decimal

    @property
    def total(self) -> Decimal:
        """The sum of the lines."""
        return sum((line[-1] for line in self.lines), Decimal(0))


def kwh_of(person: Person, first: bool, ago: int, chance: random.Random) -> int:
    """Kilowatt-hours of the month that lies `ago` months before the latest."""
    noise = 0.94 + 0.12 * chance.random()
    if first:
        return FIRST_KWH[-1 - ago]
    month = day_after(LATEST, -ago)
    return round(person.kwh * SEASON[month.month - 1] * noise * (person.april if ago == 0 else 1.0))


def bill_of(person: Person, first: bool, ago: int, chance: random.Random) -> Bill:
    """The bill of the month that lies `ago` months before the latest."""
    home = HOMES[person.home]
    month = day_after(LATEST, -ago)
    days = monthrange(month.year, month.month)[1]
    kwh = kwh_of(person, first, ago, chance)
    share = 0.573 if first else 0.52 + 0.1 * chance.random()
    peak = Decimal({0: 118, 1: 138}.get(ago, round(kwh * share)) if first else round(kwh * share))
    off = kwh - peak
    peak_price, off_price = ((price * home.factor).quantize(Decimal("0.0001")) for price in PRICES[-1 - ago])
    grid, fixed, levy = (
        (Decimal(rate) * home.factor).quantize(Decimal("0.0001")) for rate in ("0.6633", "0.4400", "0.1617")
    )
    lines: list[tuple[str, str, Decimal, str, Decimal | None, Decimal]] = [
        ("Energy", "Energy, peak hours", peak, "kWh", peak_price, cents(peak * peak_price)),
        ("Energy", "Energy, off-peak", Decimal(off), "kWh", off_price, cents(off * off_price)),
    ]
    if person.extra == "feed-in":
        fed = Decimal(round(40 + 30 * chance.random()))
        lines.append(("Energy", "Solar power fed in", fed, "kWh", Decimal("-0.0800"), cents(fed * Decimal("-0.08"))))
    lines += [
        ("Grid", "Grid and metering", Decimal(days), "days", grid, cents(days * grid)),
        ("Fixed charge", "Fixed charge", Decimal(days), "days", fixed, cents(days * fixed)),
    ]
    if person.months and ago == person.months - 1 and person.months < 12:
        lines.append(("Fixed charge", "Moving in, once", Decimal(1), "", Decimal("12.0000"), Decimal("12.00")))
    lines.append(("Taxes", "Renewables levy", Decimal(days), "days", levy, cents(days * levy)))
    vat = cents(sum((line[-1] for line in lines), Decimal(0)) * home.vat / 100)
    lines.append(("Taxes", "VAT", home.vat, "%", None, vat))
    return Bill(month, days, peak, Decimal(off), peak_price, off_price, tuple(lines), vat)


def changes(old: Bill, new: Bill, vat: Decimal) -> list[tuple[str, Decimal]]:
    """Why a bill differs from the one before: (label, amount with tax). The amounts add up to the difference."""
    factor = 1 + vat / 100
    usage = cents(
        factor * ((new.peak_kwh - old.peak_kwh) * old.peak_price + (new.off_kwh - old.off_kwh) * old.off_price)
    )
    price = cents(
        factor * (new.peak_kwh * (new.peak_price - old.peak_price) + new.off_kwh * (new.off_price - old.off_price))
    )
    rest = new.total - old.total - usage - price
    days = new.days - old.days
    once = any(line[1] in ("Moving in, once", "Solar power fed in") for line in (*old.lines, *new.lines))
    length = {-3: "Three days less", -1: "One day less", 1: "One day more", 3: "Three days more"}.get(days, "Other")
    steps = [
        ("Used less" if usage < 0 else "Used more", usage),
        ("Price", price),
        ("Other" if once else length, rest),
    ]
    return [(label, amount) for label, amount in steps if amount]


def readings_of(bill: Bill, number: int) -> list[tuple[int, str, date, date, Decimal, Decimal, str, str]]:
    """What the meter of a person showed at the ends of a bill's month, by register: its columns in readings.csv."""
    last = day_after(bill.month, 1) - timedelta(days=1)
    found = []
    for position, (name, used) in enumerate((("Peak hours", bill.peak_kwh), ("Off-peak hours", bill.off_kwh)), 1):
        before = Decimal((number * 7919 + position * 4271) % 40000 + 3000)
        how = "estimated" if (number + position) % 5 == 0 else "read" if number % 3 else "remote"
        found.append((position, name, bill.month, last, before, before + used, "kWh", how))
    return found


def tariffs_of(bill: Bill) -> list[tuple[int, str, Decimal, Decimal, str, str]]:
    """What a person could have instead, with what he has: its columns in tariffs.csv.

    The price that he has is that of his kilowatt-hours on average, to a hundredth of a cent.
    """
    used = bill.peak_kwh + bill.off_kwh
    price = (bill.peak_kwh * bill.peak_price + bill.off_kwh * bill.off_price) / used if used else bill.peak_price
    (fixed,) = (line[-1] for line in bill.lines if line[1] == "Fixed charge")
    tenth = Decimal("0.0001")
    return [
        (1, "Midday tariff", (price * Decimal("0.93")).quantize(tenth), cents(fixed * Decimal("1.15")), "", "no"),
        (2, "Fixed tariff", (price * Decimal("1.04")).quantize(tenth), cents(fixed * Decimal("0.75")), "", "no"),
        (3, "As it is", price.quantize(tenth), fixed, "", "yes"),
    ]
