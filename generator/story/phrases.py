"""assets/lint/<language>.toml in, patterns out: the phrases of copy that give a source away.

A file has four tables. `words` are alternatives that patterns name as <word>; `excused` are reminders of permission,
which are fine; `never` is talk of profiles, of watching and of people alike, which is never fine; `marketing` is what
only a contract may speak of: what somebody bought, used, or did last. Patterns are regular expressions over the plain
form of a text (`folding`), each of them looked for at the beginning of a word.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generator.resources import assets_dir

_WORD = re.compile(r"<([a-z]+)>")


@dataclass(frozen=True, slots=True)
class Phrases:
    """The patterns of one language, by name."""

    excused: Mapping[str, re.Pattern[str]]
    never: Mapping[str, re.Pattern[str]]
    marketing: Mapping[str, re.Pattern[str]]


@cache
def phrases(language: str) -> Phrases | None:
    """The patterns of a language ("de"); None for one that has no file."""
    path = assets_dir() / "lint" / f"{language}.toml"
    if not path.is_file():
        return None
    tables: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    words = tables["words"]

    def compiled(table: str) -> dict[str, re.Pattern[str]]:
        return {
            name: re.compile(rf"(?<!\w)(?:{_WORD.sub(lambda word: f'(?:{words[word[1]]})', pattern)})")
            for name, pattern in tables[table].items()
        }

    return Phrases(compiled("excused"), compiled("never"), compiled("marketing"))


def languages() -> tuple[str, ...]:
    """Every language that has patterns."""
    return tuple(sorted(path.stem for path in (assets_dir() / "lint").glob("*.toml")))
