"""E-mails (RFC 5322, MIME): headers as they are read, every part decoded, and the source."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from generator.privacy.verify.extract import markup
from generator.privacy.verify.extract.plain import as_text, loose
from generator.privacy.verify.passage import Kind, Passage

# What mail programs and servers tell each other; a date or a number there is of the message.
_TECHNICAL = frozenset(("date", "mime-version", "content-type", "content-transfer-encoding", "message-id"))


def passages(data: bytes) -> Iterator[Passage]:
    """What the headers say, what the parts say, the source. Raises ValueError for what is no message."""
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise ValueError("not a message")
    for part in message.walk():
        said = [f"{name} {value}" for name, value in part.items() if name.lower() not in _TECHNICAL]
        known = [str(value) for name, value in part.items() if name.lower() in _TECHNICAL]
        if said:
            yield Passage(Kind.PROSE, "\n".join(said), "headers")
        if known:
            yield Passage(Kind.SOURCE, "\n".join(known), "headers")
        if not part.is_multipart():
            yield from _content(part)
    source = as_text(data)
    yield loose(data) if source is None else Passage(Kind.SOURCE, source)


def _content(part: EmailMessage) -> Iterator[Passage]:
    try:
        content = part.get_content()
    except (LookupError, UnicodeError, ValueError) as caught:
        raise ValueError("a message that is damaged") from caught
    if not isinstance(content, str):
        raise ValueError("a message with an attachment")
    if part.get_content_subtype() == "html":
        yield from markup.passages_of(content)
    else:
        yield Passage(Kind.PROSE, content, "text", by_line=True)
