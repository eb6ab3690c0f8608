"""`outputs` of campaign.yaml: which page and which document recipients get, and the templates that they name."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from generator.model.story import PageTemplate
from generator.scenes.catalogue import folders
from generator.scenes.pages import load_page_template, with_einvoices
from generator.sourcefile import SourceFile, Strict

EInvoiceFormat = Literal["facturx", "xrechnung", "peppol", "fatturapa"]
_KINDS = {
    "microsite": ("microsites", "page.yaml"),
    "document": ("documents", "document.yaml"),
    "email": ("emails", "email.yaml"),
}
# RFC 5322's dot-atom and a domain: what stands in a header as it is.
_MAIL = r"^([A-Za-z0-9!#$&'*+/=^_`|~-]+(\.[A-Za-z0-9!#$&'*+/=^_`|~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)?$"


class PageSpec(Strict):
    """A microsite or a document."""

    template: str = Field(description="The name of a template.")


class EmailSpec(PageSpec):
    """An e-mail that leads to the page."""

    from_name: str = Field("", max_length=120, description="Who it is from; else the issuer, or the brand.")
    from_mail: str = Field("", pattern=_MAIL, description="The address that it is from; else the issuer's.")
    reply_to: str = Field("", pattern=_MAIL, description="Where answers go, if elsewhere.")


class DocumentSpec(PageSpec):
    """A document, and e-invoices made of the same facts."""

    einvoice: tuple[EInvoiceFormat, ...] = Field(
        (), description="Formats of e-invoices: facturx is embedded in the PDF, the others are files beside it."
    )


def page_template(file: SourceFile, root: Path, key: str, spec: PageSpec | None) -> PageTemplate | None:
    """The template that `spec`, under `key` of the campaign's outputs, names; raises the file's error at its line."""
    if spec is None:
        return None
    kind, file_name = _KINDS[key]
    there = folders(kind, file_name, (root,))
    if spec.template not in there:
        raise file.fail(
            ("outputs", key, "template"),
            f"there is no {key} '{spec.template}'.",
            f"Use one of {', '.join(sorted(there))}, or add a folder {kind}/{spec.template}/.",
        )
    return load_page_template(there[spec.template], file_name, (root,))


def document_template(file: SourceFile, root: Path, spec: DocumentSpec | None, *, issued: bool) -> PageTemplate | None:
    """The document that `spec` names, with what its e-invoices need. `issued`: the campaign says who issues it."""
    template = page_template(file, root, "document", spec)
    if spec is None or template is None or not spec.einvoice:
        return template
    if not issued:
        remedy = "Add 'issuer' with its name, address and VAT id."
        raise file.fail(("outputs", "document", "einvoice"), "nobody says who issues the invoices.", remedy)
    return with_einvoices(template, tuple(dict.fromkeys(spec.einvoice)))


def email_template(
    file: SourceFile, root: Path, spec: EmailSpec | None, *, mail: str, leads: bool
) -> PageTemplate | None:
    """The e-mail that `spec` names. `mail`: the issuer's address. `leads`: there is a page whose address is known."""
    template = page_template(file, root, "email", spec)
    if spec is None or template is None:
        return template
    if not (spec.from_mail or mail):
        remedy = "Name 'from_mail', or 'email' of the issuer."
        raise file.fail(("outputs", "email"), "nobody knows who the e-mail is from.", remedy)
    if not leads:
        raise file.fail(("outputs", "email"), "it leads to no page.", "Ask for a microsite, and name 'base_url'.")
    return template
