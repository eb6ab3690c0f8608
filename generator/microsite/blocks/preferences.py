"""How, about what and how often somebody wants to be written to; left out where forms lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError

from generator.microsite.context import PageContext
from generator.microsite.forms import form_target

ALIKE = True


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`form`: where it leads. `channels`, `kinds`, `frequencies`, `topics`, `languages`: answers as (value, words)."""
    forms, say = page.story.forms, page.say
    form = form_target(page, "preferences", stands_on="choices")
    if form is None:
        return None

    def named(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        return tuple((name, say.plain(f"preferences_{name}")) for name in names)

    languages = [(code, own_name(code)) for code in forms.languages]
    return {
        "form": form,
        "channels": named(forms.channels),
        "kinds": named(forms.formats),
        "frequencies": named(forms.frequencies),
        "topics": tuple((topic.value, topic.text) for topic in forms.topics),
        "languages": (("", say.plain("preferences_as_now")), *languages) if languages else (),
    }


@lru_cache(maxsize=64)
def own_name(code: str) -> str:
    """The code of a language in, what its speakers call it out; the code itself where nobody knows."""
    try:
        locale = Locale.parse(code, sep="-" if "-" in code else "_")
    except (UnknownLocaleError, ValueError):
        return code
    return (locale.get_display_name(locale) or code).capitalize()
