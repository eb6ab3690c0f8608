"""What a campaign says of its assistant: its own questions and answers, and another company's chat."""

from __future__ import annotations

from pydantic import Field

from generator.sourcefile import Strict
from generator.story.chat import AnyChat


class AssistantSpec(Strict):
    """What the page's assistant knows beyond the page, and where it leads on."""

    faq: str | None = Field(None, description="The file of the campaign's own questions and answers.")
    chat: AnyChat | None = Field(None, description="Another company's chat, which readers may choose to open.")
