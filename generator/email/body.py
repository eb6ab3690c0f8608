"""A Story's e-mail in, its subject, its HTML and its plain text out.

Designers write MJML, which mrml (Rust) turns into the tables that mail programs need. Everything the HTML loads stands
beside the recipient's page: no picture tells anybody else that the mail was opened, and no font is fetched.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

import mrml
from babel import Locale
from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.email.colors import colors_of
from generator.email.wording import Wording
from generator.errors import RenderError, SceneError
from generator.model.outcome import Film
from generator.model.story import Page, Story
from generator.sandbox import templates
from generator.story.formats import Formats

MJML, TEXT = "email.mjml.j2", "email.txt.j2"
LIMIT_BYTES = 102_000
"""Gmail cuts off what is longer (its limit is 102 kB), and the way to unsubscribe with it."""
WIDTH_PX = 600
_LONGEST_SUBJECT, _LONGEST_PREHEADER = 200, 300
_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<([a-zA-Z][\w:-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_LOADING = frozenset(("src", "srcset", "background", "poster", "data"))
_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)|@import\s*[\"']?([^\"';\s]+)", re.IGNORECASE)
_COLUMNS = 76
_GAPS = re.compile(r"\s+")
_MANY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Body:
    """`thumbnail`: the address of the moving picture, "" without a film; `thumbnail_alt`: what it shows, in words."""

    subject: str
    preheader: str
    html: str
    text: str
    thumbnail: str = ""
    thumbnail_alt: str = ""


def body_of(story: Story, page: Page, film: Film | None) -> Body:
    """A story with an e-mail in, what its message holds out. Raises SceneError, RenderError."""
    root = page.template.root
    if not story.links.page:
        raise SceneError(
            str(root),
            "an e-mail must lead to a page, and nobody knows its address.",
            "Name 'base_url' in campaign.yaml.",
        )
    say = Wording(page, Formats(story.locale))
    names = _names(story, page, film, say)
    html = _html(_filled(root, MJML, names), root)
    _check(html, story.links.page, root)
    text = _plain(_filled(root, TEXT, names))
    image = names["image"] or {}
    return Body(
        _line(say.plain("mail_subject"), _LONGEST_SUBJECT),
        _line(say.plain("mail_preheader"), _LONGEST_PREHEADER),
        html,
        text,
        image.get("url", ""),
        image.get("alt", ""),
    )


def _names(story: Story, page: Page, film: Film | None, say: Wording) -> dict[str, Any]:
    """What a template can use; docs/email.md describes each."""
    light, dark = colors_of(story.brand)
    backwards = Locale.parse(story.language).character_order == "right-to-left"
    return {
        "say": say,
        "write": Formats(story.locale).value,
        "facts": page.facts,
        "page": story.links.page,
        "links": story.links.whole(),
        "image": _image(story, film, say),
        "brand": story.brand.title,
        "issuer": story.issuer,
        "light": light,
        "dark": dark,
        "language": story.language.replace("_", "-"),
        "direction": "rtl" if backwards else "ltr",
        "start": "right" if backwards else "left",
        "width": WIDTH_PX,
    }


def _image(story: Story, film: Film | None, say: Wording) -> dict[str, Any] | None:
    """The film's moving picture where it has one, else its poster; it stands beside the page."""
    there = film.files if film is not None else ()
    # Most mail programs show a GIF; Outlook on Windows shows its first picture.
    name = next((name for name in ("preview.gif", "poster.jpg", "preview.webp") if name in there), None)
    if film is None or name is None:
        return None
    height = round(WIDTH_PX * film.height_px / film.width_px)
    return {"url": f"{story.links.page}{name}", "width": WIDTH_PX, "height": height, "alt": say.plain("mail_thumbnail")}


def _html(mjml: str, root: Path) -> str:
    try:
        output = mrml.to_html(mjml, render_options=mrml.RenderOptions(disable_comments=True, fonts={}))
    except (OSError, ValueError) as caught:
        # The parser's message could quote what is in the mail.
        raise SceneError(
            str(root / MJML), f"this is not valid MJML ({type(caught).__name__}).", "See https://documentation.mjml.io."
        ) from None
    return str(output.content)


def _check(html: str, page: str, root: Path) -> None:
    for address in _loaded(html):
        if not address.startswith(page):
            raise SceneError(
                str(root / MJML),
                "the mail would load something from elsewhere than the recipient's page.",
                "Show pictures that stand beside the page, such as {{ image.url }}; leave counters and fonts out.",
            )
    if len(html.encode()) > LIMIT_BYTES:
        raise RenderError(
            str(root / MJML), f"the mail is longer than {LIMIT_BYTES // 1000} kB.", "Say less: the page has room."
        )


def _loaded(html: str) -> Iterator[str]:
    """Every address that a mail program fetches by itself, in tags, also those for Outlook, and in styles."""
    styles = [match[1] for match in _STYLE.finditer(html)]
    for tag in _TAG.finditer(html):
        for name, *values in _ATTRIBUTE.findall(tag[2]):
            value = unescape("".join(values)).strip()
            if name.lower() in _LOADING or (tag[1].lower() == "link" and name.lower() == "href"):
                yield value
            elif name.lower() == "style":
                styles.append(value)
    for style in styles:
        yield from ("".join(found) for found in _URL.findall(style))


def _filled(root: Path, name: str, names: dict[str, Any]) -> str:
    try:
        return _template(root, name).render(**names)
    except TemplateError as caught:
        raise SceneError(
            str(root / name), f"the template can't be filled ({type(caught).__name__}).", "Check the names in it."
        ) from None


@lru_cache(maxsize=16)
def _template(root: Path, name: str) -> Template:
    try:
        return templates(root).get_template(name)
    except TemplateSyntaxError as caught:
        raise SceneError(
            f"{root / name}:{caught.lineno}:1", "this is not a valid template.", "Correct this line of it."
        ) from None
    except TemplateNotFound:
        raise SceneError(str(root / name), "the file does not exist.", f"Add a {name} to the folder.") from None


def _plain(text: str) -> str:
    """Lines of at most 78 characters (RFC 5322), addresses whole; never more than one empty line."""
    lines = unescape(text).split("\n")
    folded = (line if len(line) <= _COLUMNS else _wrapped(line) for line in lines)
    return _MANY_LINES.sub("\n\n", "\n".join(folded)).strip() + "\n"


def _wrapped(line: str) -> str:
    return "\n".join(textwrap.wrap(line, _COLUMNS, break_long_words=False, break_on_hyphens=False))


def _line(text: str, most: int) -> str:
    """A text of one line: whatever is in it begins no header of its own."""
    line = _GAPS.sub(" ", text).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
