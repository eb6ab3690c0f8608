"""The pages of another company's chat, one for each language that the campaign speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.disk import writing
from generator.publish.layout import Layout
from generator.publish.swap import open_up

if TYPE_CHECKING:
    from generator.campaign import Campaign
    from generator.microsite import Shared


def with_chat(campaign: Campaign, shared: Shared, layout: Layout) -> Shared:
    """A campaign and its shared files in; with a chat, the same with the addresses of its pages by language out."""
    from generator.microsite.chatpage import chat_words, has_chat_page, write_chat_page
    from generator.story.teller import available_languages_of
    from generator.story.words import load_words

    template, chat = campaign.microsite, campaign.chat
    if template is None or chat is None or not has_chat_page(template):
        return shared
    teller = campaign.storyteller()
    found = []
    with writing(layout.shared):
        for language in sorted(available_languages_of(teller.locale_dir)):
            words = load_words(language, teller.locale_dir)
            copy = {name: words.text(teller.copy.get(name, text)) for name, text in template.copy.items()}
            page = chat_words(template, copy)
            found.append(
                (language, write_chat_page(page, campaign.brand, campaign.links, chat, language, shared, layout.shared))
            )
        open_up(layout.shared)
    return replace(shared, chat=tuple(found), company=chat.company)
