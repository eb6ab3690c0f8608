"""Alternatives side by side, each with its points, its icon and its link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.microsite.context import PageContext, safe_link
from generator.model.facts import Choices, Table


def context(page: PageContext) -> Mapping[str, Any] | None:
    """`plans`: each with `title`, `text`, `figure`, `icon` (a path, or nothing), `points`, `href`.

    `pointed`: whether all have points.
    """
    ideas, table = page.facts["ideas"], page.facts.get("idea_points")
    if not isinstance(ideas, Choices):
        return None
    rows = table.records() if isinstance(table, Table) else ()
    plans = [
        {
            "title": idea.title,
            "text": idea.text,
            "figure": idea.figure,
            "icon": page.story.brand.icons.get(idea.icon, ""),
            "points": [
                row["text"]
                for row in rows
                if row.get("idea") in (idea.id, idea.title) and isinstance(row.get("text"), str) and row["text"]
            ],
            "href": safe_link(idea.href) or page.links.get("ideas") or page.links.get("contact", ""),
        }
        for idea in ideas.items
    ]
    # Alternatives have equal weight: all have a list, or none; and so with pictures.
    if not all(plan["icon"] for plan in plans):
        plans = [{**plan, "icon": ""} for plan in plans]
    return {"plans": plans, "pointed": all(plan["points"] for plan in plans)}
