"""What a campaign must have before it may address anyone: a lawful basis for each purpose, and ways out for people.

Looked at before the first row is read. People must find, in everything that they are sent, where to see what is kept of
them and where to stop it; and what they say there must be able to reach the next run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.audience import PurposeRule
from generator.campaign import Campaign
from generator.errors import InputError
from generator.model.story import TOKEN
from generator.privacy.uses import is_marketing
from generator.publish.unsubscribe import address_fault

WAYS_OUT = {"choices": "what is kept of them and what they can do about it", "stop": "how to stop what they are sent"}
"""Links that every page and document has, and what people find there."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WHOLE = ("https", "mailto", "tel")


def unlawful(campaign: Campaign) -> Iterator[InputError]:
    """Each reason why nobody may be addressed, at the key that lacks something."""
    for name in campaign.purposes:
        yield from _purpose(campaign, campaign.policy.purposes[name])
    for name, target in campaign.spec.links.items():
        fault = link_fault(target)
        if fault is not None:
            yield campaign.file.fail(("links", name), f"the link '{name}' can't be used: {fault}.", "Correct it.")
    made = (("page", campaign.microsite), ("document", campaign.document), ("e-mail", campaign.email))
    pages = [kind for kind, page in made if page is not None]
    for kind in pages:
        for name, what in WAYS_OUT.items():
            yield from _way_out(campaign, kind, name, what)


def doubtful(campaign: Campaign) -> Iterator[InputError]:
    """What no law forbids and mailbox providers or people will not like."""
    marketing = [name for name in campaign.purposes if is_marketing(campaign.policy.purposes[name].use)]
    if marketing and campaign.spec.unsubscribe is None:
        yield campaign.file.fail(
            ("purpose",),
            f"'{marketing[0]}' is marketing, and links.csv gets no values for List-Unsubscribe.",
            "Name 'unsubscribe' with a url and a mailto.",
        )


def _purpose(campaign: Campaign, rule: PurposeRule) -> Iterator[InputError]:
    consent = campaign.spec.consent
    if rule.basis == "consent" and (consent is None or (consent.fields and rule.name not in consent.fields)):
        yield campaign.file.fail(
            ("purpose",) if consent is None else ("consent", "fields"),
            f"the purpose '{rule.name}' rests on consent, and the campaign names no consents for it.",
            "Name them under 'consent', or take the purpose out.",
        )
    if rule.basis == "legitimate_interest" and is_marketing(rule.use):
        if campaign.microsite is None and campaign.document is None:
            yield campaign.file.fail(
                ("purpose",),
                f"'{rule.name}' is marketing that nobody was asked about, and nothing that is made says how to object.",
                "Add a page or a document with the link 'stop', or ask for consent.",
            )
        if consent is None and campaign.spec.objections is None and campaign.spec.audience.suppression is None:
            yield campaign.file.fail(
                ("purpose",),
                f"'{rule.name}' is marketing that nobody was asked about, and nobody knows who objects to it.",
                "Name 'objections', 'consent' with withdrawals or 'audience.suppression'.",
            )


def _way_out(campaign: Campaign, kind: str, name: str, what: str) -> Iterator[InputError]:
    target = campaign.spec.links.get(name, "").strip()
    if not target:
        yield campaign.file.fail(
            ("links",),
            f"the {kind} lacks the link '{name}', where people find {what}.",
            f"Add '{name}' to 'links': an address, or 'mailto:' with one"
            + (", or choices.html, which every page has beside it." if name == "choices" else "."),
        )
    elif target.startswith("#"):
        yield campaign.file.fail(
            ("links", name), f"the link '{name}' leads nowhere but to the {kind} itself.", "Write an address."
        )
    elif kind == "document" and not is_whole(target) and (not campaign.spec.base_url or campaign.microsite is None):
        yield campaign.file.fail(
            ("links", name),
            f"the link '{name}' is no whole address, and a document stands beside no page.",
            "Write one that begins with https: or mailto:, or name 'base_url' and a microsite.",
        )


def link_fault(target: str) -> str | None:
    """What keeps a link from standing in a page; None when nothing does."""
    fault = address_fault(target.replace(TOKEN, "")) if target else None
    scheme = _SCHEME.match(target)
    if fault is None and scheme is not None and scheme[1].lower() not in (*_WHOLE, "http", "sms"):
        fault = f"'{scheme[1]}:' is no address that a page may lead to"
    return fault


def is_whole(target: str) -> bool:
    """Whether a link leads to the same place from everywhere."""
    scheme = _SCHEME.match(target)
    return scheme is not None and scheme[1].lower() in (*_WHOLE, "http")
