"""What every layer draws on: a brand at a frame size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import skia

from generator.errors import BrandError
from generator.model.brand import Brand, TypeStyle
from generator.model.layers import Box, Paint, Span
from generator.video import paint
from generator.video.recent import Recent
from generator.video.type import Look, Setting, Typesetter
from generator.video.wording import Wording
from generator.video.wrap import Paragraph, Wrapper

_REFERENCE_PX = 720
_KNOWN = 256


@dataclass(frozen=True, slots=True)
class Stage:
    """`unit` is the length of one pixel at 720 p: radii, gaps and strokes are told in it.

    `known`: the texts set last, since a scene's labels are the same in film after film.
    """

    brand: Brand
    width_px: int
    height_px: int
    setter: Typesetter
    known: Recent[tuple[object, ...], Paragraph] = field(
        default_factory=lambda: Recent(_KNOWN), compare=False, repr=False
    )

    @property
    def shorter_px(self) -> int:
        """The frame's shorter side."""
        return min(self.width_px, self.height_px)

    @property
    def unit(self) -> float:
        """Pixels per pixel at 720 p."""
        return self.shorter_px / _REFERENCE_PX

    def rect(self, box: Box) -> skia.Rect:
        """Fractions of the frame in, pixels out."""
        return skia.Rect.MakeLTRB(
            box.x0 * self.width_px, box.y0 * self.height_px, box.x1 * self.width_px, box.y1 * self.height_px
        )

    def color(self, name: str) -> int:
        """A colour token in, ARGB out."""
        return paint.color(self.brand, name)

    def paint(self, value: Paint, rect: skia.Rect) -> skia.Paint:
        """A colour or gradient over `rect` in, a Skia paint out."""
        return paint.filled(self.brand, value, rect)

    def style(self, name: str) -> TypeStyle:
        """The brand's type style of that name, in its tall form in a frame taller than wide."""
        styles = self.brand.styles
        tall = self.brand.tall_styles.get(name) if self.height_px > self.width_px else None
        found = tall or styles.get(name)
        if found is None:
            raise BrandError(
                str(self.brand.root / "brand.yaml"),
                f"a scene uses the type style '{name}', which the brand does not have.",
                f"Add it under 'styles', or use one of {', '.join(sorted(styles))}.",
            )
        return found

    def setting(self, name: str, factor: float = 1.0) -> Setting:
        """A type style in pixels, at `factor` of its size."""
        return Setting.of(self.style(name), self.shorter_px * factor)

    def is_display(self, setting: Setting) -> bool:
        """Whether lines in the setting are headlines, which are balanced."""
        return setting.family == self.brand.display_family

    def paragraphs(
        self,
        texts: Sequence[str],
        setting: Setting,
        color: str,
        size: tuple[float, float],
        *,
        max_lines: int = 0,
        floor: float = 0.6,
    ) -> list[Paragraph]:
        """Texts that stand side by side: each in its own column of `size`, all at the size that the fullest needs."""
        blocks = [self.paragraph(text, setting, color, size, max_lines=max_lines, floor=floor) for text in texts]
        factor = min((block.setting.size_px / setting.size_px for block in blocks), default=1.0)
        if factor >= 1:
            return blocks
        smaller = setting.scaled(factor)
        return [self.paragraph(text, smaller, color, size, max_lines=max_lines, floor=1.0) for text in texts]

    def paragraph(
        self,
        text: str,
        setting: Setting,
        color: str,
        size: tuple[float, float],
        *,
        max_lines: int = 0,
        floor: float = 0.6,
        parts: Sequence[tuple[str, Look]] = (),
        shader: skia.Shader | None = None,
    ) -> Paragraph:
        """A text in a column of `size` (width and height in pixels) in, broken lines out.

        `parts`: words with the looks that they take wherever they stand. `shader`: a gradient instead of the colour.
        """

        def fitted() -> Paragraph:
            wrapper = self.wrapper(text, setting, color, parts, shader)
            return wrapper.fit(*size, max_lines, floor, self.is_display(setting))

        if parts or shader is not None:
            return fitted()
        return self.known.get((text, setting, color, size, max_lines, floor), fitted)

    def wrapper(
        self,
        text: str,
        setting: Setting,
        color: str,
        parts: Sequence[tuple[str, Look]] = (),
        shader: skia.Shader | None = None,
    ) -> Wrapper:
        """A text ready to be broken into columns of several sizes."""
        return Wrapper(self.setter, Wording.of(text, Look(setting, self.color(color), shader=shader), parts))

    def span(self, span: Span, around: Setting, look: Look) -> tuple[str, Look]:
        """A span in a text of that setting and look in, its words and their look out."""
        setting = self.setting(span.style) if span.style else around
        return span.of, Look(
            replace(setting, weight=span.weight or setting.weight).scaled(span.size),
            self.color(span.color) if span.color else look.argb,
            span.underline,
            span.strike,
            self.color(span.highlight) if span.highlight else None,
            None if span.color else look.shader,
        )
