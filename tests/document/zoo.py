"""What a designer's template may have in it, a style sheet and markup each, by name: zoo.txt, filled."""

from __future__ import annotations

from pathlib import Path

WORDS = "The quick brown fox jumps over the lazy dog, and 12,345.67 € of it. " * 4
ROWS = "".join(f"<tr><td>Row {at}</td><td>{at * 7}</td><td>{WORDS[: at % 60 + 1]}</td></tr>" for at in range(40))
FILLED = {
    "{WORDS}": WORDS,
    "{LONG}": WORDS * 12,
    "{ROWS}": ROWS,
    "{FLOAT}": '<div class="f">beside</div>',
    "{BARS}": "M0 0h2v1h-2zM3 1h1v4h-1z",
    "{X}": "x" * 90,
    "{Y}": "y" * 300,
}


def zoo() -> dict[str, tuple[str, str]]:
    """Style and markup by name."""
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    for name, words in FILLED.items():
        text = text.replace(name, words)
    found = {}
    for part in text.split("=== ")[1:]:
        name, style, markup = part.rstrip("\n").split("\n")
        found[name] = style, markup
    return found
