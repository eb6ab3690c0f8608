"""The demo film's eight scenes for invented people, told as Serendip tells any story."""

from __future__ import annotations

import datetime
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from people import MONTHS, Person, euros

from generator.model.facts import Choice, Choices, FactValue, Money, Part, Parts, Point, Series
from generator.model.story import Links, Story
from generator.resources import templates_dir
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.resolve import resolve
from generator.story.words import load_words
from generator.video.settings import VideoSettings
from generator.video.studio import Studio

_studio: Studio | None = None

SCENES = ("greeting", "amount", "history", "breakdown", "moved", "shared", "offer", "closing")
APRIL, MARCH = datetime.date(2026, 4, 1), datetime.date(2026, 3, 1)


def stories(crowd: list[Person]) -> list[Story]:
    """People in, one story each out."""
    brand = load_brand("solena", Path())
    phrasing = Phrasing(load_words("en", None), Formats("en_GB"))
    templates = [load_scene(templates_dir() / "scenes" / name) for name in SCENES]
    return [
        Story(
            pseudonym=f"p{number}",
            token=f"film-{number}",
            scenes=tuple(
                resolve(template, {name: facts(person)[name] for name in template.needs}, brand, phrasing)
                for template in templates
            ),
            microsite=None,
            document=None,
            locale="en_GB",
            language="en",
            brand=brand,
            links=Links(MappingProxyType({})),
            seed=1,
        )
        for number, person in enumerate(crowd)
    ]


def facts(person: Person) -> dict[str, FactValue]:
    """What the scenes need, by the names that they give it."""
    days = [datetime.date(2025 if number < 2 else 2026, (10 + number) % 12 + 1, 1) for number in range(len(MONTHS))]
    labels = ("Energy", "Grid", "Fixed charge", "Taxes")
    return {
        "first_name": person.name,
        "month": APRIL,
        "previous": MARCH,
        "balance": _money(person.balance),
        "delta": _money(person.balance - person.before),
        "due": datetime.date(2026, 5, 28),
        "automatic": True,
        "months": Series(
            tuple(Point(day, Decimal(kwh)) for day, kwh in zip(days, person.months, strict=True)), unit="kWh"
        ),
        "breakdown": Parts(
            tuple(Part(label, _money(cents)) for label, cents in zip(labels, person.parts, strict=True))
        ),
        "steps": Parts(
            (
                Part(MARCH, _money(person.before)),
                Part("Used less", _money(-person.less)),
                Part("Price", _money(person.price)),
                Part("Two days more", _money(person.days)),
                Part(APRIL, _money(person.balance)),
            )
        ),
        "ideas": Choices(
            (
                Choice(
                    id="sunny",
                    icon="sun",
                    title="Sunny Hours",
                    text="Noon to four at half price, from May to September.",
                    figure=f"about € {euros(person.idea)} a month less",
                ),
                Choice(
                    id="steady",
                    icon="steady",
                    title="Steady Rate",
                    text="One price, day and night, fixed for two years.",
                    figure="€ 0.214 a kWh",
                ),
            )
        ),
    }


def _money(cents: int) -> Money:
    return Money(euros(cents), "EUR")


def open_studio(cache: Path) -> None:
    """What each of Serendip's workers starts with."""
    global _studio  # noqa: PLW0603
    _studio = Studio(VideoSettings(), cache, b"benchmark")


def film(job: tuple[int, Story], out: Path) -> Counter[str]:
    """A numbered story in, its film (with poster, preview, captions, chapters) and seconds by part out."""
    assert _studio is not None
    number, story = job
    before = Counter(_studio.profile.seconds)
    _studio.render(story, out / str(number))
    after = Counter(_studio.profile.seconds)
    after.subtract(before)
    return after
