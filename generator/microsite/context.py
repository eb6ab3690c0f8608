"""What a page is made from: the typed context that blocks' Python gets, and the names that templates get of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from babel import Locale

from generator.microsite.lines import Line, lines_of
from generator.microsite.shared import Shared
from generator.microsite.wording import Wording, code, isolated, strong
from generator.model.facts import FactValue, Money, Table
from generator.model.issuer import Issuer
from generator.model.outcome import Film
from generator.model.story import Page, Story
from generator.story.formats import Formats

DOCUMENT = "invoice.pdf"
_SCHEMES = ("https:", "mailto:", "tel:", "sms:")
_SCHEME = re.compile(r"[^/?#]*?:")
_ADDRESS = re.compile(r"[\w\-.~:/?#\[\]@!$&'()*+,;=%]*")
_DOWNLOAD = "download_"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as HTML names it ("de"), as its speakers do ("Deutsch"), and where its lines begin: "ltr" or "rtl"."""

    code: str
    name: str
    direction: str


@dataclass(frozen=True, slots=True)
class PageContext:
    """One recipient's page before it is HTML.

    `page`: facts and words. `film`: None without one. `shared`: what all pages load. `say`: the words, filled.
    `formats`: of the recipient's locale. `lines`: of the fact `lines`, ready to show. `tongue`: the page's language.
    """

    story: Story
    page: Page
    film: Film | None
    shared: Shared
    say: Wording
    formats: Formats
    tongue: Tongue
    lines: tuple[Line, ...]

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """The facts that the template needs and the policy let through."""
        return self.page.facts

    @property
    def links(self) -> Mapping[str, str]:
        """Where the campaign's links lead, by name."""
        return self.story.links.targets

    @property
    def issuer(self) -> Issuer | None:
        """Who sends it; None when the campaign doesn't say."""
        return self.story.issuer


def page_context(story: Story, page: Page, film: Film | None, shared: Shared) -> PageContext:
    """A story with its page, its film and what all pages share in, the context of its blocks out."""
    formats = _formats(story.locale)
    say = Wording(page, formats)
    return PageContext(story, page, film, shared, say, formats, tongue_of(story.language), _lines(page, say, formats))


def template_names(context: PageContext, files: tuple[str, ...]) -> dict[str, Any]:
    """What every template of a page gets. `files`: the names of the files that blocks write beside the page."""
    story = context.story
    return {
        "brand": story.brand,
        "direction": context.tongue.direction,
        "facts": context.facts,
        "film": context.film,
        "formats": context.formats,
        "language": context.tongue.code,
        "language_name": context.tongue.name,
        "issuer": context.issuer,
        "lines": context.lines,
        "link": lambda name: story.links.targets.get(name, ""),
        "downloads": _downloads(context, files),
        "say": context.say,
        "shared": context.shared,
        "reference": story.token,
        "strong": strong,
        "bdi": isolated,
        "mono": code,
        "clock": clock,
        "mail": mail_link,
        "safe": safe_link,
    }


def clock(seconds: float) -> str:
    """Seconds in, "0:40" out."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def mail_link(target: str, subject: str, body: str) -> str:
    """A link with a subject and a text when `target` is a mail address; any other link as it is."""
    if not target.startswith("mailto:") or "?" in target:
        return target
    return f"{target}?subject={quote(subject)}&body={quote(body)}"


def safe_link(target: str) -> str:
    """A link that came with the data in, the same out; "" for anything but an address that a page may lead to."""
    target = target.strip()
    if not _ADDRESS.fullmatch(target):
        return ""
    scheme = _SCHEME.match(target)
    if scheme is not None:
        return target if scheme[0].lower() in _SCHEMES else ""
    return "" if target.startswith("//") else target


def _downloads(context: PageContext, files: tuple[str, ...]) -> Mapping[str, str]:
    """Name of the message → file, for the files that the words know: "download_lines_csv" for lines.csv."""
    beside = ((DOCUMENT,) if context.story.document is not None else ()) + files
    named = {_DOWNLOAD + "".join(char if char.isalnum() else "_" for char in name): name for name in beside}
    return {message: name for message, name in named.items() if context.say.has(message)}


def _lines(page: Page, say: Wording, formats: Formats) -> tuple[Line, ...]:
    table = page.facts.get("lines")
    if not isinstance(table, Table):
        return ()
    known = [page.facts.get("balance"), page.facts.get("delta")]
    currency = next((value.currency for value in known if isinstance(value, Money)), "")
    return lines_of(table, currency, say, formats)


@lru_cache(maxsize=64)
def _formats(locale: str) -> Formats:
    """The formats of a locale, with what they remember of earlier pages: all bills of a campaign share their dates."""
    return Formats(locale)


@lru_cache(maxsize=64)
def tongue_of(language: str) -> Tongue:
    """A language as CLDR names it in, the same as pages name it out."""
    found = Locale.parse(language)
    name = (found.get_language_name(found.language) or language).capitalize()
    direction = "rtl" if found.character_order == "right-to-left" else "ltr"
    return Tongue(language.replace("_", "-"), name, direction)
