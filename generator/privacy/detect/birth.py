"""Dates of birth: a date with a word for it beside it, in six languages, and nothing but small words between."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.privacy.detect.kinds import Kind
from generator.privacy.detect.plain import folded, listed

KIND = Kind("birth_date", "a date of birth", "user.demographic.date_of_birth", ("user.demographic.date_of_birth",))

_MONTHS = """
january february march april may june july august september october november december jan feb mar apr jun jul aug sept
sep oct nov dec januar februar marz maerz mai juni juli oktober dezember jaenner janner dez okt janvier fevrier mars
avril juin juillet aout septembre octobre novembre decembre janv fevr avr juil gennaio febbraio marzo aprile maggio
giugno luglio agosto settembre ottobre dicembre gen mag giu lug ago set ott dic enero febrero abril mayo junio julio
septiembre setiembre octubre noviembre diciembre ene abr janeiro fevereiro marco maio junho julho setembro outubro
novembro dezembro fev out
"""
_MONTH = "|".join(sorted(set(_MONTHS.split()), key=lambda name: (-len(name), name)))
_YEAR = r"(?:19\d\d|20[012]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MON = r"(?:0?[1-9]|1[0-2])"
_DATE = (
    rf"(?:{_YEAR}[-/.]{_MON}[-/.]{_DAY}|{_DAY}[-/.] ?{_MON}[-/.] ?(?:{_YEAR}|\d\d)|{_MON}[-/]{_DAY}[-/](?:{_YEAR}|\d\d)"
    rf"|{_DAY}(?:st|nd|rd|th|er|[.ºª°])?(?: de| of)? (?:{_MONTH})\.?(?: de| del|,)? {_YEAR}"
    rf"|(?:{_MONTH})\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR})(?![\d/])"
)
_WORDS = listed(
    """
    born birth dob birthdate birthday bday geb geboren geborene geborener geburtsdatum geburtstag jahrgang ne nee
    naissance anniversaire naiss nato nata nascita compleanno nac nacido nacida nacio nacimiento cumpleanos nascido
    nascida nasceu nascimento aniversario nasc dn ddn datanascita datadenascimento fechanacimiento datenaissance
    geburt birthdt
    """
)
_WORD = "|".join(sorted(_WORDS, key=lambda word: (-len(word), word)))
# Between word and date stand small words, or a place: what begins with a capital is folded by then, so any one word
# after "in" or "a" may be one.
_SMALL = (
    r"(?:on|the|is|was|of|date|day|am|den|ist|war|le|est|etait|il|el|es|fue|em|no|dia|e|o|era|foi|her|his|their|"
    r"(?:in|a|at|en|em|zu|aus|ad) [a-z]{3,20}(?:,| el| le| il| on| am)|a|in|en|:|=|-|\(|,)"
)
_AFTER = re.compile(rf"(?<![a-z])(?:{_WORD})(?![a-z])\.?(?:[ :=(,-]*(?:{_SMALL}(?![a-z]))?){{0,5}}[ :=(]*{_DATE}")
_BEFORE = re.compile(rf"(?<!\d){_DATE},? ?\(?(?:{_WORD})(?![a-z])")
_MARKED = re.compile(rf"(?:(?<![\w*])\*|(?<![a-z])b\.) ?{_DATE}")
_FOUR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHOLE = re.compile(rf"\s*{_DATE}(?:[ t]00:00(?::00)?(?:\.0+)?z?)?\s*")


def named(field: tuple[str, ...]) -> bool:
    """Whether a field's name says that it holds births."""
    return not _WORDS.isdisjoint(field)


def signed(text: str) -> bool:
    """Whether a plain text holds a sign that stands for "born"."""
    return "*" in text or "b." in text


def worded(words: Sequence[str]) -> bool:
    """Whether a text, by its words, speaks of births."""
    return not _WORDS.isdisjoint(words)


def places(words: Sequence[str]) -> list[int]:
    """Where such words stand."""
    return [at for at, word in enumerate(words) if word in _WORDS]


def found(text: str, words: Sequence[str], field: tuple[str, ...]) -> bool:
    """`text`: plain. `words`: those in it, folded. `field`: the words of its field's name."""
    if named(field) and _WHOLE.fullmatch(folded(text)):
        return True
    if worded(words):
        low = folded(text)
        if _AFTER.search(low) or _BEFORE.search(low):
            return True
    return signed(text) and _MARKED.search(folded(text)) is not None


def is_date(text: str) -> bool:
    """Whether the whole text is one date, of a year from 1900 on."""
    return _WHOLE.fullmatch(text.lower()) is not None


def years_in(text: str) -> list[int]:
    """The year of a text that is one date; none where it is written with two digits and could be of either century."""
    return [int(year) for year in _FOUR.findall(text)]
