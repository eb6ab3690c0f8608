"""Who sends the e-mails of a campaign."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address


@dataclass(frozen=True, slots=True)
class Sender:
    """`name` and `mail`: for From. `reply_to`: "" for the same."""

    name: str
    mail: str
    reply_to: str = ""

    @property
    def address(self) -> Address:
        """For the header From. Raises ValueError when `mail` is no address."""
        return Address(display_name=self.name, addr_spec=self.mail)
