"""Markup → a document of WeasyPrint's. What is well-formed XML is read by Python's own parser, in C."""

from __future__ import annotations

from copy import copy
from functools import cache
from xml.etree import ElementTree

import cssselect2
from weasyprint import CSS, HTML
from weasyprint.html import UA_STYLESHEET

from generator.document.fetch import LocalFetcher
from generator.document.quick.styles import CHANGED


def parsed(text: str, base_url: str, fetcher: LocalFetcher, *, notes: bool = True) -> HTML:
    """Markup in, a document out. What is no well-formed XML is read as HTML, as browsers do.

    `notes`: whether there may be footnotes.
    """
    try:
        root = ElementTree.fromstring(text.removeprefix("<!doctype html>"))
    except ElementTree.ParseError:
        return HTML(string=text, base_url=base_url, url_fetcher=fetcher)
    found = HTML.__new__(HTML)
    found.base_url, found.url_fetcher, found.media_type = base_url, fetcher, "print"
    found.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    found.etree_element = found.wrapper_element.etree_element
    if not notes:
        found._ua_stylesheets = lambda forms=False: [_without_notes()]
    return found


@cache
def _without_notes() -> CSS:
    """The style sheet that every document has, without the parts of footnotes, which it looks for in every element."""
    sheet = copy(UA_STYLESHEET)
    sheet.matcher = copy(sheet.matcher)
    sheet.matcher.other_selectors = [entry for entry in sheet.matcher.other_selectors if entry[3] not in CHANGED]
    return sheet
