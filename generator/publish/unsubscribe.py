"""How a mail is stopped: the campaign's addresses and a token in, the values of two mail headers out.

`List-Unsubscribe` (RFC 2369) lists where to go, `List-Unsubscribe-Post` (RFC 8058) says that one click is enough: the
mail program posts to the https address, without cookies and without a page in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

TOKEN = "{token}"
ONE_CLICK = "List-Unsubscribe=One-Click"
# RFC 3986, without what parts the addresses of a header or ends it: < > , " and white space.
_PLAIN = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+;=%]+")
_ESCAPES = re.compile(r"%(?![0-9A-Fa-f]{2})|%0[0-9A-Fa-f]|%1[0-9A-Fa-f]|%7[Ff]")
_ADDRESS = re.compile(r"[A-Za-z0-9!#$&'*+/=^_`|~.\-]+@[A-Za-z0-9.\-]+\.[A-Za-z0-9\-]+")


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """`url`: an https address with {token} in it, or "". `mailto`: a mail address, or ""; {token} may be in it."""

    url: str
    mailto: str

    def header(self, token: str) -> str:
        """The value of List-Unsubscribe: the https address first, as RFC 8058 wants it."""
        found = [self.url.replace(TOKEN, token)] if self.url else []
        if self.mailto:
            address = self.mailto.replace(TOKEN, token)
            subject = "" if TOKEN in self.mailto else f"?subject={quote(f'unsubscribe {token}')}"
            found.append(f"mailto:{address}{subject}")
        return ", ".join(f"<{each}>" for each in found)

    @property
    def post(self) -> str:
        """The value of List-Unsubscribe-Post: "" without an https address, for then there is nowhere to post to."""
        return ONE_CLICK if self.url else ""


def url_fault(url: str) -> str | None:
    """What keeps an address from being posted to by a mail program; None when nothing does."""
    bare = url.replace(TOKEN, "")
    fault = address_fault(bare)
    if fault is not None:
        return fault
    parts = urlsplit(bare)
    if parts.scheme != "https" or not parts.hostname:
        return "it must begin with https:// and name a host, or no mail program posts to it"
    if parts.username is not None or parts.password is not None:
        return "it holds a password, which every recipient would read"
    if parts.fragment or "#" in bare:
        return "what follows a # never reaches the host"
    if TOKEN not in url:
        return "it must hold {token}, or nobody can tell who stops"
    if TOKEN in urlsplit(url).netloc:
        return "{token} belongs into its path or query, not into the name of the host"
    return None


def mailto_fault(address: str) -> str | None:
    """What is wrong with a mail address, which is written without "mailto:"; None when nothing is."""
    if not _ADDRESS.fullmatch(address.replace(TOKEN, "0")):
        return "it is no plain mail address such as stop@example.org"
    if TOKEN in address.rpartition("@")[2]:
        return "{token} belongs before the @"
    return None


def address_fault(address: str) -> str | None:
    """What keeps an address from standing in a header, a table or a page as it is; None when nothing does."""
    if "{" in address or "}" in address:
        return "{token} is all that it may hold in braces"
    if not _PLAIN.fullmatch(address):
        return "it holds white space or other characters that don't belong into an address"
    if _ESCAPES.search(address):
        return "it holds a % that stands for nothing, or for a control character"
    return None
