"""HTML, SVG and XML: what is read, what stands in attributes, comments and scripts, and the source as such.

Taken apart by patterns, not parsed: a browser's tolerance has no end, and what a pattern takes for text is searched
twice rather than not at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.privacy.verify.extract.plain import as_text, loose
from generator.privacy.verify.extract.record import leaves
from generator.privacy.verify.passage import Kind, Passage

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
# Tags within a word or a name leave no gap; all others part two texts.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|tspan|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_SPOKEN = r"alt|title|aria-[\w-]+|placeholder|label|content|summary|abbr|caption"
_CARRIED = r"data-[\w-]+|value|href|xlink:href|src|srcset|action|poster|cite|download|name|id|for|ping|formaction"
_ATTRIBUTE = re.compile(
    rf"[\s\"'](?:(?P<spoken>{_SPOKEN})|(?P<carried>{_CARRIED}))\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_GEOMETRY = re.compile(
    r"\s(?:d|points|viewBox|transform|style|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|width|height|sizes|offset"
    r"|stroke-[\w-]+)\s*=\s*\"[\s\d.,%:;()a-zA-Z-]{0,20000}?\"",
)


def passages(data: bytes) -> Iterator[Passage]:
    """The words that are read; attributes that are read out or carry values; comments; scripts; the source."""
    source = as_text(data)
    if source is None:
        yield loose(data)
        return
    yield from passages_of(source)


def passages_of(source: str) -> Iterator[Passage]:
    """The same of a text."""
    for match in _COMMENT.finditer(source):
        yield Passage(Kind.PROSE, match[1], "comment")
    bare = _COMMENT.sub(" ", source)
    for match in _CODE.finditer(bare):
        yield from _code(match)
    shown = _CODE.sub(" ", bare)
    spoken: list[str] = []
    carried: list[str] = []
    for match in _ATTRIBUTE.finditer(shown):
        value = match[3] or match[4] or match[5] or ""
        if value:
            (spoken if match["spoken"] else carried).append(value)
    if spoken:
        yield Passage(Kind.PROSE, "\n".join(spoken), "attributes that are read out")
    if carried:
        yield Passage(Kind.MIXED, "\n".join(carried), "links and attributes")
    yield Passage(Kind.PROSE, _TAG.sub(" ", _INLINE.sub("", shown)), "text")
    yield Passage(Kind.SOURCE, _GEOMETRY.sub(" ", bare))


def _code(match: re.Match[str]) -> Iterator[Passage]:
    if match[1].lower() == "script" and "json" in match[2].lower():
        try:
            yield Passage(Kind.MIXED, "\n".join(leaves(json.loads(match[3]))), "JSON in the page")
        except ValueError:
            yield Passage(Kind.MIXED, match[3], "JSON in the page")
    elif match[1].lower() == "script":
        yield Passage(Kind.MIXED, match[3], "script")
