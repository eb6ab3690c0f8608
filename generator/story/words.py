"""Words of the copy: message id (English) in, the same in the recipient's language out.

Catalogues are gettext PO files, read as they are: templates/locale/<language>/*.po and the campaign's, which win.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import PoFileError, read_po

from generator.errors import StoryError
from generator.resources import templates_dir
from generator.story.locales import SOURCE_LANGUAGE


class Words:
    """The catalogue of one language. A message that it lacks stays in English."""

    def __init__(self, language: str, messages: Mapping[str, str] | None = None) -> None:
        self.language = language
        self._messages = dict(_builtin(language)) if language != SOURCE_LANGUAGE else {}
        self._messages.update(messages or {})

    def text(self, msgid: str) -> str:
        """The message in this language, or `msgid` itself."""
        return self._messages.get(msgid, msgid)

    def knows(self, msgid: str) -> bool:
        """Whether a translation exists (always, in the source language)."""
        return self.language == SOURCE_LANGUAGE or msgid in self._messages

    def sentences(self) -> Iterator[tuple[str, str]]:
        """Every message with its translation."""
        yield from self._messages.items()


def available_languages(extra: Path | None = None) -> frozenset[str]:
    """The languages that have catalogues, with those in the campaign's folder `extra`, and English."""
    found = {SOURCE_LANGUAGE}
    builtin = templates_dir() / "locale"
    if builtin.is_dir():
        found.update(folder.name for folder in builtin.iterdir() if any(folder.glob("*.po")))
    if extra is not None and extra.is_dir():
        found.update(file.stem for file in extra.glob("*.po"))
    return frozenset(found)


def load_words(language: str, extra: Path | None = None) -> Words:
    """The built-in catalogues of `language` and the campaign's own `<extra>/<language>.po`."""
    own = extra / f"{language}.po" if extra is not None else None
    return Words(language, _read(own) if own is not None and own.is_file() else None)


@lru_cache(maxsize=32)
def _builtin(language: str) -> Mapping[str, str]:
    messages: dict[str, str] = {}
    for file in sorted((templates_dir() / "locale" / language).glob("*.po")):
        messages.update(_read(file))
    return messages


def _read(file: Path) -> dict[str, str]:
    try:
        with file.open("rb") as handle:
            catalogue = read_po(handle, abort_invalid=True)
    except PoFileError as caught:
        raise StoryError(
            f"{file}:{getattr(caught, 'lineno', 0) + 1}:1", "the catalogue is not valid.", "Correct this line of it."
        ) from None
    except (OSError, UnicodeDecodeError, ValueError):
        raise StoryError(str(file), "the catalogue can't be read.", "Save it as a UTF-8 PO file.") from None
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if isinstance(message.id, str) and message.id and message.string and not message.fuzzy
    }
