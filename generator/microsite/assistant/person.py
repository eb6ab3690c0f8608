"""What a person may want of the sender: someone to talk to, a charge looked at, their data, no more messages."""

from __future__ import annotations

from generator.microsite.assistant.answer import Answer, Way, form_way, link_way
from generator.microsite.context import PageContext

CHOICES = "choices.html"


def person(page: PageContext) -> Answer | None:
    """Whom to ask."""
    ways = people(page)
    if not ways:
        return None
    say = page.say
    return Answer("person", say.plain("q_person"), say.plain("a_person"), say.plain("also_person"), ways)


def people(page: PageContext) -> tuple[Way, ...]:
    """The ways to a person: to write, to be called, and the chat that the campaign names."""
    contact = link_way(page, "contact", page.say.plain("person"))
    return (*contact, *form_way(page, "callback", page.say.plain("call_back")), *_chat(page))


def _chat(page: PageContext) -> tuple[Way, ...]:
    found = dict(page.shared.chat).get(page.story.language)
    words = page.say.plain("chat_link", company=page.shared.company)
    return (Way(words, found, outside=True),) if found else ()


def wrong(page: PageContext) -> Answer | None:
    """What to do where a charge looks wrong."""
    say = page.say
    ways = form_way(page, "dispute", say.plain("ask_query")) or link_way(page, "contact", say.plain("person"))
    if not page.lines or not ways:
        return None
    return Answer("wrong", say.plain("q_wrong"), say.plain("a_wrong"), say.plain("also_wrong"), ways)


def stop(page: PageContext) -> Answer:
    """How to get no more of this."""
    say = page.say
    target = page.links.get("stop") or f"{_choices(page)}#stop"
    return Answer(
        "stop", say.plain("q_stop"), say.plain("a_stop"), say.plain("also_stop"), (Way(say.plain("stop"), target),)
    )


def data(page: PageContext) -> Answer:
    """Which data the page uses."""
    say = page.say
    uses = [
        say.plain(name) for name, facts in page.page.template.uses.items() if any(fact in page.facts for fact in facts)
    ]
    listed = "; ".join((*uses, say.plain("uses_language")) if say.has("uses_language") else uses)
    text = say.plain("a_data", uses=listed) if listed else say.plain("uses_none")
    return Answer(
        "data", say.plain("q_data"), text, say.plain("also_data"), (Way(say.plain("choices"), _choices(page)),)
    )


def correct(page: PageContext) -> Answer:
    """How a name or an address is put right."""
    return _choice(page, "correct")


def forget(page: PageContext) -> Answer:
    """How all this is deleted."""
    return _choice(page, "forget")


def robot(page: PageContext) -> Answer:
    """Who answers here."""
    say = page.say
    return Answer("robot", say.plain("q_robot"), say.plain("a_robot"), say.plain("also_robot"))


def _choice(page: PageContext, name: str) -> Answer:
    say = page.say
    way = Way(say.plain("choices"), f"{CHOICES}#{name}")
    return Answer(name, say.plain(f"q_{name}"), say.plain(f"a_{name}"), say.plain(f"also_{name}"), (way,))


def _choices(page: PageContext) -> str:
    return page.links.get("choices") or CHOICES
