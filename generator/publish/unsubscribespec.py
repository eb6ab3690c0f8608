"""The keys of a campaign file that say how a mail is stopped."""

from __future__ import annotations

from pydantic import Field, model_validator

from generator.publish.unsubscribe import mailto_fault, url_fault
from generator.sourcefile import Strict


class UnsubscribeSpec(Strict):
    """How a mail is stopped: for the headers List-Unsubscribe and List-Unsubscribe-Post."""

    url: str = Field("", description="An https address with {token} in it; one click in the mail program posts to it.")
    mailto: str = Field("", description="A mail address; {token} may stand before the @.")

    @model_validator(mode="after")
    def _fit(self) -> UnsubscribeSpec:
        fault = (url_fault(self.url) if self.url else None) or (mailto_fault(self.mailto) if self.mailto else None)
        if fault is not None or not (self.url or self.mailto):
            raise ValueError(fault or "it names neither a url nor a mailto")
        return self
