"""One recipient's page: a Story in, index.html, choices.html and their small files out."""

from __future__ import annotations

import datetime
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from babel import Locale
from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.utils import Namespace

from generator.errors import RenderError, SceneError
from generator.microsite.answers import answers_of
from generator.microsite.chart import chart_of
from generator.microsite.downloads import lines_csv, reminder_ics
from generator.microsite.lines import Line, kinds_of, lines_of, total_of
from generator.microsite.shared import Shared
from generator.microsite.wording import Wording, code, isolated, strong
from generator.model.facts import Money, Series, Table
from generator.model.outcome import Film
from generator.model.story import Page, Story
from generator.sandbox import Sandbox, templates
from generator.story.formats import Formats

INDEX, CHOICES, LINES, REMINDER = "index.html", "choices.html", "lines.csv", "reminder.ics"
DOCUMENT = "invoice.pdf"


@dataclass(frozen=True, slots=True)
class Moment:
    """A chapter of the film: when it starts in seconds and as "0:05", its title and its caption."""

    start_s: float
    clock: str
    title: str
    caption: str


def write_page(story: Story, folder: Path, film: Film | None, shared: Shared) -> tuple[str, ...]:
    """A story and its film in, the names of the files written to `folder` out. Raises RenderError or SceneError."""
    page = story.microsite
    if page is None:
        return ()
    formats = Formats(story.locale)
    say = Wording(page, formats)
    lines = _lines(page, say, formats)
    downloads = {"document": DOCUMENT} if story.document is not None else {}
    written: dict[str, bytes] = {}
    if lines:
        # The mark tells spreadsheets that this is UTF-8.
        written[LINES] = lines_csv(lines, say).encode("utf-8-sig")
        downloads["table"] = LINES
    due, balance = page.facts.get("due"), page.facts.get("balance")
    if isinstance(due, datetime.date) and isinstance(balance, Money) and balance.amount > 0:
        title = say.plain("reminder_title", brand=story.brand.title)
        written[REMINDER] = reminder_ics(title, due, story.token, story.language)
        downloads["reminder"] = REMINDER
    context = _context(story, page, film, shared, say, formats)
    context |= {"lines": lines, "downloads": downloads}
    context |= _derived(story, page, lines, say, formats)
    environment = _environment(page.template.root)
    for source, name in (("page.html.j2", INDEX), ("choices.html.j2", CHOICES)):
        written[name] = _render(environment, page.template.root, source, context).encode("utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in written.items():
        (folder / name).write_bytes(data)
    return tuple(sorted(written))


def _lines(page: Page, say: Wording, formats: Formats) -> tuple[Line, ...]:
    table = page.facts.get("lines")
    if not isinstance(table, Table):
        return ()
    known = [page.facts.get("balance"), page.facts.get("delta")]
    currency = next((value.currency for value in known if isinstance(value, Money)), "")
    return lines_of(table, currency, say, formats)


def _context(
    story: Story, page: Page, film: Film | None, shared: Shared, say: Wording, formats: Formats
) -> dict[str, Any]:
    """What every page template gets, whatever its facts."""
    language = Locale.parse(story.language)
    return {
        "brand": story.brand,
        "direction": language.character_order.replace("left-to-right", "ltr").replace("right-to-left", "rtl"),
        "facts": page.facts,
        "film": film,
        "moments": moments_of(story, film),
        "formats": formats,
        "language": story.language.replace("_", "-"),
        "language_name": (language.get_language_name(language.language) or story.language).capitalize(),
        "link": lambda name: story.links.targets.get(name, ""),
        "say": say,
        "shared": shared,
        "reference": story.token,
        "strong": strong,
        "bdi": isolated,
        "mono": code,
        "clock": clock,
        "mail": mail_link,
    }


def _derived(story: Story, page: Page, lines: tuple[Line, ...], say: Wording, formats: Formats) -> dict[str, Any]:
    """What is computed from the facts that there are."""
    months, balance = page.facts.get("months"), page.facts.get("balance")
    rtl = Locale.parse(story.language).character_order == "right-to-left"
    total = total_of(lines)
    return {
        "chart": chart_of(months, say, formats, mirrored=rtl)
        if isinstance(months, Series) and len(months.points) > 1
        else None,
        "kinds": kinds_of(lines, len(story.brand.charts), formats),
        "total": total,
        "number_format": formats.number_format(total) if total else None,
        "answers": answers_of(page.facts, lines, story.links.targets, say, formats),
        "amount_size": _amount_size(formats.money(balance)) if isinstance(balance, Money) else "",
    }


def moments_of(story: Story, film: Film | None) -> tuple[Moment, ...]:
    """The chapters of the film with their captions; none without a film."""
    if film is None:
        return ()
    captions = [scene.caption for scene in story.scenes]
    captions += [""] * (len(film.chapters) - len(captions))
    return tuple(
        Moment(start, clock(start), title, caption)
        for (start, title), caption in zip(film.chapters, captions, strict=False)
    )


def clock(seconds: float) -> str:
    """Seconds in, "0:40" out."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def mail_link(target: str, subject: str, body: str) -> str:
    """A link with a subject and a text when `target` is a mail address; any other link as it is."""
    if not target.startswith("mailto:") or "?" in target:
        return target
    return f"{target}?subject={quote(subject)}&body={quote(body)}"


def _amount_size(text: str) -> str:
    """How large the amount can be set: the more characters, the smaller."""
    return "l" if len(text) <= 9 else "m" if len(text) <= 12 else "s"


def _environment(root: Path) -> Sandbox:
    environment = templates(root, keep_trailing_newline=True)
    environment.globals["namespace"] = Namespace
    return environment


def _render(environment: Sandbox, root: Path, source: str, context: dict[str, Any]) -> str:
    try:
        return environment.get_template(source).render(context)
    except TemplateSyntaxError as caught:
        place = f"{root / source}:{caught.lineno}:1"
        raise SceneError(place, "the template can't be parsed.", f"{caught.message or 'Correct this line'}.") from None
    except TemplateError as caught:
        # The library's message may quote a value: only its kind is told.
        raise _failed(caught, root, source) from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as caught:
        raise _failed(caught, root, source) from None


def _failed(caught: Exception, root: Path, source: str) -> RenderError:
    place = _place(caught, root) or str(root / source)
    return RenderError(place, f"the template failed with {type(caught).__name__}.", "Correct this line.")


def _place(caught: Exception, root: Path) -> str:
    """ "file:line:1" of the innermost line of a template that `caught` came through."""
    place = ""
    for frame, line in traceback.walk_tb(caught.__traceback__):
        name = Path(frame.f_code.co_filename)
        if name.parent == root:
            place = f"{name}:{line}:1"
    return place
