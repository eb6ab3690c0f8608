"""HTML, SVG and XML: the source as it stands, and its words as they are read, joined across tags.

The source holds attributes, comments, scripts, hidden parts and Open Graph tags; joining finds a name with a tag in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from generator.privacy.verify.extract.plain import texts as plain_texts


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def texts(data: bytes) -> Iterator[str]:
    """The source; the words without tags."""
    for source in plain_texts(data):
        yield source
        parser = _Words()
        parser.feed(source)
        parser.close()
        yield "".join(parser.words)
