"""A story with a bill in, e-invoices out: one Invoice of EN 16931 in the middle, one module a format.

A format's module is named as campaigns name it and has FILE_NAME, EMBEDDED (in the PDF, or a file beside it), `lacks`
(what it asks for and an invoice doesn't have) and `write`. What is lacking is told, and no file is written: an
e-invoice that its reader refuses is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from generator.document.content import fill
from generator.document.einvoice.invoice import Invoice
from generator.document.einvoice.reckoning import UnfitError
from generator.document.einvoice.telling import invoice_of, outline
from generator.model.facts import FactValue
from generator.model.issuer import Issuer
from generator.model.story import Story
from generator.story.formats import Formats

FORMATS = ("facturx", "xrechnung", "peppol", "fatturapa")
"""The formats, by their module's name."""


@dataclass(frozen=True, slots=True)
class EInvoice:
    """A finished e-invoice. `embedded`: it goes into the PDF."""

    format: str
    file_name: str
    data: bytes
    embedded: bool


def einvoices(story: Story) -> tuple[EInvoice, ...]:
    """A story in, every e-invoice that the campaign asks for and the recipient's facts suffice for out."""
    invoice, missing = _looked_at(story)
    if invoice is None or story.document is None:
        return ()
    return tuple(
        EInvoice(name, module.FILE_NAME, module.write(invoice), module.EMBEDDED)
        for name in story.document.template.einvoice
        if name not in missing
        for module in (_module(name),)
    )


def missing_einvoices(story: Story) -> tuple[str, ...]:
    """Why each e-invoice that the campaign asks for isn't made, "format: reason"; holds no value of the recipient's."""
    return tuple(f"{name}: {reason}" for name, reason in _looked_at(story)[1].items())


def lacks_of(facts: Mapping[str, FactValue], issuer: Issuer, formats: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Sample facts and who issues in; format → what it would lack for anybody out, where it lacks anything."""
    invoice = outline(facts, issuer)
    found = {name: tuple(_module(name).lacks(invoice)) for name in formats}
    return {name: lacks for name, lacks in found.items() if lacks}


def _looked_at(story: Story) -> tuple[Invoice | None, dict[str, str]]:
    page = story.document
    if page is None or not page.template.einvoice:
        return None, {}
    try:
        invoice = invoice_of(story, page, _terms(story))
    except UnfitError as fault:
        return None, dict.fromkeys(page.template.einvoice, str(fault))
    lacking = {name: list(_module(name).lacks(invoice)) for name in page.template.einvoice}
    return invoice, {name: "it lacks " + " and ".join(lacks) for name, lacks in lacking.items() if lacks}


def _terms(story: Story) -> str:
    """The terms of payment as the document says them."""
    page = story.document
    assert page is not None
    facts = page.facts
    balance = facts.get("balance")
    if facts.get("paid"):
        name = "pay_settled"
    elif getattr(balance, "amount", 0) < 0:
        name = "pay_credit"
    elif facts.get("autopay"):
        name = "pay_autopay"
    else:
        name = "pay_by_hand" if facts.get("due") else "pay_undated"
    return fill(page.copy.get(name, ""), facts, Formats(story.locale))


def _module(name: str) -> ModuleType:
    return import_module(f"{__name__}.{name}")


__all__: Sequence[str] = ["FORMATS", "EInvoice", "einvoices", "lacks_of", "missing_einvoices"]
