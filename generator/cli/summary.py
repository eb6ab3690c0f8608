"""What a run came to, for people and for programs."""

from __future__ import annotations

from typing import Any

from generator.cli.faults import EXIT_FAILED, EXIT_OK, EXIT_WRONG, plain
from generator.cli.progress import counts, duration
from generator.pipeline.options import Summary
from generator.publish.layout import Layout


def exit_code(summary: Summary) -> int:
    """0 when all were rendered or rightly skipped, 1 when some failed, 2 when an id asked for does not exist."""
    if summary.missing:
        return EXIT_WRONG
    return EXIT_FAILED if summary.tally.failed else EXIT_OK


def as_text(name: str, summary: Summary) -> str:
    """The campaign's name and a summary in, what to print out."""
    tally, layout = summary.tally, Layout(summary.root)
    lines = [f"{name}: {counts(tally)}, in {duration(summary.seconds)}"]
    lines += [f"  skipped    {number} × {reason}" for reason, number in sorted(tally.skipped.items())]
    if summary.withdrawn:
        lines.append(f"  withdrawn  {summary.withdrawn}: published before, and no longer to be addressed")
    for place, failure in tally.failures:
        at = "" if failure.place == place else f" ({failure.place})"
        lines.append(plain(f"  failed     {place}: {failure.cause}{at}"))
        if failure.remedy:
            lines.append(plain(f"             fix: {failure.remedy}"))
    if tally.failed > len(tally.failures):
        lines.append(f"             and {tally.failed - len(tally.failures)} more, in the manifest")
    if tally.first is not None:
        page = layout.folder(tally.first)
        names = [each for each in ("index.html", "video.mp4", "video.webm", "invoice.pdf") if (page / each).exists()]
        lines.append(f"  open       {page / names[0] if names else page}")
        lines.append(f"  serve      serendip serve {summary.root}")
        lines.append(f"  links      {layout.links}")
    lines.append(f"  manifest   {layout.manifest}")
    return "\n".join(lines)


def as_json(name: str, summary: Summary) -> dict[str, Any]:
    """The campaign's name and a summary in, the same for programs out."""
    tally, layout = summary.tally, Layout(summary.root)
    return {
        "campaign": name,
        "rows": tally.rows,
        "rendered": tally.rendered,
        "reused": tally.reused,
        "skipped": dict(sorted(tally.skipped.items())),
        "failed": tally.failed,
        "failures": [
            {"row": place, "place": failure.place, "cause": failure.cause, "remedy": failure.remedy}
            for place, failure in tally.failures
        ],
        "withdrawn": summary.withdrawn,
        "seconds": round(summary.seconds, 3),
        "timings_s": {part: round(seconds, 3) for part, seconds in sorted(summary.timings_s.items())},
        "site": str(layout.site),
        "links": str(layout.links),
        "manifest": str(layout.manifest),
        "exit_code": exit_code(summary),
    }
