"""Who sends the invoices of these tests: nobody, with numbers whose check digits are right."""

from __future__ import annotations

from generator.model.issuer import Issuer

ISSUER = Issuer(
    "Solena Energia S.p.A.", "Via dell'Alba 12", "20121", "Milano", "IT",
    vat_id="IT99999999990", iban="IT87D9999999999000000123456", bic="SOLEITM0XXX",
)  # fmt: skip
