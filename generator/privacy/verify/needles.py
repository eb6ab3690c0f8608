"""What is looked for: values under the names of their fields, and what may be there all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.privacy.folding import fold
from generator.privacy.verify.passage import Kind
from generator.privacy.verify.variants import Form
from generator.privacy.verify.views import Reading, read

_MOST_ASKED = 4096


@dataclass(frozen=True, slots=True)
class Needle:
    """A value that must not be found, and the name of its field.

    `thorough`: its hashes are looked for too. `common`: other people's words may hold it by chance. An address or a
    number of a person is never common: in a template it is a leak as well.
    """

    name: str
    value: Any = field(repr=False)
    category: str = ""
    thorough: bool = True
    common: bool = True


class Known:
    """Texts that may be found: a find that stands in one of them tells nothing new.

    They are asked for when there is a first find, which most recipients' files never give.
    """

    def __init__(self, texts: Iterable[str] | Callable[[], Iterable[str]]) -> None:
        self._given = texts
        self._asked: dict[Form, bool] = {}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """What there is, none twice."""
        given = self._given() if callable(self._given) else self._given
        return tuple(dict.fromkeys(text for text in given if text.strip()))

    @cached_property
    def _readings(self) -> Sequence[Reading]:
        return [reading for text in self.texts for reading in read(text) if not reading.how]

    @cached_property
    def _words(self) -> frozenset[str]:
        """All single words, because most questions are about one."""
        return frozenset(word for text in self.texts for word in fold(text).split())

    def holds(self, form: Form) -> bool:
        """Whether the form stands in one of the texts."""
        known = self._asked.get(form)
        if known is None:
            if len(self._asked) >= _MOST_ASKED:
                self._asked.clear()
            known = self._asked[form] = self._holds(form)
        return known

    def _holds(self, form: Form) -> bool:
        if form.view in ("words", "compact") and form.text in self._words:
            return True
        return any(reading.holds(form) for reading in self._readings)


NOTHING = Known(())


@dataclass(frozen=True, slots=True)
class Excuses:
    """`told`: what was released to the recipient. `words`: what the campaign says to everybody. `source`: names in its
    templates and in the program; they excuse finds outside of prose."""

    told: Known = NOTHING
    words: Known = NOTHING
    source: Known = NOTHING

    def excuse(self, form: Form, kind: Kind, *, common: bool = True) -> bool:
        """Whether a find of this form in a passage of this kind tells nothing of the person."""
        # What was told is asked last: it is another for everybody, and has to be read first.
        if common and self._everybody(form, kind):
            return True
        return self.told.holds(form)

    def _everybody(self, form: Form, kind: Kind) -> bool:
        return self.words.holds(form) or (kind is not Kind.PROSE and self.source.holds(form))


NO_EXCUSES = Excuses()


def needles_of(given: Mapping[str, Any]) -> list[Needle]:
    """field → a value, or several, in; Needles out."""
    return [Needle(name, value) for name, values in given.items() for value in _values(values)]


def _values(given: Any) -> Iterable[Any]:
    return given if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
