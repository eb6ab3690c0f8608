"""The page of another company's chat: the same for all recipients of a language, and with nothing of any of them.

It stands beside the shared files and not among a recipient's, because programs of others run in it: its address tells
nothing of whoever comes, and its content security policy is its own. It loads nothing before the reader agrees.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from generator.microsite.context import clock, mail_link, tongue_of
from generator.microsite.render import Renderer
from generator.microsite.shared import Shared, SharedFile
from generator.microsite.wording import Wording, strong
from generator.model.brand import Brand
from generator.model.chat import Chat
from generator.model.story import TOKEN, Links, Page, PageTemplate
from generator.story.formats import Formats

FOLDER = "chat"
SOURCE = "blocks/assistant/chat.html.j2"
_WORDS = ("starting", "failed")


def has_chat_page(template: PageTemplate) -> bool:
    """Whether the template's assistant can lead to a chat."""
    return any((block.root / "chat.html.j2").is_file() for block in template.blocks if block.name == "assistant")


def write_chat_page(
    page: Page, brand: Brand, links: Links, chat: Chat, language: str, shared: Shared, shared_dir: Path
) -> str:
    """The page's words in a language in; the file written, told as its address seen from a recipient's folder.

    `page`: with the words, without facts. Raises RenderError or SceneError.
    """
    say = Wording(page, Formats(language))
    tongue = tongue_of(language)
    # Seen from the folder below that of the shared files.
    own = (shared.style, shared.script, shared.logo)
    style, script, logo = (SharedFile(file.name, f"../{file.name}") for file in own)
    beside = Shared(style, script, logo, files=shared.files)
    targets = {name: target for name, target in links.targets.items() if TOKEN not in target}
    names: dict[str, Any] = {
        "brand": brand,
        "company": chat.company,
        "config": _config(chat, say, tongue.code),
        "clock": clock,
        "direction": tongue.direction,
        "language": tongue.code,
        "language_name": tongue.name,
        "link": lambda name: targets.get(name, ""),
        "mail": mail_link,
        "say": say,
        "shared": beside,
        "strong": strong,
    }
    data = Renderer(page.template).page(SOURCE, names).encode("utf-8")
    name = f"{hashlib.sha256(data).hexdigest()[:32]}.html"
    folder = shared_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return f"../{shared_dir.name}/{FOLDER}/{name}"


def _config(chat: Chat, say: Wording, language: str) -> Markup:
    """What the page's script starts the chat with, as JSON that can't end its element."""
    value = {
        "kind": chat.kind,
        "script": chat.script,
        "integrity": chat.integrity,
        "language": language,
        "settings": dict(chat.settings),
        "words": {name: say.plain(f"chat_{name}") for name in _WORDS},
    }
    text = json.dumps(value, ensure_ascii=False)
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    # Every character that means something to HTML is escaped.
    return Markup(text)


def chat_words(template: PageTemplate, copy: dict[str, str]) -> Page:
    """A template and its words in a language in, a Page without facts out."""
    return Page(template, MappingProxyType({}), MappingProxyType(copy))
