"""Keys that changed: an output whose key is gone is refused, and nobody stays behind a link of an older key."""

from __future__ import annotations

from collections.abc import Iterator

from generator.campaign import Campaign
from generator.keys import Keyring
from generator.publish.publisher import Publisher
from generator.publish.tokens import token_of
from generator.sourcefile import SourceFile

_KEY = "key"


def check_key(file: SourceFile, keys: Keyring, publisher: Publisher) -> None:
    """Refuse an output that a key made which is gone: what it made could be neither found nor taken back.
    `file`: the campaign's.

    Raises CampaignError.
    """
    known = publisher.note(_KEY)
    if known is not None and keys.get(known) is None:
        raise file.fail(
            ("secret",),
            f"the output in {publisher.layout.root} was made with the key {known}, which the secret doesn't hold.",
            "Restore the key, below newer ones if there are any; or name another folder with --out.",
        )
    publisher.set_note(_KEY, keys.newest.id)


def older_tokens(campaign: Campaign, customer_id: str | None) -> Iterator[str]:
    """The tokens that a customer had under older keys."""
    for key in campaign.keys.older if customer_id else ():
        yield token_of(key.secret, campaign.name, customer_id or "")
