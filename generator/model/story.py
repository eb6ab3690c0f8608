"""What the renderers get: a Story of Scenes, with the page's and the document's content. Nothing of the record."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.model.brand import Brand
from generator.model.facts import Choice, FactValue
from generator.model.faq import FaqEntry
from generator.model.forms import NO_FORMS, Forms
from generator.model.interactions import RETURN, Question
from generator.model.issuer import Issuer
from generator.model.layers import AnyLayer

ASPECTS: Mapping[str, tuple[int, int]] = {"16:9": (1280, 720), "9:16": (720, 1280), "1:1": (1080, 1080)}


@dataclass(frozen=True, slots=True)
class Need:
    """One fact that a template asks for. `type` is a key of `scenes.needs`; `file` and `line` are where it is named."""

    name: str
    type: str
    sample: FactValue
    stress: FactValue
    help: str = ""
    optional: bool = False
    line: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """How a scene takes over from the one before it. The two overlap for `duration_s`.

    `kind`: "crossfade", "slide", "wipe" or "zoom"; a cut is no transition. `towards`: where the new scene moves,
    "left", "right", "up" or "down". `ease`: a CSS easing.
    """

    kind: str
    duration_s: float = 0.4
    towards: str = "left"
    ease: str = "ease-in-out"


@dataclass(frozen=True, slots=True)
class SceneTemplate:
    """scene.yaml, parsed once.

    `layers`: aspect → layer specs as `scenes` parses them, bottom first, overrides of that aspect applied. `say`: the
    wording of the caption. `ask`: the specs of its questions. `digest`: SHA-256 over the files of the folder.
    `transition`: its own way of taking over.
    """

    name: str
    summary: str
    title: str
    needs: Mapping[str, Need]
    duration_s: float
    layers: Mapping[str, tuple[Any, ...]]
    say: Any
    root: Path
    digest: str
    transition: Transition | None = None
    sounds: tuple[Sound, ...] = ()
    ask: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound of a scene: an audio file that starts `at_s` after the scene does.

    `volume`: factor of its amplitude. `fade_in_s`, `fade_out_s`: linear fades. It may ring on into the next scene.
    """

    path: str
    at_s: float = 0.0
    volume: float = 1.0
    fade_in_s: float = 0.0
    fade_out_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Music:
    """The sound below a whole film: repeated until the end when `loop`, lowered by `duck` (a factor) under sounds."""

    path: str
    volume: float = 1.0
    fade_in_s: float = 0.0
    fade_out_s: float = 1.0
    loop: bool = True
    duck: float = 1.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of one recipient's film, with everything that it shows already in words.

    `key` is unique in the story. `layers`: aspect → layers, bottom first. `caption`: what a voice would say.
    `transition`: how it takes over from the scene before it; None is a cut. `asks`: its questions, whose `at_s` counts
    from its own beginning.
    """

    key: str
    template: str
    digest: str
    title: str
    duration_s: float
    caption: str
    layers: Mapping[str, tuple[AnyLayer, ...]]
    root: Path
    choices: tuple[Choice, ...] = ()
    transition: Transition | None = None
    sounds: tuple[Sound, ...] = ()
    asks: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Offshoot:
    """A branch of one recipient's film: scenes that play when they are asked for.

    `title`: what it is called, in words. `then`: as of a Branch.
    """

    key: str
    title: str
    scenes: tuple[Scene, ...]
    then: str = RETURN


@dataclass(frozen=True, slots=True)
class Block:
    """A part of pages: a folder with block.yaml, block.html.j2 and block.css.

    `needs`: the facts that it sees. `required`: those without which it is left out.
    """

    name: str
    root: Path
    needs: frozenset[str]
    required: frozenset[str]


@dataclass(frozen=True, slots=True)
class PageTemplate:
    """page.yaml or document.yaml, parsed once, with all that its layout and its blocks add to it.

    `copy`: name → message id, the words that a campaign may replace. `layout`: the folder of the page's skeleton; None
    for a template that has its own. `slots`: slot of the layout → rows → the blocks that stand side by side in a row.
    `uses`: name of the message that tells a use → the facts of which it tells. `about`: the facts that give the page
    its title. `digest`: SHA-256 over all folders. `einvoice`: the formats of e-invoices that are made beside it.
    """

    name: str
    summary: str
    needs: Mapping[str, Need]
    copy: Mapping[str, str]
    root: Path
    digest: str
    layout: Path | None = None
    slots: Mapping[str, tuple[tuple[Block, ...], ...]] = field(default_factory=lambda: MappingProxyType({}))
    uses: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    about: tuple[str, ...] = ()
    einvoice: tuple[str, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks, from the top of the page down."""
        return tuple(block for rows in self.slots.values() for row in rows for block in row)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder that the page is made of: the template's own, the layout's, the blocks'."""
        return (self.root, *((self.layout,) if self.layout else ()), *(block.root for block in self.blocks))


@dataclass(frozen=True, slots=True)
class Page:
    """What a microsite or a document shows: facts that its template needs and the policy let through, and its words.

    `faq`: the campaign's questions and answers that hold for the recipient.
    `status`: how the bill stands on the campaign's day, one of `generator.story.status.PaymentStatus`.
    """

    template: PageTemplate
    facts: Mapping[str, FactValue]
    copy: Mapping[str, str]
    faq: tuple[FaqEntry, ...] = ()
    status: str = ""


MAIL_FOLDER = "mail"
"""Where in a recipient's files the e-mail stands; it never goes to the site."""

TOKEN = "{token}"
"""Stands for the recipient's token in a link."""

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Links:
    """Where buttons lead, by name ("pay", "contact", "choices", "stop" …). Never with personal values in them.

    `page`: the address of the recipient's own page, for what stands elsewhere; "" when nobody knows it.
    """

    targets: Mapping[str, str]
    page: str = ""

    def filled(self, base_url: str, token: str) -> Links:
        """The same for one recipient: {token} is theirs, and their page is known."""
        targets = {name: target.replace(TOKEN, token) for name, target in self.targets.items()}
        return Links(MappingProxyType(targets), page_link(base_url, token) if base_url else "")

    def whole(self) -> Mapping[str, str]:
        """Links that lead to the same place from everywhere: what is relative to the page leads to the page.

        Without an address of the page those that are relative are left out.
        """
        found = {
            name: target if _ABSOLUTE.match(target) else self.page and self.page + target
            for name, target in self.targets.items()
        }
        return MappingProxyType({name: target for name, target in found.items() if target})


def page_link(base_url: str, token: str) -> str:
    """Where the site stands and a recipient's token in, the address of the recipient's page out."""
    return f"{base_url.rstrip('/')}/{token}/"


@dataclass(frozen=True, slots=True)
class Story:
    """All that a renderer gets.

    `locale`: for numbers and dates ("de_AT"); `language`: of the words ("de"), both CLDR. `seed`: for anything random.
    `token`: the name of the recipient's folder, unguessable, saying nothing of the customer. `issuer`: who sends the
    bill, None when the campaign doesn't say. `forms`: where the page's forms lead, in the recipient's words.
    `branches`: films beside the film. `plays`: (place in the page, key of a branch or scene), of which a place
    plays the first that is there.
    """

    pseudonym: str
    token: str
    scenes: tuple[Scene, ...]
    microsite: Page | None
    document: Page | None
    locale: str
    language: str
    brand: Brand
    links: Links
    seed: int
    music: Music | None = None
    email: Page | None = None
    issuer: Issuer | None = None
    forms: Forms = NO_FORMS
    branches: tuple[Offshoot, ...] = ()
    plays: tuple[tuple[str, str], ...] = ()

    @property
    def every_scene(self) -> tuple[Scene, ...]:
        """The scenes of the film, then those of its branches."""
        return (*self.scenes, *(scene for branch in self.branches for scene in branch.scenes))

    @property
    def films(self) -> tuple[tuple[str, Story], ...]:
        """("", the story of the film alone), then each branch's key and the story of that branch alone."""
        alone = replace(self, branches=()) if self.branches else self
        return ("", alone), *((each.key, replace(alone, scenes=each.scenes)) for each in self.branches)

    @property
    def duration_s(self) -> float:
        """Seconds of film."""
        lengths = [scene.duration_s for scene in self.scenes]
        wanted = [scene.transition.duration_s if scene.transition else 0.0 for scene in self.scenes]
        return sum(lengths) - sum(overlaps(lengths, wanted))


def overlaps(lengths: Sequence[float], wanted: Sequence[float]) -> tuple[float, ...]:
    """How long scenes are, and how long each wants to overlap with the one before, in; how long it does out.

    The first overlaps with nothing. A scene with too little room for its two overlaps gives either at most half of
    itself, and one with a single overlap all of itself; so no instant of the film ever shows three scenes.
    """
    found = [0.0, *wanted[1:], 0.0]
    kept = list(found)
    for number, length in enumerate(lengths):
        # Tenths of seconds don't add up exactly.
        if found[number] + found[number + 1] > length + 1e-9:
            most = length / 2 if found[number] and found[number + 1] else length
            kept[number] = min(kept[number], most)
            kept[number + 1] = min(kept[number + 1], most)
    return tuple(kept[: len(lengths)])
