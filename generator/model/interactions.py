"""What in a film can be touched, as the page gets it: `Film.interactions`, whose `as_json` is what the page holds.

All of it is in the recipient's words and nothing is left to look up. The player of the page does with each part what
its docstring says. Times are seconds of the film (or of the branch that the part belongs to); areas are percent of the
frame, whatever size the player shows it at, so that they hold when the film is scaled.

Nothing in a name tells of a person: scenes, branches and questions are called as in the story file, places as below.

Places. A place in the page is "<block>" or "<block>/<item>", the blocks being those of the page's template:
"history/2026-03" is a month of the block `history`. Items are named by a month ("2026-03"), by a day where a month has
several ("2026-03-05"), or by their number from 1 in the order of the fact ("2"), never by a text of the data. The page
carries the name in `data-place`. To open a place is: find the element, else the one of its block; open the `<details>`
that it lies in, choose it (a bar, a filter, a row), bring it into view, move the focus there, and mark it for a moment.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

Do = Literal["link", "open", "play", "seek"]
"""What a touch does."""

QuestionKind = Literal["rating", "choice", "number"]

RETURN, END = "return", "end"
"""What may come after a branch besides another branch: back to where it was left, or the end card."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a touch does. `target`: a name, whose meaning `do` decides.

    "link": follow `href`; `target` is the link's name in the campaign ("pay"). An `href` that begins with "#" is a
    place further down in the page and is scrolled to; any other one is an ordinary link (of a kind "button": an `<a>`).
    The film pauses.
    "open": open the place `target` of the page ("history/2026-03"), the film pausing.
    "play": play the branch with the key `target`; the film pauses where it is until the branch has come to its end.
    "seek": go on from `at_s` of the film, where the scene `target` begins; out of a branch, too, which is left by it.
    """

    do: Do
    target: str
    href: str = ""
    at_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of the frame in percent of its width and height, from the upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Hotspot:
    """A part of the picture that can be touched from `from_s` until `to_s`.

    `kind`: "button" for what is drawn as one, "area" for anything else (a bar, a slice, a card). The player lays a real
    link or button over the area, transparent, with `label` as its accessible name, outlined on hover and focus. It is
    there and in the order of tabs only during its time, both ends included: one that lasts until the end of the film
    stays when the film has ended. The areas are as large as fingers need and don't overlap, as far as the picture
    allows, so the player takes them as they are. `id`: "scene.layer" or "scene.layer.item", one of a kind in a film.
    `scene`: whose it is. They are in the order of the tabs.
    """

    id: str
    scene: str
    kind: Literal["button", "area"]
    area: Area
    from_s: float
    to_s: float
    label: str
    action: Action


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: `value` is what is sent ("1", "2" …), `text` what is read."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """Asked inside the film when it comes to `at_s`, the film pausing until it is answered or passed over.

    `kind`: "rating" shows the whole numbers from `least` to `most` side by side, with `least_text` and `most_text` at
    the ends; "choice" shows `options`, one of which can be chosen; "number" takes a number from `least` to `most` in
    steps of `step`, with `unit` behind it. `least` and `most` of a number may be None: no bound. `optional`: there is a
    way past it; any other question waits, and can't be skipped by seeking either. `thanks`: said after the answer.
    It is asked once for each time that the page is opened. An answer goes where the forms of the page go (as a form
    called `form`, the fields being `question`: the id, and `answer`: the number or the option's value), with the page's
    token and nothing else of the recipient. `id`: as in the scene, one of a kind in a film.
    """

    id: str
    scene: str
    at_s: float
    kind: QuestionKind
    text: str
    options: tuple[Option, ...] = ()
    least: float | None = None
    most: float | None = None
    least_text: str = ""
    most_text: str = ""
    step: float = 1.0
    unit: str = ""
    optional: bool = True
    thanks: str = ""
    form: str = "film"


@dataclass(frozen=True, slots=True)
class Branch:
    """Scenes that are no part of the film and play when they are asked for: a file of their own beside the film's.

    `file`, `captions`: names in the page's folder. `media_type`: of the file. `chapters`: (start in seconds, title).
    `hotspots`, `questions`: as of the film, in the branch's own time. `then`: what comes after its end: RETURN, back to
    the instant where the film (or the branch) was left, which goes on; END, the end card; or the key of the branch that
    follows. The player always offers the way back while a branch plays. `title`: what the branch is called there.
    `transcript`: what is said in each chapter, in their order.
    """

    key: str
    title: str
    file: str
    media_type: str
    duration_s: float
    chapters: tuple[tuple[float, str], ...]
    captions: str
    hotspots: tuple[Hotspot, ...] = ()
    questions: tuple[Question, ...] = ()
    then: str = RETURN
    transcript: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Jump:
    """From a place in the page into the film: the page offers there to play something.

    `place`: "reasons", "lines/kind-4"; of a whole block it holds for all its items that have none of their own.
    `branch`: the key of the branch to play, or "" to go to `at_s` of the film, where the scene `scene` begins; either
    way the film comes into view and plays. `title`: of the branch or scene, for the words of the button.
    """

    place: str
    title: str
    branch: str = ""
    scene: str = ""
    at_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something to touch was drawn in a finished film, and when it is there; `id` as of its Hotspot."""

    id: str
    area: Area
    from_s: float
    to_s: float


def mark_id(scene: str, layer: str, item: str = "") -> str:
    """What a mark is called."""
    return ".".join((scene, layer, item) if item else (scene, layer))


@dataclass(frozen=True, slots=True)
class Reel:
    """What is known of a finished film besides its files: no words but its chapters' titles.

    `branch`: the key of the branch that it is, "" for the film itself. `scenes`: (key, seconds at which it begins, and
    at which it ends), from the middle of one transition to the middle of the next.
    """

    branch: str
    file: str
    captions: str
    duration_s: float
    chapters: tuple[tuple[float, str], ...]
    scenes: tuple[tuple[str, float, float], ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Interactions:
    """All that can be touched in a film, its branches included. False when there is nothing."""

    hotspots: tuple[Hotspot, ...] = ()
    questions: tuple[Question, ...] = ()
    branches: tuple[Branch, ...] = ()
    jumps: tuple[Jump, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.hotspots or self.questions or self.branches or self.jumps)

    def as_json(self) -> dict[str, Any]:
        """The same as plain values for JSON: objects with the names of the fields, tuples as lists."""
        found: dict[str, Any] = _plain(self)
        return found


NOTHING = Interactions()
"""Of a film that is only watched."""


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
