"""The forms of one page: where each leads, and what it posts besides the answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from generator.microsite.context import PageContext
from generator.model.forms import FORM, VERSION

_MAIL = "mailto:"


@dataclass(frozen=True, slots=True)
class FormTarget:
    """Where a form leads: to `action`, else into a mail.

    `mail`: the mail's address and subject, "" with an action. `open_mail`: the same with the recipient's reference as
    its text, for a browser without scripts. `fields`: what is posted besides the answers, by name.
    """

    name: str
    action: str
    mail: str
    open_mail: str
    fields: Mapping[str, str]


def form_target(page: PageContext, name: str, *, stands_on: str = "index") -> FormTarget | None:
    """The name of a form in, where it leads out; None when it leads nowhere, and the page does without.

    `stands_on`: the page that it stands on, "index" or "choices". The subject of a mail is the form's title.
    """
    story = page.story
    action = story.forms.action(name)
    fields = {"form": name, **common_fields(page), "page": stands_on}
    if action:
        return FormTarget(name, action, "", "", fields)
    address = next((link for key in (name, "contact") if (link := story.links.targets.get(key, ""))), "")
    if not address.startswith(_MAIL):
        return None
    mail = f"{address.partition('?')[0]}?subject={quote(page.say.plain(name))}"
    return FormTarget(name, "", mail, f"{mail}&body={quote(reference_of(page))}", fields)


def common_fields(page: PageContext) -> dict[str, str]:
    """What every post of a page holds: the recipient's token, and nothing else of theirs."""
    return {"version": VERSION, "token": page.story.token, "language": page.tongue.code}


def reference_of(page: PageContext) -> str:
    """The recipient's reference, in words."""
    return page.say.plain("reference", reference=page.story.token)


def posting(page: PageContext) -> Markup:
    """What the page's scripts send answers by, as JSON for a <script>; nothing without an endpoint."""
    endpoint = page.story.forms.endpoint
    if not endpoint:
        return Markup("")
    action = endpoint if FORM in endpoint else page.story.forms.action("film")
    text = json.dumps({"action": action, "fields": common_fields(page)}, ensure_ascii=False)
    # Inside <script> nothing is unescaped, and only "<" could end it.
    return Markup(text.replace("<", "\\u003c"))
