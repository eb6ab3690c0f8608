"""What all jobs of a run have in common, and the files that all pages share."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.video.cache import Limits

if TYPE_CHECKING:
    # A worker needs the values alone, not what makes them.
    from generator.campaign import Campaign
    from generator.microsite import Shared
    from generator.publish.layout import Layout
    from generator.video.settings import VideoSettings


@dataclass(frozen=True, slots=True)
class Setting:
    """The same for every job.

    `cache`: a folder that the workers share, perhaps with those of other campaigns. `secret`: the key of the names in
    it, derived from the campaign's, which no worker ever gets. `debug`: print tracebacks of unforeseen exceptions,
    which may show customers' values. `campaign`: its name. `limits`: what the cache may take.
    """

    cache: str
    secret: bytes
    video: VideoSettings | None
    shared: Shared | None
    debug: bool = False
    campaign: str = ""
    limits: Limits = field(default_factory=Limits)


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
    return Setting(str(store), campaign.store_key, campaign.video, shared, debug, campaign.name, limits)
