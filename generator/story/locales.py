"""Which words and which number habits a recipient gets.

A CLDR locale in; the language of the copy and the locale for formats out. They agree, so that no month in one language
stands in a sentence of another: where no catalogue speaks the recipient's language, the words are English and the
formats are English as the recipient's region writes it.
"""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.localedata import exists

SOURCE_LANGUAGE = "en"


@lru_cache(maxsize=512)
def settle(locale: str, languages: frozenset[str]) -> tuple[str, str]:
    """`locale` ("de_AT"), the languages that have catalogues → (language "de", format locale "de_AT")."""
    try:
        wanted = Locale.parse(locale.replace("-", "_"))
    except (ValueError, UnknownLocaleError, TypeError):
        return SOURCE_LANGUAGE, "en_GB"
    if wanted.language in languages or wanted.language == SOURCE_LANGUAGE:
        return wanted.language, str(wanted)
    for candidate in (f"en_{wanted.territory}", "en_150"):
        if exists(candidate):
            return SOURCE_LANGUAGE, candidate
    return SOURCE_LANGUAGE, "en_GB"
