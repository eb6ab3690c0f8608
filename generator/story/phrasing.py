"""A wording and facts in, words out: the first variant that holds, translated, its placeholders filled by locale."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from generator.model.facts import FactValue
from generator.scenes.wording import Variant, condition, placeholders
from generator.story.formats import Formats, capital
from generator.story.isolates import isolated
from generator.story.words import Words


class Phrasing:
    """The words and habits of one recipient."""

    def __init__(self, words: Words, formats: Formats) -> None:
        self.words = words
        self.formats = formats

    def choose(self, wording: tuple[Variant, ...], facts: Mapping[str, FactValue]) -> str:
        """The message id of the first variant that holds and whose facts are all there; "" when none is."""
        for variant in wording:
            if variant.when is not None and not condition(variant.when).holds(plain_facts(facts)):
                continue
            if all(name is None or name in facts for _, name, _ in placeholders(variant.text)):
                return variant.text
        return ""

    def say(self, wording: tuple[Variant, ...], facts: Mapping[str, FactValue]) -> str:
        """The wording in the recipient's words."""
        return self.fill(self.choose(wording, facts), facts)

    def fill(self, msgid: str, facts: Mapping[str, FactValue]) -> str:
        """One message id, translated and filled. A date that begins the text begins with a capital."""
        if not msgid:
            return ""
        found: list[str] = []
        pieces = placeholders(self.words.text(msgid))
        sentence = "".join(literal for literal, _, _ in pieces)
        for literal, name, spec in pieces:
            found.append(literal)
            if name is None:
                continue
            value = facts[name]
            text = self.formats.value(value, spec)
            if isinstance(value, datetime.date) and not any(found):
                text = capital(text)
            found.append(isolated(text, sentence))
        return "".join(found)


def plain_facts(facts: Mapping[str, FactValue]) -> Mapping[str, object]:
    """Facts as conditions see them: money as its amount, so that `delta < 0` means what it says."""
    return {name: getattr(value, "amount", value) for name, value in facts.items()}
