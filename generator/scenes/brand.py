"""brand.yaml in, Brand out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from generator.errors import BrandError
from generator.model.brand import TEMPOS, Brand, MotionTempo, TypeStyle
from generator.motion.easing import css_easing
from generator.resources import templates_dir
from generator.scenes.units import Duration, Percent
from generator.sourcefile import SourceFile, Strict, read

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_PIXELS = re.compile(r"(\d+(?:\.\d+)?)\s*px")
_REQUIRED_COLORS = ("ink", "paper", "sun", "coral", "teal", "mute", "line", "soft")
_REQUIRED_STYLES = ("headline", "body", "amount", "label", "value", "pill", "button", "note", "logo", "row", "centre")
_PATH_DATA = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9eE+\-.,\s]+")


def _pixels(value: Any) -> float:
    if isinstance(value, str) and (match := _PIXELS.fullmatch(value.strip())):
        return float(match[1])
    raise ValueError("a length is written in pixels, like 14px")


def _path_data(text: str) -> str:
    if _PATH_DATA.fullmatch(text) and text.lstrip()[:1] in ("M", "m"):
        return text
    raise ValueError("an icon is SVG path data that starts with M")


Pixels = Annotated[float, BeforeValidator(_pixels, json_schema_input_type=str)]
PathData = Annotated[str, AfterValidator(_path_data)]


class FamiliesSpec(Strict):
    """The two families: display for headlines and amounts, text for everything else."""

    display: str
    text: str


class StyleSpec(Strict):
    """A type style of the film."""

    family: Literal["display", "text"] = "text"
    weight: int = Field(400, ge=100, le=900)
    size: Percent = Field(gt=0, description="Of the frame's shorter side.")
    line: float = Field(1.2, gt=0, description="Line height, as a multiple of the size.")
    tracking: Percent = Field(0.0, description="Of the size.")
    tabular: bool = Field(False, description="Digits of equal width.")


class TempoSpec(Strict):
    """The brand's tempo."""

    enter: Duration = 0.6
    stagger: Duration = 0.1
    exit: Duration = 0.25
    ease: Annotated[str, AfterValidator(css_easing)] = "cubic-bezier(.2,.8,.2,1)"
    tempos: dict[Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")], Duration] = Field(
        default_factory=dict, description="Durations by name, for scenes to use."
    )


class BrandFile(Strict):
    """The keys of brand.yaml."""

    title: str = Field(description="The name as it is written beside the mark.")
    legal: str = Field("", description="The company's name in footers and documents.")
    address: str = ""
    colors: dict[str, str] = Field(description="Token → #rrggbb, or the name of another token.")
    dark_colors: dict[str, str] = Field(default_factory=dict, description="What changes on a dark page.")
    families: FamiliesSpec
    styles: dict[str, StyleSpec] = Field(description="Type styles of the film by name.")
    tall_styles: dict[str, StyleSpec] = Field(default_factory=dict, description="Replacements in tall frames.")
    radii: dict[str, Pixels] = Field(default_factory=dict, description="card, pill, field, bar; pixels at 720 p.")
    logo: str = Field(description="The mark: a square SVG file beside this one.")
    icons: dict[str, PathData] = Field(default_factory=dict, description="Name → path data in 24 × 24, drawn as lines.")
    charts: tuple[str, ...] = Field(min_length=2, description="Colour tokens of slices, in order.")
    motion: TempoSpec = Field(default_factory=lambda: TempoSpec.model_validate({}))


def load_brand(name_or_path: str, root: Path) -> Brand:
    """The name of a brand in templates/brands (or `root`/brands), or the path of a folder or brand.yaml, in; Brand out.

    Paths are relative to `root`, the folder of the campaign. Raises BrandError with file, line and column.
    """
    file = read(_find(name_or_path, root), BrandError)
    spec = file.parse(BrandFile)
    folder = file.path.parent
    colors = _colors(file, "colors", spec.colors, {})
    _require(file, "colors", _REQUIRED_COLORS, colors)
    dark = _colors(file, "dark_colors", spec.dark_colors, colors)
    styles = _styles(spec, spec.styles)
    _require(file, "styles", _REQUIRED_STYLES, styles)
    for name in spec.tall_styles:
        if name not in styles:
            raise file.fail(("tall_styles", name), f"there is no style '{name}'.", "Name one of 'styles'.")
    for index, token in enumerate(spec.charts):
        if token not in colors:
            raise file.fail(("charts", index), f"there is no colour '{token}'.", "Name one of 'colors'.")
    logo = folder / spec.logo
    if not logo.is_file():
        raise file.fail(("logo",), f"the file '{spec.logo}' does not exist.", "Put the SVG beside the brand file.")
    return Brand(
        name=folder.name,
        title=spec.title,
        colors=MappingProxyType(colors),
        dark_colors=MappingProxyType(dark),
        display_family=spec.families.display,
        text_family=spec.families.text,
        styles=MappingProxyType(styles),
        tall_styles=MappingProxyType(_styles(spec, spec.tall_styles)),
        radii_px=MappingProxyType(dict(spec.radii)),
        logo=logo,
        icons=MappingProxyType(dict(spec.icons)),
        charts=spec.charts,
        motion=MotionTempo(
            spec.motion.enter,
            spec.motion.stagger,
            spec.motion.exit,
            spec.motion.ease,
            MappingProxyType({**TEMPOS, **spec.motion.tempos}),
        ),
        root=folder,
        legal=spec.legal,
        address=spec.address,
    )


def _find(name_or_path: str, root: Path) -> Path:
    plain_name = re.fullmatch(r"[A-Za-z0-9_-]+", name_or_path) is not None
    candidates = [root / name_or_path]
    if plain_name:
        candidates += [root / "brands" / name_or_path, templates_dir() / "brands" / name_or_path]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
        if (candidate / "brand.yaml").is_file():
            return candidate / "brand.yaml"
    known = sorted(path.parent.name for path in (templates_dir() / "brands").glob("*/brand.yaml"))
    raise BrandError(
        str(candidates[0]), "there is no such brand.", f"Use one of {', '.join(known)}, or the path of a brand.yaml."
    )


def _colors(file: SourceFile, section: str, written: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """Tokens with their aliases followed, in the order written: an alias names a token above it."""
    found: dict[str, str] = {}
    for name, value in written.items():
        color = found.get(value) or others.get(value) or value
        if not _HEX.fullmatch(color):
            raise file.fail(
                (section, name),
                f"'{name}' is not a colour.",
                "Write '#rrggbb' in quotes, or a token that stands above.",
            )
        found[name] = color.lower()
    return found


def _styles(spec: BrandFile, written: Mapping[str, StyleSpec]) -> dict[str, TypeStyle]:
    families = {"display": spec.families.display, "text": spec.families.text}
    return {
        name: TypeStyle(families[style.family], style.weight, style.size, style.line, style.tracking, style.tabular)
        for name, style in written.items()
    }


def _require(file: SourceFile, section: str, names: tuple[str, ...], found: Mapping[str, object]) -> None:
    missing = [name for name in names if name not in found]
    if missing:
        raise file.fail(
            (section,), f"'{section}' lacks {', '.join(missing)}.", "Every scene may count on them: add them."
        )
