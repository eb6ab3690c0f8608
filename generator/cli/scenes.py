"""serendip scenes."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from generator.model.facts import FactValue
    from generator.model.story import SceneTemplate


@click.command()
@click.argument("campaign", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_program", is_flag=True, help="Print the catalogue as JSON.")
def scenes(campaign: Path | None, as_program: bool) -> int:
    """List the scenes that there are, with what each needs; with CAMPAIGN, its own scenes too."""
    from generator.scenes.catalogue import folders
    from generator.scenes.template import load_scene

    own = () if campaign is None else (campaign if campaign.is_dir() else campaign.parent,)
    found = [load_scene(folder) for _, folder in sorted(folders("scenes", "scene.yaml", own).items())]
    if as_program:
        click.echo(json.dumps([_as_json(scene) for scene in found], ensure_ascii=False, indent=2))
    else:
        _print_table(found)
    return 0


def _print_table(found: list[SceneTemplate]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0))
    for title in ("scene", "seconds", "needs", "summary"):
        table.add_column(title, overflow="fold", no_wrap=title == "scene")
    for scene in found:
        needs = Text()
        for need in scene.needs.values():
            needs.append(f"{need.name}: {need.type}{'?' if need.optional else ''}", style="bold")
            needs.append(f" {_short(need.sample)}\n")
        needs.rstrip()
        table.add_row(Text(scene.name, style="bold"), f"{scene.duration_s:g}", needs, Text(scene.summary))
    Console(width=None if Console().is_terminal else 160, highlight=False).print(table)


def _as_json(scene: SceneTemplate) -> dict[str, Any]:
    return {
        "name": scene.name,
        "summary": scene.summary,
        "title": scene.title,
        "duration_s": scene.duration_s,
        "needs": {
            need.name: {
                "type": need.type,
                "optional": need.optional,
                "help": need.help,
                "sample": as_plain(need.sample),
                "stress": as_plain(need.stress),
            }
            for need in scene.needs.values()
        },
    }


def as_plain(value: FactValue | Any) -> Any:
    """A fact's value in, the form that a scene file writes it in out: JSON scalars, lists and mappings."""
    from generator.model.facts import Choices, Money, Parts, Series, Table

    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Money():
            return f"{value.amount} {value.currency}"
        case Series():
            return [{"label": as_plain(point.label), "value": as_plain(point.value)} for point in value.points]
        case Parts():
            return [{"label": as_plain(part.label), "amount": as_plain(part.amount)} for part in value.items]
        case Choices():
            keys = ("id", "title", "text", "figure", "icon", "href")
            return [{key: getattr(choice, key) for key in keys if getattr(choice, key)} for choice in value.items]
        case Table():
            return [{key: as_plain(item) for key, item in row.items()} for row in value.records()]
    raise TypeError(type(value).__name__)


def _short(value: FactValue) -> str:
    plain = as_plain(value)
    if isinstance(plain, list):
        return f"{len(plain)} {'item' if len(plain) == 1 else 'items'}"
    text = str(plain)
    return text if len(text) <= 40 else f"{text[:39]}…"
