"""A campaign in, what could not be read on its pages out, at the brand's own lines."""

from __future__ import annotations

from collections.abc import Iterator

from generator.campaign import Campaign
from generator.errors import BrandError, InputError
from generator.sourcefile import read

_TOKENS = {
    "text": ("text", "ink"),
    "on-strong": ("text", "ink"),
    "on-accent": ("sun",),
    "quiet": ("mute", "text", "ink"),
    "rise": ("coral", "text", "ink"),
    "fall": ("teal", "text", "ink"),
    "edge": ("line", "text", "ink"),
}
"""Role → the colours of the brand that it is made of, the one to look at first."""


def illegible(campaign: Campaign) -> Iterator[InputError]:
    """An error for each scheme in which something can't be read; a campaign without pages has none."""
    if campaign.microsite is None:
        return
    from generator.microsite.legible import unreadable

    told: set[str] = set()
    for fault in unreadable(campaign.brand):
        if fault.scheme in told:
            continue
        told.add(fault.scheme)
        file = read(campaign.brand.root / "brand.yaml", BrandError)
        sections = ("dark_colors", "colors") if fault.scheme == "dark" else ("colors",)
        keys = next(
            (
                (section, token)
                for section in sections
                for token in _TOKENS[fault.role]
                if token in (file.data.get(section) or {})
            ),
            ("colors",),
        )
        yield file.fail(
            keys,
            f"the {fault.scheme} pages can't be read: '{fault.role}' on '{fault.ground}' has a contrast of "
            f"{fault.ratio:.1f} to 1, and {fault.wanted:g} is the least.",
            "Choose a darker ink or a lighter ground (the other way round where it is dark).",
        )
