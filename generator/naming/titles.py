"""Titles and forms of address: what people declared in, what it comes to out. Never worked out from a first name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from generator.naming.plain import bare, data, plain

Form = Literal["female", "male", "neutral"]
_COUPLE = frozenset({"und", "and", "et", "e", "y", "en", "&", "u", "og", "och", "i"})
_TOKEN = re.compile(r"[\s/]+")
_DOTTED = re.compile(r"(?<=\.)(?=\w)")


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared. `titles`: keys of titles.toml, highest first. `form`: None when nobody said."""

    titles: tuple[str, ...] = ()
    form: Form | None = None


def declared(title: object, form: object, *, title_first: bool = False) -> Declared:
    """The values of a title field and of one for the form of address in; either may hold both ("Frau Dr.").

    `title_first`: what is a title and a form of address at once is a title (先生 in Japanese).
    """
    titles: dict[str, None] = {}
    forms: set[Form] = set()
    implied: set[Form] = set()
    for value, letters in ((title, "m."), (form, "*")):
        if not isinstance(value, str):
            continue
        for token in _tokens(value):
            found, gender, as_form = _meaning(token, letters=letters, title_first=title_first)
            if found is not None:
                titles[found] = None
                implied |= {gender} if gender else set()
            elif as_form is not None:
                forms.add(as_form)
            elif plain(token) in _COUPLE or token in _COUPLE:
                return Declared()
    said = forms or implied
    ranked = sorted(titles, key=lambda key: data("titles")["titles"][key]["rank"])
    return Declared(tuple(ranked), next(iter(said)) if len(said) == 1 else None)


def leading(name: str, *, title_first: bool = False) -> tuple[str, str]:
    """ "Frau Dr. Anna Weber" in, ("Frau Dr.", "Anna Weber") out; all of it a title: the second is empty."""
    words = name.split()
    taken = 0
    while taken < len(words):
        word = words[taken]
        found, _, form = _meaning(word, letters="", title_first=title_first)
        if taken and plain(word) in _COUPLE and taken + 1 < len(words):
            # "Herr und Frau Weber"
            after = _meaning(words[taken + 1], letters="", title_first=title_first)
            if after[0] is not None or after[2] is not None:
                taken += 2
                continue
        # "Don", "Tri" and "Mag" are names too; a dot makes them titles, as does a spelling that no name has.
        if (found is None and form is None) or not (word.endswith(".") or bare(word) in _unmistakable()):
            break
        taken += 1
    return " ".join(words[:taken]), " ".join(words[taken:])


def written(titles: tuple[str, ...], form: Form | None, locale: str, *, every: bool) -> str:
    """Title keys in, how the locale ("de_AT") writes them out; "" when it writes none. `every`: more than the first."""
    found = []
    language = locale.partition("_")[0]
    for key in titles:
        writes = data("titles")["titles"][key]["writes"]
        forms: dict[str, str] = writes.get(locale) or writes.get(language) or {}
        text = (form and forms.get(form)) or forms.get("any", "")
        if text:
            found.append(text)
    return " ".join(found if every else found[:1])


def _tokens(value: str) -> list[str]:
    tokens = []
    for token in _TOKEN.split(value.strip()):
        known = any(part is not None for part in _meaning(token, letters="*", title_first=False))
        tokens += [token] if known else _DOTTED.split(token)
    return [token for token in tokens if token]


def _meaning(token: str, *, letters: str, title_first: bool) -> tuple[str | None, Form | None, Form | None]:
    """(title, the form that its spelling implies, form of address) of one word; at most a title or a form.

    `letters`: which single letters count: none in a name, where "F." is an initial; "m." for Monsieur; "*" for all.
    """
    key = bare(token)
    titles, forms = _titles(), _forms()
    form = forms.get(key)
    if key in data("titles")["forms"]["letters"] and letters not in ("*", token.casefold()):
        form = None
    title = titles.get(key)
    if title is not None and (title_first or form is None):
        return title[0], title[1], None
    return None, None, form


@cache
def _unmistakable() -> frozenset[str]:
    listed = {bare(word) for word in data("titles")["forms"]["in_names"]}
    return frozenset(listed | {key for key in (*_titles(), *_forms()) if not key.isascii() and len(key) > 1})


@cache
def _titles() -> dict[str, tuple[str, Form | None]]:
    found: dict[str, tuple[str, Form | None]] = {}
    for key, entry in data("titles")["titles"].items():
        found |= {bare(spelling): (key, None) for spelling in entry["spellings"]}
        found |= {bare(spelling): (key, "female") for spelling in entry["feminine"]}
    return found


@cache
def _forms() -> dict[str, Form]:
    table: dict[str, Any] = data("titles")["forms"]
    names: tuple[Form, ...] = ("female", "male", "neutral")
    return {bare(spelling): form for form in names for spelling in table[form]}
