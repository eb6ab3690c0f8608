"""What a campaign says to everybody: words and names that mean nothing when they turn up in a recipient's files.

A surname may be a word of the page, a town a German noun, a product's key the name of a style. `words` are what
people read: templates, story, catalogues, the brand. `source` are the names that programs use: markup, styles, scripts,
and the program's own text. Suggestions are in neither: what is suggested to one person is not told to another.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from babel import Locale

from generator.campaign import Campaign
from generator.intake import Shape
from generator.model.forms import Forms
from generator.privacy.verify import Excuses, Kind, Known
from generator.privacy.verify.dates import phrases
from generator.privacy.verify.extract import passages_of
from generator.privacy.withheld import Withheld
from generator.resources import assets_dir, templates_dir
from generator.story.words import load_words

_PACKAGE = Path(__file__).resolve().parent.parent
_WRITERS = ("microsite", "document", "email", "publish", "story", "model", "video/captions.py", "video/chapters.py")
_PROSE = frozenset((".yaml", ".yml"))
_MARKUP = frozenset((".html", ".j2", ".svg"))
# What formats say of themselves: WebVTT, iCalendar, films, pictures, PDF and its character maps, XMP.
_FORMATS = """
WEBVTT NOTE BEGIN END VCALENDAR VEVENT VALARM PRODID VERSION SUMMARY DESCRIPTION TRIGGER ACTION DISPLAY DTSTAMP DTSTART
DTEND TRANSP TRANSPARENT CLASS PRIVATE LANGUAGE VALUE DATE isom mp41 mp42 avc1 iso2 Lavf Lavc VideoHandler SoundHandler
SubtitleHandler JFIF Exif Adobe NETSCAPE
Catalog Pages Page Kids Count Parent Resources Contents MediaBox Font Type Subtype BaseFont Encoding Identity ToUnicode
DescendantFonts FontDescriptor FontFile FontBBox ItalicAngle Ascent Descent CapHeight StemV Flags CIDSystemInfo Registry
Ordering Supplement Length Filter FlateDecode XObject Image Form Group Transparency ExtGState Pattern Shading ColorSpace
DeviceRGB DeviceGray BitsPerComponent Width Height Interpolate Annots Annot Link Rect Border Action Dest Outlines First
Last Next Prev Title Author Subject Keywords Creator Producer WeasyPrint CreationDate ModDate Metadata MarkInfo Marked
StructTreeRoot StructElem StructParents Tabs Lang ViewerPreferences DisplayDocTitle Names EmbeddedFiles Filespec
Document Part Sect Div Table Head Body Span Figure Caption List Label Quote Note Alt Artifact Attributes Scope Column
Row MIME Version From Reply Subject Message Content Type Transfer Encoding Auto Submitted generated Response Suppress
List Unsubscribe Post One Click Serendip Recipient multipart alternative boundary quoted printable undisclosed
recipients plain html utf subject preheader thumbnail mso
CIDInit ProcSet findresource dict begin begincmap endcmap Info CMapName CMapType codespacerange bfchar bfrange
currentdict defineresource Root Size trailer startxref stream endstream Rotate Matrix Function Domain Range Bounds
Encode Extend Coords Color Normal Multiply Screen Blend Mode Opacity
xmpmeta Description format creator title conformance part producer packet
"""


class OwnWords:
    """The own words of one campaign, read when there is a first find and kept for each language."""

    def __init__(self, campaign: Campaign, shape: Shape) -> None:
        self._campaign = campaign
        self._shape = shape
        self._by_language: dict[str, Known] = {}

    def excuses(self, withheld: Withheld, locale: str, language: str) -> Excuses:
        """What may be found in the files of a recipient: what was told, and what everybody is told."""
        if language not in self._by_language:
            self._by_language[language] = Known(lambda: self._words(language))
        told = Known(lambda: self._told(withheld, locale, language))
        return Excuses(told, self._by_language[language], self._source)

    def excuses_for_all(self, told: Iterable[str] = ()) -> Excuses:
        """What may be found in the files that belong to nobody in particular. `told`: what else this one may hold."""
        if "en" not in self._by_language:
            self._by_language["en"] = Known(lambda: self._words("en"))
        return Excuses(Known(told), self._by_language["en"], self._source)

    def _told(self, withheld: Withheld, locale: str, language: str) -> Iterator[str]:
        """What was released, as it is and as the page writes it."""
        words = load_words(language, self._locale_dir)
        for value in withheld.told:
            if isinstance(value, datetime.date):
                yield from phrases(value, language)
            else:
                yield str(value)
                if isinstance(value, str):
                    yield words.text(value)
        yield from (locale, locale.replace("_", "-"), language)
        speech = Locale.parse(language)
        for name in (speech, Locale("en")):
            yield speech.get_language_name(name.language) or ""

    def _words(self, language: str) -> Iterator[str]:
        campaign = self._campaign
        spec = campaign.spec
        yield from (campaign.name, spec.title, spec.base_url, campaign.brand.title, *spec.links.values())
        yield from spec.copy_.values()
        yield from (text for text, _ in campaign.faq.messages()) if campaign.faq else ()
        yield from _of_forms(spec.forms.forms())
        if spec.issuer is not None:
            yield from (str(value) for value in spec.issuer.model_dump().values() if value)
        yield from phrases(campaign.today, language)
        for path in self._files():
            yield from _said(path)
        suggested = {
            text for product in campaign.products.products.values() for text in (product.title, product.text) if text
        }
        for msgid, msgstr in load_words(language, self._locale_dir).sentences():
            if msgid not in suggested:
                yield from (msgid, msgstr)

    @cached_property
    def _source(self) -> Known:
        return Known(self._names)

    def _names(self) -> Iterator[str]:
        campaign = self._campaign
        for path in self._files():
            yield from _named(path)
        yield from _program()
        yield from (" ".join(path) for path in self._shape.paths())
        yield from (" ".join(path) for path in campaign.policy.fields)
        yield from campaign.policy.purposes
        yield from campaign.facts
        forms = campaign.spec.forms
        yield from (*forms.channels, *forms.formats, *forms.frequencies, *forms.languages, *forms.topics)
        yield from (name for question in forms.questions for name in (question.name, *question.options))
        yield from (rule.name for rule in campaign.spec.audience.segments)
        yield _FORMATS

    def _files(self) -> Iterator[Path]:
        """The files of all templates that a recipient's files are made of."""
        campaign = self._campaign
        yield campaign.plan.path
        roots = {planned.template.root for planned in campaign.plan.every_scene}
        roots |= {
            root for page in (campaign.microsite, campaign.document, campaign.email) if page for root in page.folders
        }
        roots.add(campaign.brand.root)
        for root in sorted(roots):
            yield from (path for path in sorted(root.rglob("*")) if path.is_file())
        yield from sorted((templates_dir() / "scenes" / "shared").glob("*.yaml"))

    @property
    def _locale_dir(self) -> Path | None:
        own = self._campaign.root / "locale"
        return own if own.is_dir() else None


def _of_forms(forms: Forms) -> Iterator[str]:
    """What the forms ask, and where they lead."""
    yield forms.endpoint
    yield from (topic.text for topic in forms.topics)
    for question in forms.questions:
        yield from (question.text, question.why, *(option.text for option in question.options))


def _said(path: Path) -> Iterator[str]:
    """What people read in a template's file."""
    if path.suffix in _PROSE:
        yield path.read_text(encoding="utf-8")
    elif path.suffix in _MARKUP:
        yield from (found.text for found in passages_of(".html", path.read_bytes()) if found.kind is Kind.PROSE)


def _named(path: Path) -> Iterator[str]:
    """The names in a template's file."""
    if path.suffix in (*_MARKUP, ".css", ".js", *_PROSE):
        yield path.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _program() -> tuple[str, ...]:
    """The text of those parts of the program that write files."""
    found: list[str] = []
    for name in _WRITERS:
        path = _PACKAGE / name
        found += [
            each.read_text(encoding="utf-8") for each in ([path] if path.is_file() else sorted(path.rglob("*.py")))
        ]
    # The pages' scripts: a short value may stand in their shortened names by chance.
    found += [each.read_text(encoding="utf-8") for each in sorted((assets_dir() / "page").glob("*.js"))]
    return tuple(found)
