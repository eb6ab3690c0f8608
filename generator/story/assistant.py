"""What a campaign says of its assistant: where its own questions and answers stand."""

from __future__ import annotations

from pydantic import Field

from generator.sourcefile import Strict


class AssistantSpec(Strict):
    """What the page's assistant knows beyond the page."""

    faq: str | None = Field(None, description="The file of the campaign's own questions and answers.")
