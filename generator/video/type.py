"""Text on one line: words, a type setting and a colour in, a shaped line out. All scripts, right to left included.

Skia shapes and orders the glyphs; which font files draw which character is the typefaces' business. Paragraphs of
several lines are broken in `wrap`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import skia

from generator.model.brand import TypeStyle
from generator.typefaces import missing
from generator.video.recent import Recent

_UNLIMITED_PX = 1e6
_BOX = "\u25a1"
_NUMBERS = 512
# A marker's stroke reaches beyond its words by these fractions of their size.
_MARK_PAD, _MARK_RISE, _MARK_DROP = 0.08, 0.12, 0.17
_RLI, _FSI, _PDI = "\u2067", "\u2068", "\u2069"
_ISOLATES = ("LRI", "RLI", "FSI")
# Letters that join: tracking would tear them apart.
_JOINED = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u0900-\u0dff\u1800-\u18af]")


class FaceLike(Protocol):
    """A font file, and the name under which it is registered."""

    @property
    def alias(self) -> str:
        """Unique name."""

    @property
    def path(self) -> object:
        """The TrueType or OpenType file."""


FaceFinder = Callable[[str, str, int, bool], Sequence[FaceLike]]
"""(text, family, weight, tabular) in, the font files that draw the text out, the first choice first."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A type style at a size: pixels for `size_px` and `line_px`, fraction of the size for `tracking`."""

    family: str
    weight: int
    size_px: float
    line_px: float
    tracking: float = 0.0
    tabular: bool = False

    @classmethod
    def of(cls, style: TypeStyle, shorter_px: float) -> Setting:
        """The style in a frame whose shorter side is that long."""
        size = style.size * shorter_px
        return cls(style.family, style.weight, size, size * style.line, style.tracking, style.tabular)

    def scaled(self, factor: float) -> Setting:
        """The same at another size."""
        return replace(self, size_px=self.size_px * factor, line_px=self.line_px * factor)


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one setting and colour (ARGB), a line under or through it, a marker's stroke behind.

    `shader`: a gradient in the canvas's coordinates instead of the colour.
    """

    text: str
    setting: Setting
    argb: int
    underline: bool = False
    strike: bool = False
    highlight: int | None = None
    shader: skia.Shader | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How a run looks, whatever its text."""

    setting: Setting
    argb: int
    underline: bool = False
    strike: bool = False
    highlight: int | None = None
    shader: skia.Shader | None = None

    def scaled(self, factor: float) -> Look:
        """The same at another size."""
        return replace(self, setting=self.setting.scaled(factor))

    def run(self, text: str) -> Run:
        """A text in this look."""
        return Run(text, self.setting, self.argb, self.underline, self.strike, self.highlight, self.shader)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marker's stroke in pixels: `left` and `right` from the line's start, `top` and `bottom` from its baseline."""

    left: float
    right: float
    top: float
    bottom: float
    argb: int


@dataclass(frozen=True, slots=True)
class Line:
    """A shaped line. `width_px` is what it advances."""

    paragraph: skia.textlayout.Paragraph
    width_px: float
    marks: tuple[Mark, ...] = ()

    def draw(self, canvas: skia.Canvas, x: float, baseline: float) -> None:
        """Draw it from x to the right, standing on `baseline`."""
        for mark in self.marks:
            rect = skia.Rect.MakeLTRB(x + mark.left, baseline + mark.top, x + mark.right, baseline + mark.bottom)
            radius = 0.14 * rect.height()
            canvas.drawRoundRect(rect, radius, radius, skia.Paint(Color=mark.argb, AntiAlias=True))
        self.paragraph.paint(canvas, x, baseline - self.paragraph.AlphabeticBaseline)


@dataclass(frozen=True, slots=True)
class Metrics:
    """Heights of the setting's own face in pixels, all positive."""

    ascent: float
    descent: float
    cap: float


def runs_right_to_left(text: str) -> bool:
    """Whether the first strong character is of a right-to-left script; what is isolated does not count (UAX 9, P2)."""
    isolates = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in _ISOLATES:
            isolates += 1
        elif kind == "PDI":
            isolates = max(0, isolates - 1)
        elif isolates:
            continue
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def _closed_before_opened(text: str) -> int:
    """How many isolates a line ends that an earlier line began: they have to be begun again."""
    least = depth = 0
    for character in text:
        depth += (character in "\u2066\u2067\u2068") - (character == _PDI)
        least = min(least, depth)
    return -least


def _visible(run: Run) -> Run:
    lacking = missing(run.text, run.setting.family)
    if not lacking:
        return run
    return replace(run, text=run.text.translate({ord(character): _BOX for character in lacking}))


class Typesetter:
    """Shapes lines with the fonts that `faces` finds; loads each font file once."""

    def __init__(self, faces: FaceFinder) -> None:
        self._faces = faces
        self._provider = skia.textlayout.TypefaceFontProvider()
        self._collection = skia.textlayout.FontCollection()
        self._collection.setDefaultFontManager(self._provider)
        # Only our own files: the system's font configuration is neither wanted nor quiet.
        self._files = skia.FontMgr.New_Custom_Empty()
        self._unicode = skia.Unicodes.ICU.Make()
        self._typefaces: dict[str, skia.Typeface] = {}
        self._metrics: dict[Setting, Metrics] = {}
        self._numbers: Recent[tuple[str, Setting, int], Line] = Recent(_NUMBERS)

    def line(self, runs: Sequence[Run], right_to_left: bool | None = None) -> Line:
        """Runs in, one shaped line out. Without a direction the first strong character decides.

        A character that no typeface has shows as a box.
        """
        runs = [_visible(run) for run in runs]
        text = "".join(run.text for run in runs)
        if right_to_left is None:
            right_to_left = runs_right_to_left(text)
        paragraph = self._paragraph([(run.text, self._text_style(run)) for run in runs], right_to_left)
        # An empty paragraph's longest line is not 0 but the least number there is.
        width = max(0.0, paragraph.LongestLine)
        return Line(paragraph, width, tuple(self._marks(runs, right_to_left, width)))

    def number(self, text: str, setting: Setting, argb: int) -> Line:
        """One of the few numbers that are shown again and again, left to right; the last ones asked for are kept."""
        return self._numbers.get(
            (text, setting, argb), lambda: self.line([Run(text, setting, argb)], right_to_left=False)
        )

    def _paragraph(
        self, pieces: Sequence[tuple[str, skia.textlayout.TextStyle]], right_to_left: bool
    ) -> skia.textlayout.Paragraph:
        reopened = _FSI * _closed_before_opened("".join(text for text, _ in pieces))
        builder = skia.textlayout.ParagraphBuilder.make(
            skia.textlayout.ParagraphStyle(), self._collection, self._unicode
        )
        for index, (text, style) in enumerate(pieces):
            # Skia's paragraph takes no direction here; an isolate around everything has the same effect.
            opening = (_RLI * right_to_left + reopened) if index == 0 else ""
            closing = _PDI if right_to_left and index == len(pieces) - 1 else ""
            builder.pushStyle(style)
            builder.addText(opening + text + closing)
            builder.pop()
        paragraph = builder.Build()
        paragraph.layout(_UNLIMITED_PX)
        return paragraph

    def _marks(self, runs: Sequence[Run], right_to_left: bool, width: float) -> Iterator[Mark]:
        """Where the markers' strokes of a line go.

        Skia does not tell where a run ended up, and in a line of two directions it may have been split. But it draws a
        line through it from end to end: that is looked for in the columns of a drawing that shows nothing else.
        """
        for number, run in enumerate(runs):
            if run.highlight is None or not run.text.strip():
                continue
            pieces = []
            for place, other in enumerate(runs):
                style = self._text_style(replace(other, argb=0, underline=False, strike=place == number))
                style.setDecorationColor(skia.ColorBLACK)
                style.setDecorationThicknessMultiplier(2 + 8 / other.setting.size_px)
                pieces.append((other.text, style))
            paragraph = self._paragraph(pieces, right_to_left)
            surface = skia.Surface(max(1, math.ceil(width) + 1), max(1, math.ceil(paragraph.Height)))
            with surface as canvas:
                paragraph.paint(canvas, 0, 0)
            struck = surface.toarray()[..., 3].any(axis=0)
            edges = np.flatnonzero(np.diff(np.concatenate(([False], struck, [False])).astype(np.int8)))
            metrics, size = self.metrics(run.setting), run.setting.size_px
            for left, right in zip(edges[::2], edges[1::2], strict=True):
                pad = _MARK_PAD * size
                yield Mark(left - pad, right + pad, -metrics.cap - _MARK_RISE * size, _MARK_DROP * size, run.highlight)

    def width(self, text: str, setting: Setting) -> float:
        """How far the text advances, in pixels."""
        return self.line([Run(text, setting, 0)]).width_px

    def metrics(self, setting: Setting) -> Metrics:
        """The heights of the family's first face."""
        known = self._metrics.get(setting)
        if known is None:
            alias = self._aliases("x", setting)[0]
            metrics = skia.Font(self._typefaces[alias], setting.size_px).getMetrics()
            known = Metrics(-metrics.fAscent, metrics.fDescent, metrics.fCapHeight)
            self._metrics[setting] = known
        return known

    def _aliases(self, text: str, setting: Setting) -> list[str]:
        aliases = []
        for face in self._faces(text, setting.family, setting.weight, setting.tabular):
            if face.alias not in self._typefaces:
                typeface = self._files.makeFromFile(str(face.path))
                self._typefaces[face.alias] = typeface
                self._provider.registerTypeface(typeface, face.alias)
            aliases.append(face.alias)
        return aliases

    def _text_style(self, run: Run) -> skia.textlayout.TextStyle:
        style = skia.textlayout.TextStyle()
        style.setFontFamilies(self._aliases(run.text, run.setting))
        style.setFontSize(run.setting.size_px)
        if run.setting.tracking and not _JOINED.search(run.text):
            style.setLetterSpacing(run.setting.tracking * run.setting.size_px)
        paint = skia.Paint(Color=run.argb, AntiAlias=True)
        if run.shader is not None:
            paint.setShader(run.shader)
        style.setForegroundColor(paint)
        if run.underline or run.strike:
            kinds = skia.textlayout.TextDecoration
            one = kinds.kUnderline if run.underline else kinds.kLineThrough
            style.setDecoration(kinds.kUnderlineLineThrough if run.underline and run.strike else one)
            # Not with gaps around descenders: Skia then leaves out the line under words that have none.
            style.setDecorationMode(skia.textlayout.TextDecorationMode.kThrough)
            style.setDecorationColor(run.argb)
        return style
