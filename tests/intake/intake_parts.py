"""What the intake's fixtures are."""

from __future__ import annotations

from collections.abc import Callable

from generator.intake import BadRow, CustomerRecord, Source

Open = Callable[..., Source]
Read = Callable[..., list[CustomerRecord | BadRow]]
