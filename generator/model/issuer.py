"""Who sends a bill and is paid for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who sends a bill, as the campaign says it; checked when the campaign was read, and "" where it says nothing.

    `country`: ISO 3166-1 alpha-2. `vat_id`: with its country's prefix, without spaces. `tax_number`: of the local tax
    office, where there is no VAT id. `registration`: in the company register. `legal_note`: what the law wants said of
    a company. `iban`, `bic`: capitals without spaces. `account_name`: whose account it is, when not the issuer's.
    `creditor_id`: of SEPA direct debits. `peppol`: the electronic address, "scheme:id". `fiscal_regime`: of FatturaPA.
    """

    name: str
    street: str
    postcode: str
    city: str
    country: str
    line2: str = ""
    region: str = ""
    vat_id: str = ""
    tax_number: str = ""
    registration: str = ""
    legal_note: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    iban: str = ""
    bic: str = ""
    account_name: str = ""
    creditor_id: str = ""
    peppol: str = ""
    fiscal_regime: str = ""

    @property
    def payee(self) -> str:
        """Whose account the IBAN is."""
        return self.account_name or self.name

    @property
    def address(self) -> tuple[str, ...]:
        """The postal address in lines, without the name and the country."""
        return tuple(line for line in (self.street, self.line2, f"{self.postcode} {self.city}".strip()) if line)
