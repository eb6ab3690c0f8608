"""A brand in, the custom properties of its pages out, light and dark.

Style sheets of templates use roles (`--ground`, `--quiet`, `--rise` …), not brand colours, because a brand's highlight
may be too light for text: each role is the brand's colour or the nearest shade of it that can be read.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.contrast import SHAPE, contrast, mix, on, readable
from generator.model.brand import Brand

_FALLBACK = {
    "ink": "#16202e",
    "paper": "#fafafa",
    "sun": "#ffb547",
    "coral": "#d9442b",
    "teal": "#0b7f73",
    "mute": "#5b6675",
    "line": "#e3e3e3",
    "soft": "#f0f0f0",
}
_DARK_FALLBACK = {"ground": "#0d1626", "card": "#152238", "text": "#eef2f8"}
_SLICE = 1.5  # least contrast of a slice with its card; words beside it say the same
_SYSTEM_TEXT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif'


def theme_css(brand: Brand) -> str:
    """The rules that set every custom property, with `prefers-color-scheme` for the dark ones."""
    light, dark = roles(brand)
    fixed = {
        "display-face": f"{_quoted(brand.display_family)}, {_quoted(brand.text_family)}, {_SYSTEM_TEXT}",
        "text-face": f"{_quoted(brand.text_family)}, {_SYSTEM_TEXT}",
        "ease": brand.motion.ease,
        "enter": f"{brand.motion.enter_s:g}s",
        "stagger": f"{brand.motion.stagger_s:g}s",
        **{f"radius-{name}": f"{size:g}px" for name, size in sorted(brand.radii_px.items())},
    }
    return (
        f":root{{color-scheme:light dark;{_declare(fixed)}{_declare(light)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_declare(dark)}}}}}\n"
        f"@media print{{:root{{color-scheme:light;{_declare(light)}}}}}\n"
    )


def roles(brand: Brand) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The brand in, its roles for a light and for a dark page out: name → "#rrggbb"."""
    colors = {**_FALLBACK, **brand.colors}
    light = {**colors, "ground": colors["paper"], "text": colors["ink"]}
    light.setdefault("card", "#ffffff")
    changed = dict(brand.dark_colors)
    dark = {**light, **_DARK_FALLBACK, **changed}
    # A dark palette may say ground and text, or turn paper and ink round.
    dark["ground"] = changed.get("ground", changed.get("paper", dark["ground"]))
    dark["text"] = changed.get("text", changed.get("ink", dark["text"]))
    if "soft" not in changed:
        dark["soft"] = mix(dark["card"], dark["text"], 0.08)
    if "line" not in changed:
        dark["line"] = mix(dark["card"], dark["text"], 0.14)
    if "rest" not in colors:
        dark["rest"] = mix(dark["card"], dark["text"], 0.16)
    return _roles(light, brand.charts, light=True), _roles(dark, brand.charts, light=False)


def _roles(colors: Mapping[str, str], charts: tuple[str, ...], *, light: bool) -> Mapping[str, str]:
    ground, card, text, soft = colors["ground"], colors["card"], colors["text"], colors["soft"]
    grounds = (ground, card, soft)
    rise_tint, fall_tint = mix(card, colors["coral"], 0.14), mix(card, colors["teal"], 0.16)
    found = {
        "ground": ground,
        "card": card,
        "text": text,
        "quiet": readable(colors["mute"], grounds, text),
        "line": colors["line"],
        "edge": readable(colors["line"], (ground, card), text, SHAPE),
        "soft": soft,
        "accent": colors["sun"],
        "on-accent": on(colors["sun"], colors["ink"], colors["paper"]),
        "strong": text,
        "on-strong": on(text, card, ground),
        "rise": readable(colors["coral"], (card, rise_tint, soft), text),
        "fall": readable(colors["teal"], (card, fall_tint, soft), text),
        "rise-tint": rise_tint,
        "fall-tint": fall_tint,
        "rest": mix(soft, colors["line"], 0.35) if light else colors["rest"],
        "shade": mix(text, ground, 0.3) if light else "#000000",
        "ink": colors["ink"],
        "paper": colors["paper"] if light else text,
        "sun": colors["sun"],
        "coral": colors["coral"],
        "teal": colors["teal"],
    }
    names = charts or ("ink", "sun", "coral", "teal")
    for index, name in enumerate(names):
        color = colors.get(name, text)
        # A slice that would vanish into the card (ink on dark) takes the colour of resting bars there.
        if contrast(color, card) < _SLICE:
            color = found["rest"]
        found[f"chart-{index}"] = readable(color, (card,), text, _SLICE)
    return found


def _declare(values: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in values.items())


def _quoted(family: str) -> str:
    return '"' + "".join(char for char in family if char.isalnum() or char in " -_") + '"'
