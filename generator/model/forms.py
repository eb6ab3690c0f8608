"""Where the forms of a page lead, and what a campaign lets them ask: the same for every recipient but for the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import urlsplit

from generator.model.interactions import Option

FORM = "{form}"
"""Stands for the name of a form in an endpoint's path."""

VERSION = "1"
"""The version of what forms post: docs/forms.md."""

FORMS = ("callback", "dispute", "preferences", "profile", "rating", "accept", "film")
"""Every form by its name; `film` is a question inside the film."""

RATINGS = ("csat", "ces", "nps")
CHANNELS = ("email", "post", "sms", "phone")
FREQUENCIES = ("usual", "monthly", "quarterly")
FORMATS = ("film", "page", "document", "paper")

_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Question:
    """One small question of the progressive profile. `why`: what the answer is used for."""

    name: str
    text: str
    why: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """`endpoint`: where forms post to, with {form} or without; "" leaves the mail program.

    `rating`: "csat", "ces" or "nps". `channels`, `formats`, `frequencies`, `languages`, `topics`: what the preference
    centre offers; a topic's value may be a purpose. `questions`: of the progressive profile, the first ones first.
    """

    endpoint: str = ""
    rating: str = "csat"
    channels: tuple[str, ...] = ("email", "post")
    formats: tuple[str, ...] = ("film", "page", "document")
    frequencies: tuple[str, ...] = FREQUENCIES
    languages: tuple[str, ...] = ()
    topics: tuple[Option, ...] = ()
    questions: tuple[Question, ...] = ()

    def action(self, form: str) -> str:
        """The address that a form posts to; "" without an endpoint."""
        return self.endpoint.replace(FORM, form)

    @property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """Directive of the content security policy → what it must allow besides: the endpoint's origin alone."""
        if not self.endpoint:
            return MappingProxyType({})
        origin = origin_of(self.endpoint)
        # Browsers hold the way back, too, to form-action: the endpoint answers with the address of the page.
        return MappingProxyType({"form-action": ("'self'", origin), "connect-src": (origin,)})


NO_FORMS = Forms()
"""Of a campaign that names none: answers go by mail."""


def origin_of(address: str) -> str:
    """An address in, its scheme, host and port out, as a content security policy names them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def endpoint_fault(endpoint: str) -> str | None:
    """What keeps an address from being posted to by a page; None when nothing does."""
    bare = endpoint.replace(FORM, "form")
    try:
        parts = urlsplit(bare)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "it is no address"
    if any(char.isspace() or char in "\"'<>;,\\`{}|^" or not char.isascii() for char in bare):
        return "{form} is all that it may hold in braces, and it may hold no white space or other special characters"
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOCAL):
        return "it must begin with https://, or with http://localhost for a trial"
    if not host or FORM in urlsplit(endpoint).netloc or "*" in parts.netloc:
        return "it must name one host"
    if parts.username is not None or parts.password is not None:
        return "it holds a password, which every recipient would read"
    if parts.fragment or "#" in bare:
        return "what follows a # never reaches the host"
    return None
