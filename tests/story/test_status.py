"""How a bill stands, from its facts and the campaign's day alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from generator.model.facts import FactValue, Money
from generator.story.status import PaymentStatus, status_of

DUE = date(2026, 5, 28)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("facts", "today", "status"),
    [
        ({}, DUE, ""),
        ({"due": DUE}, DUE, ""),
        ({"balance": euros("84.20")}, None, "open"),
        ({"balance": euros("84.20"), "due": DUE}, DUE, "open"),
        ({"balance": euros("84.20"), "due": DUE}, date(2026, 5, 29), "overdue"),
        ({"balance": euros("84.20"), "due": DUE}, None, "open"),
        ({"balance": euros("84.20"), "due": DUE, "autopay": True}, date(2026, 6, 29), "automatic"),
        ({"balance": euros("84.20"), "due": DUE, "autopay": False}, date(2026, 6, 29), "overdue"),
        ({"balance": euros("84.20"), "due": DUE, "paid": True, "autopay": True}, date(2026, 6, 29), "paid"),
        ({"balance": euros("84.20"), "due": DUE, "paid": False}, DUE, "open"),
        ({"balance": euros("0.00"), "due": DUE}, date(2026, 6, 29), "settled"),
        ({"balance": euros("-12.00"), "due": DUE, "autopay": True}, date(2026, 6, 29), "credit"),
    ],
)
def test_how_a_bill_stands(facts: dict[str, FactValue], today: date | None, status: PaymentStatus) -> None:
    assert status_of(facts, today) == status
