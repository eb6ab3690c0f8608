"""What the forms of a page post: one model a form, and the fields of a request turned into one.

The same shape whichever way it comes: fields of `application/x-www-form-urlencoded`, or a JSON object. Every value is
what somebody typed or ticked; nothing is taken from the page but its token and its language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError, field_validator, model_validator

from generator.publish.tokens import is_token
from generator.sourcefile import Strict

MOST_BYTES = 32 * 1024
HONEYPOT = "website"
"""A field that nobody sees: who fills it in is a program."""

_FIELDS = 64
_LISTS = frozenset({"channels", "topics", "offered", "formats"})
_HIGHEST = {"csat": (1, 5), "ces": (1, 7), "nps": (0, 10)}

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$")]
Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Long = Annotated[str, StringConstraints(max_length=4000)]


class Post(Strict):
    """What every form posts."""

    version: Literal["1"] = Field(description="The version of this format.")
    token: str = Field(description="The recipient's token, the name of their page.")
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{2,20}$")] = Field(
        description="The page's language, BCP 47."
    )
    page: Literal["index", "choices"] = Field("index", description="The page that the form stands on.")
    once: Annotated[str, StringConstraints(max_length=40)] = Field(
        "", description="Random, the same when a failed post is sent again; none with scripts off."
    )

    @field_validator("token")
    @classmethod
    def _is_token(cls, token: str) -> str:
        if not is_token(token):
            raise ValueError("it is no token")
        return token


class Callback(Post):
    """Somebody wants to be called."""

    form: Literal["callback"]
    phone: Annotated[str, StringConstraints(pattern=r"^[+0-9][0-9 ()./-]{4,28}$")] = Field(
        description="The number to call."
    )
    window: Literal["any", "morning", "afternoon", "evening"] = Field("any", description="When.")
    consent: Literal["", "yes"] = Field("", description="What was agreed to, where the form asks.")


class Dispute(Post):
    """A line of the bill is queried."""

    form: Literal["dispute"]
    line: Annotated[str, StringConstraints(pattern=r"^[0-9]{0,6}$")] = Field(
        "", description="The line's number, from 1; none is the whole bill."
    )
    reason: Literal["amount", "quantity", "unknown", "twice", "other"] = Field(description="What looks wrong.")
    text: Long = Field("", description="In their own words.")


class Preferences(Post):
    """How, about what and how often somebody wants to be written to. What isn't asked isn't there."""

    form: Literal["preferences"]
    channels: tuple[Literal["email", "post", "sms", "phone"], ...] = Field((), description="How to reach them.")
    offered: tuple[Name, ...] = Field((), description="The topics that could be ticked.")
    topics: tuple[Name, ...] = Field((), description="Those that were; one offered and not ticked is unwanted.")
    frequency: Literal["", "usual", "monthly", "quarterly"] = Field("", description="How often at most.")
    speak: Annotated[str, StringConstraints(max_length=20)] = Field("", description="The language they prefer.")
    formats: tuple[Literal["film", "page", "document", "paper"], ...] = Field((), description="What they want.")
    only: Literal["", "needed"] = Field("", description="Nothing but what the contract or the law asks for.")


class Profile(Post):
    """One small question, answered or skipped."""

    form: Literal["profile"]
    question: Name = Field(description="The question's name.")
    answer: Annotated[str, StringConstraints(max_length=40)] = Field("", description="The answer's name.")
    skip: Literal["", "ever"] = Field("", description="Never ask this again.")

    @model_validator(mode="after")
    def _said(self) -> Profile:
        if bool(self.answer) == bool(self.skip):
            raise ValueError("an answer or a skip, and not both")
        return self


class Rating(Post):
    """A rating. The scale is 1 to 5 (csat), 1 to 7 (ces) or 0 to 10 (nps)."""

    form: Literal["rating"]
    scale: Literal["csat", "ces", "nps"] = Field(description="Which one.")
    score: Annotated[str, StringConstraints(pattern=r"^(10|[0-9])$")] = Field(description="The figure.")
    why: Long = Field("", description="The reason, where they gave one.")

    @model_validator(mode="after")
    def _on_scale(self) -> Rating:
        low, high = _HIGHEST[self.scale]
        if not low <= int(self.score) <= high:
            raise ValueError("a score beyond its scale")
        return self


class Accept(Post):
    """An offer is accepted. `keep` is the way of changing nothing."""

    form: Literal["accept"]
    offer: Id = Field(description="The alternative's id, or keep.")
    confirm: Literal["yes"] = Field(description="It was confirmed in a step of its own.")


class InFilm(Post):
    """A question that the film asked."""

    form: Literal["film"]
    question: Id = Field(description="The question's id in the scene.")
    answer: Long = Field(description="The answer.")


AnyPost = Annotated[Callback | Dispute | Preferences | Profile | Rating | Accept | InFilm, Field(discriminator="form")]
_POST: TypeAdapter[AnyPost] = TypeAdapter(AnyPost)


class PostError(Exception):
    """A request that no form of a page sends. Tells nothing of what it holds."""


def post_schema() -> dict[str, Any]:
    """The JSON Schema of what forms post."""
    return {"type": "object", **_POST.json_schema()}


def read_post(body: bytes, media_type: str) -> AnyPost | None:
    """A request's body in, what was posted out; None for one that a program filled in. Raises PostError."""
    found = _fields(body, media_type)
    if found.pop(HONEYPOT, ""):
        return None
    return check_post(found)


def check_post(fields: Mapping[str, Any]) -> AnyPost:
    """An object in, the post that it is out. Raises PostError."""
    try:
        return _POST.validate_python(dict(fields))
    except ValidationError:
        # The library's message quotes what was typed.
        raise PostError from None


def _fields(body: bytes, media_type: str) -> dict[str, Any]:
    kind = media_type.partition(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
        if kind == "application/json":
            found = json.loads(text)
            if not isinstance(found, dict):
                raise PostError
            return found
        if kind != "application/x-www-form-urlencoded":
            raise PostError
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text), max_num_fields=_FIELDS)
    except ValueError:
        raise PostError from None
    lists: dict[str, list[str]] = {}
    for name, value in pairs:
        lists.setdefault(name, []).append(value)
    if any(len(values) > 1 for name, values in lists.items() if name not in _LISTS):
        raise PostError
    return {name: tuple(values) if name in _LISTS else values[0] for name, values in lists.items()}
