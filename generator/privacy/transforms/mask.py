"""mask: a few characters of the value, of which the length tells nothing."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from generator.intake.record import Raw
from generator.privacy.rule import Context, FieldRule, Refused
from generator.privacy.transforms.keep import Keep

_DOTS = "•••"


class Mask(FieldRule):
    """Tell a few characters, beside dots that are always as many."""

    action: Literal["mask"]
    to: Literal["initial", "last4", "email", "email_domain", "all"] = Field(
        description="initial: A. | last4: •••1234 | email: a•••@example.org | email_domain: example.org | all: •••"
    )

    def tells_within(self, other: FieldRule) -> bool:
        """Another value can't be had from it, so only from the value itself, or by the very same options."""
        return isinstance(other, Keep) or super().tells_within(other)

    def apply(self, value: Raw, context: Context) -> Raw:
        """A text or whole number in, a text out; refuses a value too short to hide anything."""
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise Refused("it is not a text")
        text = str(value).strip()
        if self.to == "all":
            return _DOTS
        if self.to == "initial":
            return _initial(text)
        if self.to == "last4":
            return _last4(text)
        return _email(text, whole=self.to == "email")


def _initial(text: str) -> str:
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 2:
        raise Refused("it is too short to mask")
    return letters[0].upper() + "."


def _last4(text: str) -> str:
    characters = re.sub(r"[\W_]", "", text)
    if len(characters) < 8:
        raise Refused("it is too short to mask")
    return _DOTS + characters[-4:]


def _email(text: str, *, whole: bool) -> str:
    local, at, domain = text.rpartition("@")
    if not at or not local or "." not in domain or re.search(r"[\s@]", domain):
        raise Refused("it is not an e-mail address")
    if not whole:
        return domain.lower()
    if len(local) < 2:
        raise Refused("it is too short to mask")
    return f"{local[0]}{_DOTS}@{domain.lower()}"
