"""Story in, invoice.pdf out: the document as a tagged PDF by WeasyPrint."""

from generator.document.render import write_document

__all__ = ["write_document"]
