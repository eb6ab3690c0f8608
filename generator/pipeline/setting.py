"""What all jobs of a run have in common, and the files that all pages share."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.video.cache import Limits

if TYPE_CHECKING:
    # A worker needs the values alone, not what makes them.
    from datetime import date

    from generator.campaign import Campaign
    from generator.email.sender import Sender
    from generator.microsite import Shared
    from generator.publish.layout import Layout
    from generator.publish.unsubscribe import Unsubscribe
    from generator.video.settings import VideoSettings


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who e-mails are from, how they are stopped, and the day of their header Date."""

    sender: Sender
    unsubscribe: Unsubscribe | None
    day: date


@dataclass(frozen=True, slots=True)
class Setting:
    """The same for every job.

    `cache`: a folder that the workers share, perhaps with those of other campaigns. `secret`: the key of the names in
    it, derived from the campaign's, which no worker ever gets. `debug`: print tracebacks of unforeseen exceptions,
    which may show customers' values. `campaign`: its name. `limits`: what the cache may take.
    `mailing`: how e-mails are sent, None without any.
    """

    cache: str
    secret: bytes
    video: VideoSettings | None
    shared: Shared | None
    debug: bool = False
    campaign: str = ""
    limits: Limits = field(default_factory=Limits)
    mailing: Mailing | None = None


def prepare(campaign: Campaign, layout: Layout, store: Path, limits: Limits, *, debug: bool) -> Setting:
    """A campaign and an output folder in; its shared files and those for hosts written; what workers get out."""
    from generator.disk import writing
    from generator.publish.headers import chat_policy, content_security_policy, write_host_files

    shared = None
    with writing(layout.site):
        chat = chat_policy(campaign.chat.sources) if campaign.chat else ""
        write_host_files(layout.site, content_security_policy(campaign.sources()), chat)
    if campaign.microsite is not None:
        from generator.pipeline.chatpages import with_chat
        from generator.pipeline.sharedfiles import shared_files

        shared = with_chat(campaign, shared_files(campaign.brand, campaign.microsite, layout), layout)
    return Setting(
        str(store),
        campaign.store_key,
        campaign.video,
        shared,
        debug,
        campaign.name,
        limits,
        _mailing(campaign),
    )


def _mailing(campaign: Campaign) -> Mailing | None:
    spec = campaign.spec.outputs.email
    if spec is None:
        return None
    from generator.email.sender import Sender

    issuer = campaign.spec.issuer.issuer() if campaign.spec.issuer else None
    sender = Sender(
        name=spec.from_name or (issuer.name if issuer else "") or campaign.brand.title,
        mail=spec.from_mail or (issuer.email if issuer else ""),
        reply_to=spec.reply_to,
    )
    return Mailing(sender, campaign.spec.stopping(), campaign.today)
