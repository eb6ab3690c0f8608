"""Story in, invoice.pdf out, with e-invoices in it and beside it where the campaign asks for them."""

from __future__ import annotations

from pathlib import Path

from generator.model.story import Story


def write_document(story: Story, folder: Path) -> tuple[str, ...]:
    """A story in; its files written to `folder`, their names out: see `render`, which takes a while to load."""
    from generator.document.render import write_document as write

    return write(story, folder)


def missing_einvoices(story: Story) -> tuple[str, ...]:
    """Why each e-invoice that the campaign asks for can't be made of this story: see `einvoice`."""
    if story.document is None or not story.document.template.einvoice:
        return ()
    from generator.document.einvoice import missing_einvoices as missing

    return missing(story)


__all__ = ["missing_einvoices", "write_document"]
