"""A Story in; its e-mail as a message to send (RFC 5322) and as values to merge, written.

Nobody's address is in it unless the policy releases one: the mailing system has the addresses, and knows by
X-Serendip-Recipient, or by the line of links.csv, whose message it is.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from generator.disk import writing
from generator.email.body import Body, body_of
from generator.email.sender import Sender
from generator.errors import RenderError
from generator.model.outcome import Film
from generator.model.story import MAIL_FOLDER, Story

MESSAGE, MERGE = "mail.eml", "mail.json"
MERGED = ("subject", "preheader", "thumbnail", "thumbnail_alt")
"""The columns of links.csv that an e-mail fills."""
NOBODY = "undisclosed-recipients:;"
_FOLD = "\r\n "
_HOUR = time(9, tzinfo=UTC)


def write_email(
    story: Story, folder: Path, film: Film | None, sender: Sender, day: date, stopping: tuple[str, str] = ("", "")
) -> tuple[str, ...]:
    """A story and its film in; the message written to `folder`/mail, the names of the files out.

    `day`: for the header Date, at nine in the morning UTC; whoever sends it sets it anew. `stopping`: the values of
    List-Unsubscribe and List-Unsubscribe-Post (RFC 8058), "" for none. The same story gives the same bytes. Raises
    RenderError, SceneError, OutputError. A story without an e-mail gives no file.
    """
    page = story.email
    if page is None:
        return ()
    body = body_of(story, page, film)
    target = folder / MAIL_FOLDER
    with writing(target):
        target.mkdir(parents=True, exist_ok=True)
        (target / MESSAGE).write_bytes(_with_stops(message_of(story, body, sender, day).as_bytes(), stopping))
        (target / MERGE).write_text(json.dumps(merged(body), ensure_ascii=False, indent=0), encoding="utf-8")
    return (f"{MAIL_FOLDER}/{MESSAGE}", f"{MAIL_FOLDER}/{MERGE}")


def message_of(story: Story, body: Body, sender: Sender, day: date) -> EmailMessage:
    """The whole message: plain text first, then HTML, as RFC 2046 wants alternatives in the order of their richness."""
    message = EmailMessage(policy=SMTP.clone(max_line_length=78))
    message["Date"] = format_datetime(datetime.combine(day, _HOUR))
    message["From"] = sender.address
    if sender.reply_to:
        message["Reply-To"] = Address(addr_spec=sender.reply_to)
    to = story.email.facts.get("to") if story.email else None
    message["To"] = _address(to, story) if isinstance(to, str) and to else NOBODY
    message["Subject"] = body.subject
    message["Message-ID"] = _message_id(story, body, sender)
    # RFC 3834: no machine should answer.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["X-Serendip-Recipient"] = story.token
    message.set_content(body.text, cte="quoted-printable")
    message.add_alternative(body.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = story.language.replace("_", "-")
    # A boundary that is drawn by lot would make every run's file another.
    message.set_boundary(f"={hashlib.sha256(body.html.encode()).hexdigest()[:32]}=")
    return message


def _with_stops(message: bytes, stopping: tuple[str, str]) -> bytes:
    """The headers that mail is stopped by, before all others. They are folded between addresses, and never within one:
    Python's own folding would encode a long address (RFC 2047), and no mail program would find it."""
    where, how = stopping
    lines = [f"List-Unsubscribe: {where.replace(', ', ',' + _FOLD)}"] if where else []
    lines += [f"List-Unsubscribe-Post: {how}"] if how else []
    return "".join(f"{line}\r\n" for line in lines).encode("ascii") + message


def merged(body: Body) -> dict[str, str]:
    """What a mailing system with a template of its own fills in: name of the column → value."""
    return dict(zip(MERGED, (body.subject, body.preheader, body.thumbnail, body.thumbnail_alt), strict=True))


def _message_id(story: Story, body: Body, sender: Sender) -> str:
    """Of the token and the words: the same message has the same id, and nobody can be read from it."""
    made_of = f"serendip mail {story.token} {body.subject} {body.html}".encode()
    return f"<{hashlib.sha256(made_of).hexdigest()[:40]}@{sender.address.domain}>"


def _address(text: str, story: Story) -> Address:
    try:
        return Address(addr_spec=text.strip())
    except (ValueError, IndexError, LookupError):
        place = str(story.email.template.root) if story.email else ""
        raise RenderError(
            place, "what the fact 'to' holds is no mail address.", "Correct the field, or leave the fact out."
        ) from None
