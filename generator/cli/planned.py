"""A run foreseen, for people."""

from __future__ import annotations

from generator.cli.progress import duration
from generator.pipeline.forecast import Forecast

_HEAD = ("scene", "recipients", "segments", "shared", "in store", "drawn", "held")
_BASIS = {
    "earlier runs": "from what frames and films took in earlier runs",
    "one film": "from one film, rendered just now and thrown away",
}


def as_text(name: str, forecast: Forecast) -> str:
    """The campaign's name and a forecast in, what to print out."""
    counts = [f"{forecast.films} films to make of {forecast.rows} rows"]
    counts += [f"{forecast.unchanged} unchanged"] if forecast.unchanged else []
    counts += [f"{number} skipped ({reason})" for reason, number in sorted(forecast.skipped.items())]
    counts += [f"{forecast.failed} would fail"] if forecast.failed else []
    lines = [f"{name}: {', '.join(counts)}"]
    if not forecast.scenes:
        return lines[0]
    rows: list[tuple[str, ...]] = [_HEAD]
    rows += [
        (
            scene.scene,
            f"{scene.recipients}",
            f"{scene.segments}",
            f"{scene.shared}",
            f"{scene.stored}",
            f"{'~' if scene.about else ''}{scene.drawn}",
            f"{'~' if scene.about else ''}{scene.held}",
        )
        for scene in forecast.scenes
    ]
    about = "~" if any(scene.about for scene in forecast.scenes) else ""
    sums = [sum(getattr(each, key) for each in forecast.scenes) for key in ("segments", "shared", "stored")]
    held = sum(scene.held for scene in forecast.scenes)
    rows.append(("total", f"{forecast.films}", *map(str, sums), f"{about}{forecast.drawn}", f"{about}{held}"))
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    for first, *others in rows:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        lines.append("  " + "  ".join(cells))
    share = 100 * forecast.drawn / forecast.frames if forecast.frames else 0.0
    lines.append(f"  {about}{share:.1f}% of the {forecast.frames} frames that are shown are drawn")
    if forecast.basis:
        workers = f"{forecast.workers} worker{'s' if forecast.workers > 1 else ''}"
        lines.append(f"  about {duration(forecast.seconds)} with {workers}, reckoned {_BASIS[forecast.basis]}")
    return "\n".join(lines)
