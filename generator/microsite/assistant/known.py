"""All that one page can answer: what it says of itself, the campaign's FAQ, and the things that it lists."""

from __future__ import annotations

from collections.abc import Iterator

from generator.microsite.assistant.account import closing, expiring, movement_things, points
from generator.microsite.assistant.amounts import amount, charges, largest, moved
from generator.microsite.assistant.answer import Answer, Thing, Way, link_way, place_way, play_way
from generator.microsite.assistant.history import month_things, used, used_most
from generator.microsite.assistant.ideas import ideas, which_ideas
from generator.microsite.assistant.lines import kind_things, line_things
from generator.microsite.assistant.paying import pay
from generator.microsite.assistant.person import correct, data, forget, person, robot, stop, wrong
from generator.microsite.context import PageContext
from generator.model.faq import FaqEntry

# The likeliest first: the first few are suggested.
_OWN = (moved, closing, points, largest, pay, amount, expiring, used, charges, used_most, wrong, which_ideas, ideas)
_OF_THE_PERSON = (person, data, stop, correct, forget, robot)


def answers_of(page: PageContext) -> tuple[Answer, ...]:
    """Everything that a page in general can be asked, the likeliest first: its facts, the FAQ, the person's choices."""
    own = [answer for make in _OWN if (answer := make(page)) is not None]
    last = [answer for make in _OF_THE_PERSON if (answer := make(page)) is not None]
    return (*own, *(_of_faq(page, entry) for entry in page.page.faq), *last)


def things_of(page: PageContext) -> tuple[Thing, ...]:
    """What the page lists and can be asked about by name."""
    return (*month_things(page), *kind_things(page), *line_things(page), *movement_things(page))


def _of_faq(page: PageContext, entry: FaqEntry) -> Answer:
    return Answer(
        key=f"faq-{entry.key}",
        question=entry.question,
        answer=entry.answer,
        also=" | ".join(entry.also),
        ways=tuple(_ways(page, entry)),
        topic=entry.topic,
    )


def _ways(page: PageContext, entry: FaqEntry) -> Iterator[Way]:
    if entry.place:
        yield from place_way(page, entry.place)
    if entry.play:
        yield from play_way(page, entry.play)
    if entry.link:
        name = f"link_{entry.link}"
        yield from link_way(page, entry.link, page.say.plain(name if page.say.has(name) else "ask_link"))
