"""What a campaign says of another company's chat in, Chat out: its addresses, and what they need to be allowed.

The programs are loaded as their makers document it: https://www.chatwoot.com/docs/product/channels/live-chat/sdk/setup,
https://github.com/microsoft/BotFramework-WebChat, https://deepchat.dev/docs/connect.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from generator.model.chat import Chat
from generator.model.forms import FORM, endpoint_fault, origin_of
from generator.sourcefile import Strict

_DIRECT_LINE = "https://directline.botframework.com/v3/directline"


def _address(text: str) -> str:
    fault = endpoint_fault(text.replace("wss://", "https://", 1).replace("ws://", "http://", 1))
    if fault is not None or FORM in text:
        raise ValueError(fault or "{form} means nothing here")
    return text.rstrip("/")


def _web(text: str) -> str:
    if not text.startswith("http"):
        raise ValueError("it must begin with https://")
    return _address(text)


Address = Annotated[str, AfterValidator(_address)]
WebAddress = Annotated[str, AfterValidator(_web)]
Integrity = Annotated[str, Field(pattern=r"^$|^sha(256|384|512)-[A-Za-z0-9+/]{43,86}={0,2}$")]


class ChatSpec(Strict):
    """What every chat says."""

    company: str = Field(min_length=1, max_length=120, description="Who runs the chat: named before it starts.")
    integrity: Integrity = Field(
        "", description='The hash of its script, "sha384-…", where the host keeps it the same.'
    )


class ChatwootSpec(ChatSpec):
    """Chatwoot, or what speaks as it does."""

    kind: Literal["chatwoot"]
    host: WebAddress = Field(description="Where it runs, such as https://chat.example.org.")
    website_token: str = Field(pattern=r"^[A-Za-z0-9_-]{6,80}$", description="The token of the inbox; no secret.")

    def chat(self) -> Chat:
        """The same as a value."""
        host = origin_of(self.host)
        sources = {"script-src": (host,), "connect-src": (host,), "frame-src": (host,)}
        settings = {"base_url": self.host, "website_token": self.website_token}
        return _chat(self, self.kind, f"{self.host}/packs/js/sdk.js", settings, sources)


class WebChatSpec(ChatSpec):
    """Bot Framework Web Chat over Direct Line."""

    kind: Literal["web_chat"]
    script: WebAddress = Field(description="Where webchat.js stands.")
    token_url: WebAddress = Field(description="What gives out tokens for a conversation: it is posted to.")
    direct_line: WebAddress = Field(_DIRECT_LINE, description="Where Direct Line answers.")

    def chat(self) -> Chat:
        """The same as a value."""
        line = origin_of(self.direct_line)
        connect = (origin_of(self.token_url), line, line.replace("http", "ws", 1), "blob:")
        sources = {"script-src": (origin_of(self.script),), "connect-src": connect, "img-src": (line, "blob:")}
        settings = {"token_url": self.token_url, "direct_line": self.direct_line}
        return _chat(self, self.kind, self.script, settings, sources)


class DeepChatSpec(ChatSpec):
    """deep-chat, with a service of one's own behind it."""

    kind: Literal["deep_chat"]
    script: WebAddress = Field(description="Where deepChat.bundle.js stands; its host must allow other origins (CORS).")
    url: Address = Field(description="What answers: https, or wss for a web socket.")

    def chat(self) -> Chat:
        """The same as a value."""
        sources = {"script-src": (origin_of(self.script),), "connect-src": (origin_of(self.url),)}
        return _chat(self, self.kind, self.script, {"url": self.url}, sources)


AnyChat = Annotated[ChatwootSpec | WebChatSpec | DeepChatSpec, Field(discriminator="kind")]


def _chat(
    spec: ChatSpec, kind: str, script: str, settings: dict[str, str], sources: Mapping[str, tuple[str, ...]]
) -> Chat:
    return Chat(kind, spec.company, script, spec.integrity, MappingProxyType(settings), MappingProxyType(dict(sources)))
