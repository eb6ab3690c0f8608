"""Who the reference story is told to: invented people, and their CSV files. python bench/campaign/make_data.py 20 data

First names are drawn from a real frequency table (first_names.csv, see CREDITS.md), amounts and months are different
for everybody, and there are six pairs of offers. In the case "distinct" no two people share a name or an offer's
figure either, so that nothing personal can be made twice.
"""

from __future__ import annotations

import csv
import random
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
MONTHS = ("2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01")
USUAL_KWH = (248, 301, 322, 280, 241, 205)


@dataclass(frozen=True, slots=True)
class Offer:
    """What one card says."""

    title: str
    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class Person:
    """`cents`: the balance. `kwh`: six months. `offers`: two cards."""

    name: str
    cents: int
    kwh: tuple[int, ...]
    offers: tuple[Offer, Offer]


PAIRS = (
    (
        Offer("Sunny Hours", "Noon to four at half price, from May to September.", "€ 9.40 a month less"),
        Offer("Steady Rate", "One price, day and night, fixed for two years.", "€ 0.214 a kWh"),
    ),
    (
        Offer("Night Drive", "Charge the car from eleven to six at a third of the price.", "€ 18.20 a month less"),
        Offer("Wall Box", "A charger at home, put in by us in one morning.", "€ 590 all in"),
    ),
    (
        Offer("Roof Check", "What the sun could do on your roof, in ten minutes.", "free of charge"),
        Offer("Sun Share", "A piece of a solar field, without a roof of your own.", "€ 12 a month"),
    ),
    (
        Offer("Warm House", "A heat pump instead of the boiler, planned by us.", "from € 4,900"),
        Offer("Thick Walls", "Somebody comes and finds where the warmth gets out.", "€ 80 a visit"),
    ),
    (
        Offer("Flat Fee", "The same sum each month, settled once a year.", "€ 79 a month"),
        Offer("Pay as You Go", "Each week what you used, and no more.", "€ 0.229 a kWh"),
    ),
    (
        Offer("Green Gas", "Gas made of what grows, for the stove and the boiler.", "€ 6.10 a month more"),
        Offer("Cool Summer", "An air conditioner that listens to the price.", "€ 22 a month"),
    ),
)


def people(count: int, *, distinct: bool, seed: int = 1) -> list[Person]:
    """`count` people, the same for the same arguments; other seeds give other people."""
    draw = random.Random(f"{seed} {distinct}")
    names, shares = _table()
    if distinct:
        chosen = draw.sample(names, min(count, len(names)))
        chosen += [f"{draw.choice(names)} {number}" for number in range(len(names), count)]
    else:
        chosen = draw.choices(names, shares, k=count)
    amounts = draw.sample(range(2_400, 2_400 + max(40_000, 10 * count)), count)
    return [
        Person(name, cents, _months(draw, number), _figures(draw, number, distinct))
        for number, (name, cents) in enumerate(zip(chosen, amounts, strict=True))
    ]


def write_csv(crowd: list[Person], folder: Path) -> None:
    """People in; customers.csv and months.csv in `folder` out."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "customers.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        cards = [f"{which}_{part}" for which in ("first", "second") for part in ("title", "text", "figure")]
        rows.writerow(["customer_id", "first_name", "email", "balance", *cards])
        for number, each in enumerate(crowd):
            told = [text for offer in each.offers for text in (offer.title, offer.text, offer.figure)]
            balance = f"{each.cents // 100}.{each.cents % 100:02d}"
            rows.writerow([f"R-{number}", each.name, f"r{number}@example.org", balance, *told])
    with (folder / "months.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["customer_id", "month", "kwh"])
        for number, each in enumerate(crowd):
            rows.writerows([f"R-{number}", month, kwh] for month, kwh in zip(MONTHS, each.kwh, strict=True))


def _table() -> tuple[list[str], list[float]]:
    with (HERE / "first_names.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row["name"] for row in rows], [float(row["share"]) for row in rows]


def _months(draw: random.Random, number: int) -> tuple[int, ...]:
    # The first month alone tells any two of 400 neighbours apart; the other five are drawn.
    first = USUAL_KWH[0] - 120 + number % 400
    return (first, *(round(usual * draw.uniform(0.55, 1.5)) for usual in USUAL_KWH[1:]))


def _figures(draw: random.Random, number: int, distinct: bool) -> tuple[Offer, Offer]:
    one, other = draw.choice(PAIRS)
    if not distinct:
        return one, other
    cents = 400 + 7 * number
    return (
        Offer(one.title, one.text, f"€ {cents // 100}.{cents % 100:02d} a month less"),
        Offer(other.title, other.text, f"€ {cents // 100 + 21}.{cents % 100:02d} all in"),
    )


if __name__ == "__main__":
    write_csv(people(int(sys.argv[1]), distinct=False), Path(sys.argv[2]))
