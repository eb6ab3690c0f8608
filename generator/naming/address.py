"""The parts of a name in, a salutation or a full name out, as the recipient's language and locale write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from generator.naming.lettering import capital, decent
from generator.naming.person import credentials_off, is_initials, person
from generator.naming.plain import data
from generator.naming.titles import Declared, declared, leading, written

Style = Literal["formal", "warm"]
_FIELD = re.compile(r"\{(\w+)(?:\|([^}]*))?\}")
_ALIASES = {"no": "nb", "nn": "nb", "iw": "he", "in": "id", "yue": "zh"}


@dataclass(frozen=True, slots=True)
class Speech:
    """`locale`: the recipient's ("hu_HU"), which says how a name is put. `language`: of the words around it ("en")."""

    locale: str
    language: str

    @property
    def of_name(self) -> str:
        """The language of the name."""
        own = self.locale.replace("-", "_").partition("_")[0].lower()
        return _ALIASES.get(own, own)


@dataclass(frozen=True, slots=True)
class _Name:
    given: str
    family: str
    declared: Declared


def greet(
    speech: Speech,
    given: object = None,
    family: object = None,
    *,
    title: object = None,
    form: object = None,
    called: object = None,
    style: Style = "formal",
) -> str | None:
    """A salutation without the punctuation that follows it: "Sehr geehrte Frau Dr. Weber", "田中様", "Hello Anna".

    What is missing, or names nobody, is done without; with nothing left it is the language's plain greeting. `called`:
    how the person wishes to be called, which counts before all else. `form`: the form of address that they declared.
    None for a language that has no salutations.
    """
    patterns = _patterns(speech)
    if not patterns:
        return None
    wish = person(called)
    if wish is not None:
        before, rest = leading(wish, title_first=bool(patterns.get("title_first")))
        if not before:
            return _fill(
                patterns.get("warm" if style == "warm" else "named") or "{name}",
                patterns,
                {"given": wish, "name": wish},
            )
        title, form, given, family = before, None, None, rest
    name = _name(speech, given, family, title, form, patterns)
    warm = _called(name)
    pieces = {
        "given": warm,
        "family": _after_title(name.family, speech),
        "name": _joined(name, speech),
        "title": written(
            name.declared.titles, name.declared.form, _locale(speech), every=bool(patterns.get("all_titles"))
        ),
    }
    if style == "warm" and warm and "warm" in patterns:
        return _fill(patterns["warm"], patterns, pieces)
    for key in _wanted(name, pieces):
        pattern = patterns.get(key)
        if pattern is not None and all(
            pieces[field] or default is not None or field == "title" for field, default in _fields(pattern)
        ):
            return _fill(pattern, patterns, pieces)
    return str(patterns["plain"])


def name_of(speech: Speech, given: object = None, family: object = None, *, title: object = None) -> str | None:
    """The name as it stands on a letter: in the order of its locale, in decent letters, the title before it."""
    patterns = _patterns(speech)
    name = _name(speech, given, family, title, None, patterns)
    whole = _joined(name, speech)
    if not whole:
        return None
    prefix = written(name.declared.titles, name.declared.form, _locale(speech), every=True)
    before = prefix and not patterns.get("joined")
    return f"{prefix} {whole}" if before else whole


def tidy(speech: Speech, name: object) -> str | None:
    """One name field in, the name in decent letters out; None for what names nobody."""
    kept = person(name)
    return None if kept is None else decent(credentials_off(leading(kept)[1] or kept), speech.of_name)


def _name(
    speech: Speech, given: object, family: object, title: object, form: object, patterns: dict[str, Any]
) -> _Name:
    title_first = bool(patterns.get("title_first")) and speech.of_name in ("ja", "ko")
    first, last = person(given, beside=bool(person(family))), person(family, beside=bool(person(given)))
    if first and not last and "," in first:
        last, _, first = (part.strip() for part in first.partition(","))
    elif last and not first and "," in last:
        last, _, first = (part.strip() for part in last.partition(","))
    found: list[str] = [title] if isinstance(title, str) else []
    parts = []
    for part in (first or "", last or ""):
        before, rest = leading(part, title_first=title_first)
        if before and (rest or part == first):
            found.append(before)
        else:
            rest = part
        parts.append(credentials_off(rest) if rest else "")
    return _Name(
        decent(parts[0], speech.of_name, beside=parts[1]),
        decent(parts[1], speech.of_name, family=True, beside=parts[0]),
        declared(" ".join(found), form, title_first=title_first),
    )


def _wanted(name: _Name, pieces: dict[str, str]) -> tuple[str, ...]:
    """The patterns to try, the most polite first."""
    form = {"female": "female", "male": "male", "neutral": "mx", None: ""}[name.declared.form]
    titled = ("titled",) if pieces["title"] else ()
    return (*((form,) if form else ()), *titled, "named")


def _called(name: _Name) -> str:
    """The given name without initials after it: "Anna M." → "Anna"; "" for initials alone."""
    words = name.given.split()
    while len(words) > 1 and is_initials(words[-1]):
        words.pop()
    given = " ".join(words)
    return "" if not given or is_initials(given) else given


def _joined(name: _Name, speech: Speech) -> str:
    order = (
        (name.family, name.given)
        if speech.of_name in data("salutations")["family_first"]
        else (name.given, name.family)
    )
    parts = [part for part in order if part]
    if len(parts) == 1 and name.family:
        return _after_title(name.family, speech)
    own_script = all(ord(char) > 0x2E7F for part in parts for char in part)
    return ("" if own_script and speech.of_name in ("ja", "zh", "ko") else " ").join(parts)


def _after_title(family: str, speech: Speech) -> str:
    """Dutch writes a capital when no given name stands before: "Anna van der Berg", "mevrouw Van der Berg"."""
    return capital(family, "nl") if speech.of_name == "nl" else family


def _locale(speech: Speech) -> str:
    """The recipient's locale, where the words are of its language: "de_AT"; else the language of the words."""
    parts = speech.locale.replace("-", "_").split("_")
    own = _ALIASES.get(parts[0].lower(), parts[0].lower())
    region = next((part.upper() for part in parts[1:] if len(part) == 2), "")
    return f"{own}_{region}" if own == speech.language and region else speech.language


@lru_cache(maxsize=512)
def _patterns(speech: Speech) -> dict[str, Any]:
    table = data("salutations")
    language = _ALIASES.get(speech.language, speech.language)
    return {**table.get(language, {}), **(table.get(_locale(speech), {}) if language in table else {})}


def _fields(pattern: str) -> list[tuple[str, str | None]]:
    return [(match[1], match[2]) for match in _FIELD.finditer(pattern)]


def _fill(pattern: str, patterns: dict[str, Any], pieces: dict[str, str]) -> str:
    text = _FIELD.sub(lambda match: pieces.get(match[1], "") or (match[2] or ""), pattern)
    return " ".join(text.split()) if not patterns.get("joined") else text.strip()
