"""Cells of CSV files that people open: a text in, one that no spreadsheet takes for a formula out."""

from __future__ import annotations

# OWASP's list for CSV injection, with line ends and the wide forms that some programs fold before they look.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def cell(text: str) -> str:
    """What starts like a formula, white space before it or not, gets an apostrophe before it; the rest stays."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
