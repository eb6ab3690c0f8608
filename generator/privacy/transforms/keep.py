"""keep: the value as it is. Kept texts are scanned afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from generator.intake.record import Raw
from generator.privacy.rule import Context, FieldRule


class Keep(FieldRule):
    """Tell the value as it is, once its text has been scanned. For a list: tell those children that are listed."""

    action: Literal["keep"] = "keep"

    def apply(self, value: Raw, context: Context) -> Raw:
        """A date and time loses its time: no template shows one, and it singles people out."""
        return value.date() if isinstance(value, datetime) else value
