"""Another company's chat, which a page leads to: what its page loads, once the reader has agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chat:
    """`kind`: "chatwoot", "web_chat" or "deep_chat". `company`: who runs it and sees what is written.

    `script`: the address of its program; `integrity`: what that must be, as of HTML's attribute, "" for anything.
    `settings`: what the program is started with. `sources`: directive of the content security policy → what the page of
    the chat must be allowed, and no other page.
    """

    kind: str
    company: str
    script: str
    integrity: str
    settings: Mapping[str, str]
    sources: Mapping[str, tuple[str, ...]]
