"""Invented recipients of the benchmark: every shown value differs from film to film."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

NAMES = ("Lucia", "Marek", "Aoife", "Jürgen", "Noémie", "Tomás", "Ingrid", "Dimitra", "Yusuf", "Hanna", "Piet", "Siân")
MONTHS = ("Nov", "Dec", "Jan", "Feb", "Mar", "Apr")


@dataclass(frozen=True, slots=True)
class Person:
    """Amounts in euro cents, use in kWh; `before` + the three differences = `balance`."""

    name: str
    balance: int
    before: int
    less: int
    price: int
    days: int
    months: tuple[int, ...]
    parts: tuple[int, int, int, int]
    idea: int


def people(count: int, first: int = 0) -> list[Person]:
    """The recipients `first`, `first` + 1, …; the same ones in every run."""
    return [_person(number) for number in range(first, first + count)]


def _person(number: int) -> Person:
    less, price, days = 920 + 7 * number, 250 + 3 * number, 60 + number
    before = 9030 + 113 * number
    balance = before - less + price + days
    months = tuple(base + (17 * number + 5 * at) % 61 for at, base in enumerate((248, 301, 322, 280, 241, 205)))
    energy, grid, fixed = balance * 46 // 100, balance * 24 // 100, balance * 16 // 100
    return Person(
        name=NAMES[number % len(NAMES)] + ("" if number < len(NAMES) else f" {number // len(NAMES) + 1}"),
        balance=balance,
        before=before,
        less=less,
        price=price,
        days=days,
        months=months,
        parts=(energy, grid, fixed, balance - energy - grid - fixed),
        idea=900 + 11 * number,
    )


def euros(cents: int) -> Decimal:
    """Cents in, an exact amount out."""
    return Decimal(cents) / 100
