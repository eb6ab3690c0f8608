"""The words of an e-mail: a message by its name, with its placeholders filled by facts."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup, escape

from generator.errors import RenderError
from generator.model.facts import FactValue
from generator.model.story import Page
from generator.scenes.wording import placeholders
from generator.story.formats import Formats


class Wording:
    """`{{ say("due") }}` in a template is the message "due" in the recipient's language, escaped."""

    def __init__(self, page: Page, formats: Formats) -> None:
        self._page = page
        self._formats = formats

    def __call__(self, name: str, /, **values: FactValue | int) -> Markup:
        """The name of a message in, its text out, for MJML."""
        return escape(self.plain(name, **values))

    def plain(self, name: str, /, **values: FactValue | int) -> str:
        """The same for what is no markup. A message whose facts aren't there gives the one called like it with
        "_plain" after its name."""
        chosen = name if self._holds(name, values) else f"{name}_plain"
        if chosen not in self._page.copy:
            raise RenderError(
                str(self._page.template.root), f"the e-mail has no message '{chosen}'.", "Add it to the copy."
            )
        return "".join(self._piece(*piece, values, chosen) for piece in placeholders(self._page.copy[chosen]))

    def has(self, name: str) -> bool:
        """Whether there is a message of that name."""
        return name in self._page.copy

    def _holds(self, name: str, values: dict[str, FactValue | int]) -> bool:
        keys = {key for _, key, _ in placeholders(self._page.copy.get(name, "")) if key is not None}
        return name in self._page.copy and keys <= self._page.facts.keys() | values.keys()

    def _piece(self, literal: str, key: str | None, spec: str, values: dict[str, FactValue | int], name: str) -> str:
        if key is None:
            return literal
        value = values.get(key, self._page.facts.get(key))
        if value is None:
            place = f"{self._page.template.root}: copy '{name}'"
            raise RenderError(place, f"there is no '{key}' to fill in.", "Take this placeholder out of the text.")
        if isinstance(value, str):
            return literal + value
        if isinstance(value, int) and not isinstance(value, bool):
            return literal + self._formats.number(Decimal(value))
        return literal + self._formats.value(value, spec)
