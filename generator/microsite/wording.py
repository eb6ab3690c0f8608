"""The words of a page: a message by its name, with its placeholders filled."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from markupsafe import Markup, escape

from generator.errors import RenderError
from generator.model.facts import FactValue
from generator.model.story import Page
from generator.sandbox import escaped
from generator.scenes.wording import placeholders
from generator.story.formats import Formats


class Wording:
    """The copy of one page; templates call it by a message's name: `{{ say("due", due=day) }}`.

    A placeholder takes the value given under its name, else the page's fact of that name, formatted as what stands
    after its colon says. A value that is a text already is taken as it is.
    """

    __slots__ = ("_formats", "_names", "_page")

    def __init__(self, page: Page, formats: Formats) -> None:
        self._page = page
        self._formats = formats
        self._names: dict[str, tuple[str, ...]] = {}

    def __call__(self, name: str, /, **values: FactValue | int) -> Markup:
        """The name of a message in, HTML out: only values that are Markup keep their tags."""
        fixed = _fixed(self._page.copy.get(name, "{"))
        if fixed is not None:
            return fixed[1]
        pieces = self._pieces(name, values)
        return Markup("".join([escaped(piece) if type(piece) is str else escape(piece) for piece in pieces]))

    def plain(self, name: str, /, **values: FactValue | int) -> str:
        """The same for a file that is not HTML."""
        fixed = _fixed(self._page.copy.get(name, "{"))
        return fixed[0] if fixed is not None else "".join(self._pieces(name, values))

    def has(self, name: str) -> bool:
        """Whether there is a message of that name."""
        return name in self._page.copy

    def names(self, prefix: str) -> tuple[str, ...]:
        """What follows `prefix` in the names that start with it."""
        known = self._names.get(prefix)
        if known is None:
            found = (name.removeprefix(prefix) for name in self._page.copy if name.startswith(prefix))
            known = self._names[prefix] = tuple(found)
        return known

    def twin(self, named: str, told: str, text: str) -> str:
        """The message `told` + x for the x whose message `named` + x is `text`; "" when there is none.

        So a kind of charge that `kind_energy` calls "Energy" is explained by `explain_energy`.
        """
        for name in self.names(named):
            if self.has(told + name) and self.plain(named + name) == text:
                return self.plain(told + name)
        return ""

    def _pieces(self, name: str, values: dict[str, FactValue | int]) -> list[str]:
        pieces: list[str] = []
        if name not in self._page.copy:
            place = str(self._page.template.root)
            raise RenderError(place, f"the page has no message '{name}'.", "Add it to the copy of the block.")
        for literal, key, spec in placeholders(self._page.copy[name]):
            pieces.append(literal)
            if key is None:
                continue
            value = values[key] if key in values else self._page.facts.get(key)
            if value is None:
                place = f"{self._page.template.root}: copy '{name}'"
                raise RenderError(place, f"there is no '{key}' to fill in.", "Take this placeholder out of the text.")
            if isinstance(value, str):
                pieces.append(value)
            elif isinstance(value, int) and not isinstance(value, bool):
                pieces.append(self._formats.number(Decimal(value)))
            else:
                pieces.append(self._formats.value(value, spec))
        return pieces


@lru_cache(maxsize=4096)
def _fixed(text: str) -> tuple[str, Markup] | None:
    """A message in, its text and its HTML out when they are the same on every page; None for one to be filled in."""
    try:
        pieces = placeholders(text)
    except ValueError:
        return None
    if any(key is not None for _, key, _ in pieces):
        return None
    told = "".join(literal for literal, _, _ in pieces)
    return told, escape(told)


def strong(text: str) -> Markup:
    """A text in, the same as strong HTML out."""
    return Markup(f"<strong>{escape(text)}</strong>")


def isolated(text: str) -> Markup:
    """A person's name in, HTML out that keeps its direction to itself."""
    return Markup(f'<bdi dir="auto">{escape(text)}</bdi>')


def code(text: str) -> Markup:
    """A reference in, the same in letters of one width out."""
    return Markup(f"<code>{escape(text)}</code>")
