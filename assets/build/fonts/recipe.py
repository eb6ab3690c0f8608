"""What the fonts are made of: pinned npm packages, and the TTF files that each of them becomes.

Every package is pinned to a version and to the SHA-512 of its archive, so that a build is the same everywhere or fails.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Package:
    """An npm package: `name@version`, and the base64 SHA-512 of its archive."""

    name: str
    version: str
    sha512: str

    @property
    def archive(self) -> str:
        """The file name that `npm pack` gives it."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


@dataclass(frozen=True)
class Family:
    """A family to build: which slices of a package are merged, at which weights.

    `slices` are the middle parts of the file names, in order of preference; empty means every numbered slice of a
    large Chinese, Japanese or Korean font. `script` tells the index what the family is for. `tabular` adds a second
    family whose digits all have one width. `variable` packages hold one file for all weights.
    """

    family: str
    script: str
    package: Package
    slices: tuple[str, ...]
    weights: tuple[int, ...]
    tabular: bool = False
    variable: bool = False


_INTER = Package(
    "@fontsource/inter",
    "5.3.0",
    "RofMylZmjlJEfELXeNHFWBRcSs75rGU/6bV2S2jfnvv/3rPXPGe0LgUJTklcHZ9lM4OZmAVFhcJPnACfb91A3g==",
)
_BRICOLAGE = Package(
    "@fontsource/bricolage-grotesque",
    "5.3.0",
    "MdOVb/5in11IfN/IQJOExMuu6AroCIQbirl0yX7NUvKk+h0HYIKfGaVAXRS/gCPil4aFxWhjZnOw28tUwv7tFw==",
)
_ARABIC = Package(
    "@fontsource/noto-sans-arabic",
    "5.3.0",
    "i3t6GR0LOReyJVEk+YfYCnxv53wuIelg7Y9NGNvOq4Diq/EP0YszaGXkQwfQNigLjfO4POrLaPGM0sNliGYk7A==",
)
_HEBREW = Package(
    "@fontsource/noto-sans-hebrew",
    "5.3.0",
    "7owtzuw9D+ipt0g8mcBGOm7MS/mv/REKsjSwEUe749UUsrnG54TSmusNn7oxv2GxbUORAzADLQ8ggdtt7oKkpg==",
)
_DEVANAGARI = Package(
    "@fontsource/noto-sans-devanagari",
    "5.3.0",
    "7khYmipS/5KAUUmrO1DKir8yL8XI00d0+ZE9BqbS8XF1jzObv6CpPOk3UeYxF+Pvi8bx9bBvprBCOcbx/eQWTQ==",
)
_THAI = Package(
    "@fontsource/noto-sans-thai",
    "5.3.0",
    "ngqUyvDukkZUHypQbUJvUdAeYa2aYZsyeDTsdqMudf7GK2F2TK19OZ5kbo+37qsBtkNpmAMhEObQnWnzPqzKUw==",
)
_CHINESE = Package(
    "@fontsource-variable/noto-sans-sc",
    "5.3.1",
    "UB96JJ17HyD5ehEU7Em0hDdh7fvTMB4B4Hzmq5c4QaNwwSLqTrdM2S+coySeBqCkXwh0DxqXT0b0wMrmzorFpQ==",
)
_JAPANESE = Package(
    "@fontsource-variable/noto-sans-jp",
    "5.3.1",
    "/anGvJFc5y36f8DJ+3TSh2+KAvaRLA9PaLUMvneeY5s4j8m+8X4F3lE/sjTuG9YI5BX4sykvCk4TuJMG7ecMRQ==",
)
_KOREAN = Package(
    "@fontsource-variable/noto-sans-kr",
    "5.3.1",
    "f5aty6Qgk2LVU5TjCtXHxiYHqUWYW8f75ll0Chn8ucCqoOlIomcACUwf1V47yUt6wTdWZiGr3dcbQk+zlOspMA==",
)
_COLOUR_EMOJI = Package(
    "@fontsource/noto-color-emoji",
    "5.3.2",
    "rO15sQ45Dc28hMAMz1X1oSOWxcbqNL+CiHHJ7JPn1gmfiGIuR/QyLuHqBrXivSYHsHVTXGT/m6/DuQ42s5xQkw==",
)
_EMOJI = Package(
    "@fontsource/noto-emoji",
    "5.3.2",
    "N9CSzXJB04AVWYvFbuBgL2Dq964Zo91th/uOu/QLSuWBYuL9FWXGcEo6ZNwc/IJ7vmpm8KHaIKD7jF8pYm4taw==",
)

_LATIN = ("latin", "latin-ext", "vietnamese")
_EUROPE = (*_LATIN, "greek", "greek-ext", "cyrillic", "cyrillic-ext")
_TEXT_WEIGHTS = (400, 700)

# The order of the list is the order in which the scripts' families are tried after the brand's own.
FAMILIES = (
    Family("Inter", "latin", _INTER, _EUROPE, (400, 500, 600, 700), tabular=True),
    Family("Bricolage Grotesque", "latin", _BRICOLAGE, _LATIN, (600, 700), tabular=True),
    Family("Noto Sans Arabic", "arabic", _ARABIC, ("arabic",), _TEXT_WEIGHTS),
    Family("Noto Sans Hebrew", "hebrew", _HEBREW, ("hebrew",), _TEXT_WEIGHTS),
    Family("Noto Sans Devanagari", "devanagari", _DEVANAGARI, ("devanagari",), _TEXT_WEIGHTS),
    Family("Noto Sans Thai", "thai", _THAI, ("thai",), _TEXT_WEIGHTS),
    Family("Noto Sans SC", "chinese", _CHINESE, (), _TEXT_WEIGHTS, variable=True),
    Family("Noto Sans JP", "japanese", _JAPANESE, (), _TEXT_WEIGHTS, variable=True),
    Family("Noto Sans KR", "korean", _KOREAN, (), _TEXT_WEIGHTS, variable=True),
    Family("Noto Color Emoji", "emoji", _COLOUR_EMOJI, ("emoji",), (400,)),
    Family("Noto Emoji", "emoji-mono", _EMOJI, ("emoji",), (400,)),
)


def digest() -> str:
    """Name the recipe by the programs that follow it: fonts built by another recipe are built again."""
    here = Path(__file__).resolve()
    sha256 = hashlib.sha256()
    for path in (*sorted(here.parent.glob("*.py")), here.parents[3] / "generator" / "typefaces" / "cut.py"):
        sha256.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return sha256.hexdigest()
