from __future__ import annotations

from mail_story import tell

__all__ = ["tell"]
