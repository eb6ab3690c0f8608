"""Codes that a camera reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from pydantic import Field

from generator.model.story import Need
from generator.scenes.specs.base import LayerSpec

OWN_PAGE = "page"
"""What a code calls the recipient's own page: no link of the campaign, but its base URL with the recipient's token."""


def is_web_address(text: str) -> bool:
    """Whether a scanner would send the text over the network."""
    return text.strip().lower().startswith(("http:", "https:", "//", "www."))


class QrSpec(LayerSpec):
    """A QR code of a link, or of a personal text that is meant for one."""

    shows: ClassVar[dict[str, tuple[str, ...]]] = {"need": ("text",)}

    qr: str = Field(description="A link of the campaign, 'page' for the recipient's own, or with `personal` a need.")
    personal: bool = Field(False, description="The code holds a text need: a voucher, a ticket. Never a web address.")
    rounded: bool = Field(False, description="Dark modules flow into each other with round ends.")
    color: str = "ink"
    ground: str = Field("white", description="The light square below it, margin included.")

    @property
    def need(self) -> str | None:
        """The need that the code holds."""
        return self.qr if self.personal else None

    @property
    def link(self) -> str | None:
        """The link that the code holds."""
        return None if self.personal else self.qr

    def faults(self, needs: Mapping[str, Need], root: Path) -> Iterator[tuple[str, str]]:
        """A fact that nobody said is meant to be in a code, or one that a scanner would send about."""
        if not self.personal and self.qr in needs:
            yield (
                f"'{self.qr}' is a fact of the recipient, and whoever scans a code sees all of it.",
                "Name a link of the campaign or 'page', or say 'personal: true' for a voucher or ticket.",
            )
        if self.personal and any(is_web_address(str(value)) for value in _values(needs[self.qr])):
            yield (
                f"'{self.qr}' holds web addresses, which scanners and servers keep.",
                "Put the address into the campaign's links, or lead to 'page'.",
            )


def _values(need: Need) -> tuple[object, object]:
    return need.sample, need.stress
