"""A brand in, the colours of its e-mails out, light and dark, each of them readable where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from generator.contrast import mix, on, readable
from generator.model.brand import Brand

_FALLBACK = {"ink": "#16202e", "paper": "#fafafa", "sun": "#ffb547", "mute": "#5b6675", "line": "#e3e3e3"}
_DARK = {"ground": "#0d1626", "card": "#152238", "text": "#eef2f8"}


def colors_of(brand: Brand) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The roles of a light and of a dark mail: ground, card, text, quiet, line, button, button_text.

    Names → "#rrggbb".
    """
    return _colors(tuple(sorted(brand.colors.items())), tuple(sorted(brand.dark_colors.items())))


@lru_cache(maxsize=16)
def _colors(
    light: tuple[tuple[str, str], ...], dark: tuple[tuple[str, str], ...]
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    colors = _FALLBACK | dict(light)
    changed = _DARK | dict(dark)
    ground, card = changed.get("ground", _DARK["ground"]), changed.get("card", _DARK["card"])
    text = changed.get("text", _DARK["text"])
    return (
        _roles(colors, colors["paper"], colors.get("card", "#ffffff"), colors["ink"], colors["line"]),
        _roles(colors | dict(dark), ground, card, text, changed.get("line", mix(card, text, 0.14))),
    )


def _roles(colors: Mapping[str, str], ground: str, card: str, text: str, line: str) -> Mapping[str, str]:
    read = readable(text, (ground, card), on(card, "#000000", "#ffffff"))
    return {
        "ground": ground,
        "card": card,
        "text": read,
        "quiet": readable(colors["mute"], (ground, card), read),
        "line": line,
        "button": colors["sun"],
        "button_text": on(colors["sun"], colors["ink"], colors["paper"]),
    }
