"""A question of the page with its answer, and the ways on from there."""

from __future__ import annotations

from dataclasses import dataclass

from generator.microsite.blocks import block_context
from generator.microsite.context import PageContext
from generator.model.facts import Money

BAR = "|"


@dataclass(frozen=True, slots=True)
class Way:
    """A link that goes with an answer. `place`: the place in the page that it opens, "" for any other link.

    `play`: what of the film it plays, a branch or seconds, "" for nothing. `outside`: it opens in a tab of its own.
    """

    text: str
    href: str
    place: str = ""
    play: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """`key`: one of a kind in the page. `question`, `answer`: plain words. `also`: other ways of asking, barred.

    `ways`: where it goes on. `topic`: the heading that it belongs under, "" for none.
    """

    key: str
    question: str
    answer: str
    also: str = ""
    ways: tuple[Way, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be asked about by its name: a line, a kind of charge, a month.

    `names`: barred. `reason`: the name of the message that says what it is, or its words; shared by many lines.
    """

    names: str
    answer: str
    place: str
    reason: str = ""


def amount_shown(page: PageContext) -> Money | None:
    """The balance, where the page itself shows one: for the film's last words alone it is no subject of the page."""
    balance = page.facts.get("balance")
    shown = any("balance" in block.needs for block in page.page.template.blocks if block.name != "film")
    return balance if shown and isinstance(balance, Money) else None


def place_way(page: PageContext, place: str, words: str = "") -> tuple[Way, ...]:
    """A place in the page in, the way there out; none where the page has no such block. `words`: in place of "show"."""
    name = place.partition("/")[0]
    block = next((each for each in page.page.template.blocks if each.name == name), None)
    if block is None or (block.needs and not any(need in page.facts for need in block.needs)):
        return ()
    return (Way(words or page.say.plain("ask_show"), f"#{name}", place), *_film_of(page, place))


def play_way(page: PageContext, key: str) -> tuple[Way, ...]:
    """The key of a scene or a branch of the film in, the way there out; none where this film doesn't have it."""
    if page.film is None:
        return ()
    if any(branch.key == key for branch in page.film.interactions.branches):
        return _watch(page, key)
    starts = [start for start, _ in page.film.chapters]
    found = [start for scene, start in zip(page.story.scenes, starts, strict=False) if scene.key == key]
    return _watch(page, f"{found[0]:g}") if found else ()


def _film_of(page: PageContext, place: str) -> tuple[Way, ...]:
    """What of the film tells of a place: the story says which scene or branch does."""
    jumps = page.film.interactions.jumps if page.film is not None else ()
    for jump in jumps:
        if jump.place in (place, place.partition("/")[0]):
            return _watch(page, jump.branch or f"{jump.at_s:g}")
    return ()


def _watch(page: PageContext, play: str) -> tuple[Way, ...]:
    return (Way(page.say.plain("ask_watch"), "#film", play=play),)


def link_way(page: PageContext, link: str, words: str) -> tuple[Way, ...]:
    """The name of a link of the campaign in, the way there out; none where it has no such link."""
    target = page.links.get(link, "")
    return (Way(words, target),) if target else ()


def form_way(page: PageContext, form: str, words: str) -> tuple[Way, ...]:
    """The block of a form in, the way there out; none where the page doesn't have it, or it leads nowhere."""
    if not any(block.name == form for block in page.page.template.blocks) or block_context(form, page) is None:
        return ()
    return place_way(page, form, words)
