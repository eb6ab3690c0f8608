"""What a PDF says of itself as XMP: PDF/A-3a and PDF/UA-1 in one packet, and the e-invoice that it carries.

PDF/A (ISO 19005-3, 6.6.2.3) wants every schema that it doesn't know described in the packet: that of PDF/UA's
identification, and Factur-X's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from weasyprint.pdf.metadata import DocumentMetadata

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema that PDF/A doesn't know. `properties`: name, type, description and value of each."""

    title: str
    namespace: str
    prefix: str
    properties: Sequence[tuple[str, str, str, str]]
    category: str = "external"


PDFUA = Schema(
    "PDF/UA identification schema",
    _NAMESPACES["pdfuaid"],
    "pdfuaid",
    [("part", "Integer", "Part of ISO 14289 that the file conforms to", "1")],
    "internal",
)


class ArchiveMetadata(DocumentMetadata):  # type: ignore[misc]
    """WeasyPrint's metadata, written as one packet for PDF/A-3a, PDF/UA-1 and the schemas of what is attached."""

    def __init__(self, *, title: str, generator: str, lang: str, producer: str, schemas: Sequence[Schema] = ()) -> None:
        super().__init__(title=title, generator=generator, lang=lang)
        self._producer = producer
        self._schemas = (PDFUA, *schemas)

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """The packet's rdf:RDF. WeasyPrint says which part of PDF/A and which conformance it wrote."""
        if variant != "a":
            raise ValueError(variant)
        own = {schema.prefix: schema.namespace for schema in self._schemas}
        spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in (_NAMESPACES | own).items())
        values = "".join(
            f"<{schema.prefix}:{name}>{escape(value)}</{schema.prefix}:{name}>"
            for schema in self._schemas
            for name, _, _, value in schema.properties
        )
        text = (
            f'<rdf:RDF {spaces}><rdf:Description rdf:about="">'
            f"<pdfaid:part>{version}</pdfaid:part><pdfaid:conformance>{conformance}</pdfaid:conformance>{values}"
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(self.title)}</rdf:li></rdf:Alt></dc:title>'
            f"<xmp:CreatorTool>{escape(self.generator)}</xmp:CreatorTool>"
            f"<pdf:Producer>{escape(self._producer)}</pdf:Producer>"
            f"<pdfaExtension:schemas><rdf:Bag>{''.join(map(_described, self._schemas))}</rdf:Bag>"
            "</pdfaExtension:schemas></rdf:Description></rdf:RDF>"
        )
        return text.encode()


def _described(schema: Schema) -> str:
    """A schema in, the description that PDF/A asks for out."""
    properties = "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfaProperty:name>{name}</pdfaProperty:name><pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        f"<pdfaProperty:category>{schema.category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{escape(what)}</pdfaProperty:description></rdf:li>"
        for name, kind, what, _ in schema.properties
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{escape(schema.title)}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{schema.namespace}</pdfaSchema:namespaceURI>"
        f"<pdfaSchema:prefix>{schema.prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
