"""The semantic model of EN 16931-1: what every e-invoice says, whatever its syntax. All amounts are Decimal.

Names in comments are the standard's: BT-1 is its first business term, BG-4 its fourth group.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

CREDIT_NOTE, COMMERCIAL_INVOICE = "381", "380"


@dataclass(frozen=True, slots=True)
class Party:
    """Seller (BG-4) or buyer (BG-7). `endpoint`: electronic address, (scheme, id)."""

    name: str
    street: str
    line2: str
    postcode: str
    city: str
    region: str
    country: str
    vat_id: str = ""
    tax_number: str = ""
    registration: str = ""
    legal_note: str = ""
    endpoint: tuple[str, str] | None = None
    contact: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A line (BG-25). `net` (BT-131) is without tax; `price` (BT-146) is never below zero, `quantity` may be."""

    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    net: Decimal
    category: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Tax:
    """The tax of one category and rate (BG-23)."""

    category: str
    rate: Decimal
    basis: Decimal
    amount: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """How it is paid (BG-16). `means`: a code of UNCL4461."""

    means: str
    reference: str
    iban: str = ""
    bic: str = ""
    account_name: str = ""
    mandate: str = ""
    creditor_id: str = ""
    debited_iban: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice or a credit note; the amounts of either are above zero where it is an ordinary one.

    `places`: decimals of the currency. `terms`: what to pay when, in words. `regime`: of FatturaPA.
    """

    number: str
    issued: datetime.date
    kind: str
    currency: str
    places: int
    seller: Party
    buyer: Party
    items: tuple[Item, ...]
    taxes: tuple[Tax, ...]
    payment: Payment
    prepaid: Decimal = Decimal(0)
    due: datetime.date | None = None
    period: tuple[datetime.date, datetime.date] | None = None
    terms: str = ""
    note: str = ""
    buyer_reference: str = ""
    order: str = ""
    contract: str = ""
    preceding: str = ""
    recipient_code: str = ""
    regime: str = ""

    @property
    def net(self) -> Decimal:
        """The sum of the lines (BT-106), without tax (BT-109): there are no allowances on the whole."""
        return sum((item.net for item in self.items), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """All tax (BT-110)."""
        return sum((tax.amount for tax in self.taxes), Decimal(0))

    @property
    def total(self) -> Decimal:
        """With tax (BT-112)."""
        return self.net + self.tax

    @property
    def payable(self) -> Decimal:
        """What is left to pay (BT-115)."""
        return self.total - self.prepaid

    @property
    def is_credit_note(self) -> bool:
        """Whether it gives money back."""
        return self.kind == CREDIT_NOTE
