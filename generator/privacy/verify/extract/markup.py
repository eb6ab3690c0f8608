"""HTML, SVG and XML: what is read, what stands in attributes, comments and scripts, and the source as such.

Taken apart by patterns, not parsed: a browser's tolerance has no end, and what a pattern takes for text is searched
twice rather than not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from generator.privacy.verify.extract.plain import as_text, loose
from generator.privacy.verify.extract.record import leaves, values_in
from generator.privacy.verify.passage import Kind, Passage

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_CODE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
# Tags within a word or a name leave no gap; all others part two texts.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|tspan|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]*>")
_REOPENED = re.compile(r"<[^<>]*<")
_SPOKEN = r"alt|title|aria-[\w-]+|placeholder|label|content|summary|abbr|caption"
_CARRIED = r"data-[\w-]+|value|href|xlink:href|src|srcset|action|poster|cite|download|name|id|for|ping|formaction"
# Looking ahead says only sooner where there is none.
_ATTRIBUTE = re.compile(
    rf"[\s\"'](?=[\w:-]++\s*+=)(?:({_SPOKEN})|{_CARRIED})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))",
    re.IGNORECASE,
)
_GEOMETRY = re.compile(
    r"\s(?:d|points|viewBox|transform|style|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|width|height|sizes|offset"
    r"|stroke-[\w-]+)\s*=\s*\"[\s\d.,%:;()a-zA-Z-]{0,20000}?\"",
)

_DOUBLE, _SINGLE = re.compile(r"=\s*\"\Z"), re.compile(r"=\s*'\Z")
_JSON = "JSON in the page"
_MOST_BY_LINE = 1 << 19
_LONGEST_ROW = 1 << 14
_LONGEST, _MOST_KNOWN = 1000, 20_000


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
    # What lies before each code and after the last, and what of the code is in the source.
    texts, codes = [], []
    done = 0
    for match in _CODE.finditer(bare):
        passage = _code(match)
        if passage is not None:
            yield passage
        texts.append(bare[done : match.start()])
        told = passage is not None and passage.place == _JSON
        codes.append(bare[match.start() : match.start(3)] + bare[match.end(3) : match.end()] if told else match[0])
        done = match.end()
    texts.append(bare[done:])
    by_line = len(source) <= _MOST_BY_LINE
    rows, written = (_by_line(texts, codes) if by_line else None) or _at_once(texts, codes)
    spoken = [value for row in rows for value in row.spoken]
    carried = [value for row in rows for value in row.carried]
    if spoken:
        yield Passage(Kind.PROSE, "\n".join(spoken), "attributes that are read out", by_line=by_line, values=True)
    if carried:
        yield Passage(Kind.MIXED, "\n".join(carried), "links and attributes", by_line=by_line, values=True)
    yield Passage(Kind.PROSE, "".join([row.text for row in rows]), "text", by_line=by_line)
    yield Passage(Kind.SOURCE, written, by_line=by_line)


class _Taken(NamedTuple):
    """What can be read in some lines. `source`: without lengths and places."""

    spoken: tuple[str, ...]
    carried: tuple[str, ...]
    text: str
    source: str


def _taken(shown: str) -> _Taken:
    found = _ATTRIBUTE.findall(shown) if "=" in shown else ()
    spoken = [one or other or bare for said, one, other, bare in found if said]
    carried = [one or other or bare for said, one, other, bare in found if not said]
    text = _TAG.sub(" ", _INLINE.sub("", shown)) if "<" in shown else shown
    return _Taken(tuple(filter(None, spoken)), tuple(filter(None, carried)), text, _sourced(shown))


def _sourced(bare: str) -> str:
    """The source, without lengths and places."""
    return _GEOMETRY.sub(" ", bare) if '"' in bare else bare


def _at_once(texts: Sequence[str], codes: Sequence[str]) -> tuple[list[_Taken], str]:
    """Texts and the codes between them in, what can be read in the texts, and the source, out."""
    both = [part for pair in zip_longest(texts, codes, fillvalue="") for part in pair]
    return [_taken(" ".join(texts))], _sourced("".join(both))


def _by_line(texts: Sequence[str], codes: Sequence[str]) -> tuple[list[_Taken], str] | None:
    """The same by rows; None where nobody can tell where a row ends."""
    rows: list[_Taken] = []
    sources: list[str] = []
    for text, code in zip_longest(texts, codes, fillvalue=""):
        # Code leaves a gap, which is no part of the source.
        part = _rows(" " + text if rows else text)
        if part is None:
            return None
        rows += part
        sources.append(_sourced(text.partition("\n")[0]))
        sources += [row.source for row in part[1:]]
        sources.append(_sourced(code))
    return rows, "".join(sources)


_KNOWN: dict[str, _Taken] = {}
"""What rows read as, of those that were met."""


def _rows(text: str) -> list[_Taken] | None:
    """A text in, what can be read in each row of it out: a line, or as many as a tag or a value goes over.

    None where nobody can tell where a row ends. What most pages have in common is taken apart once.
    """
    first, *lines = text.split("\n")
    if not _ends(first):
        return None
    # Before the first line there is no gap that an attribute could stand behind.
    rows = [_taken(first)]
    waiting = ""
    for line in lines:
        row = _KNOWN.get(line) if not waiting else None
        if row is None:
            waiting += "\n" + line
            if not _ends(waiting):
                if len(waiting) > _LONGEST_ROW:
                    return None
                continue
            row = _KNOWN.get(waiting[1:]) or _taken(waiting)
            if len(waiting) <= _LONGEST:
                if len(_KNOWN) >= _MOST_KNOWN:
                    _KNOWN.clear()
                _KNOWN[waiting[1:]] = row
            waiting = ""
        rows.append(row)
    return None if waiting else rows


def _ends(lines: str) -> bool:
    """Whether no tag and no attribute goes on in the line after, nor one of the line before in these."""
    opened = lines.rfind("<")
    if opened >= 0 and (opened > lines.rfind(">") or _nested(lines)):
        return False
    if "=" not in lines:
        return True
    bare = lines.strip()
    return not (bare[0] == "=" or bare[-1] == "=" or _goes_on(lines, '"', _DOUBLE) or _goes_on(lines, "'", _SINGLE))


def _nested(lines: str) -> bool:
    """Whether a tag is left open once those within words are off: <<b>p>."""
    if _REOPENED.search(lines) is None:
        return False
    left = _INLINE.sub("", lines)
    return left.rfind("<") > left.rfind(">")


def _goes_on(lines: str, quote: str, opening: re.Pattern[str]) -> bool:
    """Whether a value may go on in the line after: the last quote is one that opens."""
    last = lines.rfind(quote)
    return last >= 0 and opening.search(lines, 0, last + 1) is not None


def _code(match: re.Match[str]) -> Passage | None:
    """A script or a style in; its passage, if it is a script, out. Of JSON that holds all that is in it."""
    if match[1].lower() != "script":
        return None
    if "json" in match[2].lower():
        try:
            return Passage(Kind.MIXED, "\n".join(leaves(values_in(match[3]))), _JSON, by_line=True)
        except ValueError:
            return Passage(Kind.MIXED, match[3], "what is no JSON")
    return Passage(Kind.MIXED, match[3], "script")
