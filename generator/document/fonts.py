"""Fonts of a document: which files draw its text, told to WeasyPrint as @font-face rules, once a process and file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration

from generator.document.fetch import LocalFetcher
from generator.model.brand import Brand
from generator.typefaces import Face, families_for

_TEXT_WEIGHTS = (400, 500, 700)
_DISPLAY_WEIGHT = 700
# Pango looks for pictographs in a family of this name before any other.
_PICTOGRAPHS = "emoji"


@dataclass(frozen=True, slots=True)
class Families:
    """CSS font-family lists for headlines, text and figures in columns, and the rules that make them known."""

    display: str
    text: str
    figures: str
    rules: str


def families_of(text: str, brand: Brand, language: str) -> Families:
    """All the words of a document and their language in; the families that draw every one of them out."""
    used = "".join(sorted(set(text)))
    display = _faces(used, brand.display_family, _DISPLAY_WEIGHT, False, language)
    body, figures = (
        [face for weight in _TEXT_WEIGHTS for face in _faces(used, brand.text_family, weight, tabular, language)]
        for tabular in (False, True)
    )
    rules = "".join(sorted({_rule(face) for face in (*display, *body, *figures)}))
    return Families(_stack(display), _stack(body), _stack(figures), rules)


class Fonts:
    """WeasyPrint's font configuration, kept for the life of a process: loading a font is what takes time."""

    def __init__(self) -> None:
        self.configuration = FontConfiguration()
        self._sheets: dict[str, CSS] = {}

    def learn(self, rules: str, fetcher: LocalFetcher) -> CSS:
        """@font-face rules in; a style sheet that uses them out. Files that are known already are not read again."""
        if rules not in self._sheets:
            self._sheets[rules] = CSS(
                string=rules, url_fetcher=fetcher, font_config=self.configuration, base_url="file:///"
            )
        return self._sheets[rules]


@lru_cache(maxsize=1)
def fonts() -> Fonts:
    """The font configuration of this process."""
    return Fonts()


def _faces(text: str, family: str, weight: int, tabular: bool, language: str) -> tuple[Face, ...]:
    return families_for(text, family, weight, tabular=tabular, color_emoji=False, language=language)


def _rule(face: Face) -> str:
    return (
        f'@font-face {{ font-family: "{_name(face)}"; font-weight: {face.weight}; '
        f"src: url({face.path.resolve().as_uri()}); }}\n"
    )


def _stack(faces: Iterable[Face]) -> str:
    return ", ".join(f'"{name}"' for name in dict.fromkeys(_name(face) for face in faces)) + ", sans-serif"


def _name(face: Face) -> str:
    return _PICTOGRAPHS if face.script.startswith("emoji") else face.family
