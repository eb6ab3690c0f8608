"""How many invoices of 20 lines a second one core sets as PDF/A-3, with a Factur-X invoice in each.

    python bench/documents.py [COUNT]

Processor time, after a warm-up of five documents; every document has its own name, number and amounts.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator.document.einvoice import einvoices
from generator.document.render import render_pdf
from generator.model.facts import Money, Table
from generator.model.issuer import Issuer
from generator.model.story import Links, Page, Story
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.pages import load_page_template, with_einvoices

LINES, WARM_UP = 20, 5
ISSUER = Issuer(
    "Solena Energia S.p.A.", "Via dell'Alba 12", "20121", "Milano", "IT",
    vat_id="IT99999999990", iban="IT87D9999999999000000123456", bic="SOLEITM0XXX",
)  # fmt: skip
COLUMNS = ("kind", "description", "quantity", "unit", "unit_price", "amount")
KINDS = ("Energy", "Grid", "Fixed charge", "Services")


def story_of(at: int) -> Story:
    """The bill of the `at`-th person."""
    template = with_einvoices(
        load_page_template(templates_dir() / "documents" / "invoice", "document.yaml"), ["facturx"]
    )
    rows = tuple(
        (KINDS[line * len(KINDS) // LINES], f"Charge {line + 1}", Decimal(at % 90 + line), "kWh", Decimal("0.25"),
         Decimal(at % 90 + line) / 4)
        for line in range(LINES)
    )  # fmt: skip
    rows = tuple((*row[:5], row[5].quantize(Decimal("0.01"))) for row in rows)
    net = sum((row[5] for row in rows), Decimal(0))
    vat = (net / 10).quantize(Decimal("0.01"))
    facts = {
        name: need.sample for name, need in template.needs.items() if name in ("breakdown", "steps", "city", "postcode")
    }
    facts |= {
        "name": f"Customer {at * 7919 % 100_003}",
        "street": f"Example Street {at + 1}",
        "number": f"S-2026-{10_000 + at}",
        "issued": date(2026, 5, 2),
        "due": date(2026, 5, 28),
        "period_start": date(2026, 4, 1),
        "period_end": date(2026, 4, 30),
        "lines": Table(COLUMNS, rows),
        "vat": Money(vat, "EUR"),
        "vat_rate": Decimal(10),
        "balance": Money(net + vat, "EUR"),
        "country": "IT",
    }
    brand = load_brand("solena", Path())
    links = Links(
        {"pay": "https://pay.example/", "contact": "mailto:hello@example.org", "choices": "https://example.org/c"}
    )
    page = Page(template, facts, dict(template.copy))
    story = Story("5f" * 16, f"token{at}", (), None, page, "en_IE", "en", brand, links, 7)
    return replace(story, issuer=ISSUER)


def made(story: Story) -> bytes:
    """The document with its e-invoice."""
    page = story.document
    assert page is not None
    return render_pdf(story, page, einvoices(story))


def main(count: int) -> None:
    """Prints documents a second, seconds a document, and the size of one."""
    stories = [story_of(at) for at in range(count + WARM_UP)]
    for story in stories[:WARM_UP]:
        made(story)
    began = time.process_time()
    sizes = [len(made(story)) for story in stories[WARM_UP:]]
    taken = time.process_time() - began
    print(f"{count / taken:.1f} documents a second a core, {taken / count * 1000:.0f} ms each")
    print(f"{max(sizes) / 1000:.0f} kB at most, {LINES} lines, PDF/A-3a and PDF/UA-1 with Factur-X")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
