"""How much a source may ask for: far beyond what honest data hold, and short of what would stop the machine."""

from __future__ import annotations

LONGEST_TEXT = 20_000
"""Characters of one cell: several pages of a letter."""

LONGEST_CELL = 4_000_000
"""Characters that a CSV file is searched for a cell's end: an open quotation mark would swallow the whole file."""

MOST_COLUMNS = 20_000
"""Columns of one table, or names in one record."""

DEEPEST = 20
"""Objects or lists inside each other."""
