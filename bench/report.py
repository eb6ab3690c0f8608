"""What was measured → the table for people (results.md, the same in docs/bench.md) and results.json for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from memory import Memory
from quality import Quality

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs" / "bench.md"
_BEGIN, _END = "<!-- results: begin -->\n", "<!-- results: end -->\n"


@dataclass(slots=True)
class Took:
    """Seconds for a film by one program in one case, a value a round: clock and processor. `sizes`: films' bytes."""

    clock_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)

    def add(self, clock_s: float, cpu_s: float, sizes: Sequence[int] = ()) -> None:
        """One more round."""
        self.clock_s.append(clock_s)
        self.cpu_s.append(cpu_s)
        self.sizes += sizes

    @property
    def film_s(self) -> float:
        """The median by the clock; 0 when nothing was measured."""
        return median(self.clock_s) if self.clock_s else 0.0

    @property
    def processor_s(self) -> float:
        """The median of processor."""
        return median(self.cpu_s) if self.cpu_s else 0.0

    @property
    def film_bytes(self) -> float:
        """The mean of the films' sizes."""
        return sum(self.sizes) / len(self.sizes) if self.sizes else 0.0


@dataclass(slots=True)
class Measured:
    """Everything that a run has measured."""

    films: int
    realistic: int
    serendip: Took = field(default_factory=Took)
    movielite_pair: Took = field(default_factory=Took)
    movielite_own: Took = field(default_factory=Took)
    moviepy: Took = field(default_factory=Took)
    moviepy_alone: Took = field(default_factory=Took)
    realistic_serendip: Took = field(default_factory=Took)
    realistic_movielite: Took = field(default_factory=Took)
    realistic_moviepy: Took = field(default_factory=Took)
    second_run_s: float = 0.0
    encoder: Took = field(default_factory=Took)
    memory_distinct: Memory | None = None
    memory_realistic: Memory | None = None
    quality: Quality | None = None
    timings_distinct: Mapping[str, float] = field(default_factory=dict)
    timings_realistic: Mapping[str, float] = field(default_factory=dict)

    @property
    def movielite_s(self) -> float:
        """The faster of its two ways of using two processes."""
        return min((each.film_s for each in (self.movielite_pair, self.movielite_own) if each.film_s), default=0.0)


def results(seen: Measured) -> dict[str, float | None]:
    """The figures that are watched, by their names; None for what was not measured."""
    ours = seen.serendip.film_s
    return {
        "distinct_vs_movielite": _ratio(seen.movielite_s, ours),
        "distinct_vs_moviepy": _ratio(seen.moviepy_alone.film_s, ours),
        "realistic_vs_moviepy": _ratio(seen.realistic_moviepy.film_s, seen.realistic_serendip.film_s),
        "vs_pure_encoder": _ratio(ours, seen.encoder.film_s),
        "peak_memory_mb_100": round(seen.memory_distinct.pss_mb) if seen.memory_distinct else None,
        "peak_memory_mb_1000": round(seen.memory_realistic.pss_mb) if seen.memory_realistic else None,
        "second_run_s": round(seen.second_run_s, 2),
        "bytes_vs_movielite": _ratio(seen.serendip.film_bytes, seen.movielite_pair.film_bytes),
        "ssim_difference": round(seen.quality.difference, 5) if seen.quality else None,
    }


def table(seen: Measured, machine: Sequence[tuple[str, str]]) -> str:
    """Markdown."""
    found = results(seen)
    head = "seconds a film | times Serendip's | of processor | times Serendip's | MB a film |"
    rule = "| --- | --- | --- | --- | --- | --- |"
    lines = [
        f"| every value distinct, {seen.films} recipients | {head}",
        rule,
        _row("Serendip, `serendip render`", seen.serendip, seen.serendip),
        _row("MovieLite, two processes with a film each", seen.movielite_pair, seen.serendip),
        _row("MovieLite, its own two processes", seen.movielite_own, seen.serendip),
        _row("MoviePy, two processes with a film each", seen.moviepy, seen.serendip),
        _row("MoviePy, one process, its default settings", seen.moviepy_alone, seen.serendip),
        _row("the encoder alone, two processes", seen.encoder, seen.serendip),
        "",
        f"| realistic batch, {seen.realistic} recipients | {head}",
        rule,
        _row("Serendip, `serendip render`", seen.realistic_serendip, seen.realistic_serendip),
        _row("MovieLite, two processes with a film each", seen.realistic_movielite, seen.realistic_serendip),
        _row("MoviePy, one process, its default settings", seen.realistic_moviepy, seen.realistic_serendip),
        "",
        "| measure | value |",
        "| --- | --- |",
        f"| `distinct_vs_movielite`: times faster than MovieLite | {_number(found['distinct_vs_movielite'])} |",
        f"| `distinct_vs_moviepy`: times faster than MoviePy | {_number(found['distinct_vs_moviepy'])} |",
        f"| `realistic_vs_moviepy`: times faster than MoviePy | {_number(found['realistic_vs_moviepy'])} |",
        f"| `vs_pure_encoder`: time beside the encoder alone | {_number(found['vs_pure_encoder'])} |",
        f"| `peak_memory_mb_100`: {seen.films} recipients, all processes | {_memory(seen.memory_distinct)} |",
        f"| `peak_memory_mb_1000`: {seen.realistic} recipients, all processes | {_memory(seen.memory_realistic)} |",
        f"| `second_run_s`: {seen.realistic} recipients, nothing changed | {seen.second_run_s:.2f} s |",
        f"| `bytes_vs_movielite`: size beside MovieLite's | {_number(found['bytes_vs_movielite'])} |",
    ]
    if seen.quality:
        quality = seen.quality
        told = f"{quality.veryfast:.4f} − {quality.films:.4f} = {quality.difference:.4f}"
        lines += [
            f"| `ssim_difference`: SSIM of x264 veryfast CRF 21 less the films' | {told} |",
            f"| frames of a film: shown, encoded | {quality.frames}, {quality.encoded} |",
        ]
    lines += [
        "",
        *_shares(seen),
        "",
        "| on | |",
        "| --- | --- |",
        *(f"| {what} | {which} |" for what, which in machine),
    ]
    return "\n".join(lines) + "\n"


def write(seen: Measured, machine: Sequence[tuple[str, str]]) -> None:
    """results.md and results.json beside this file, and the table in docs/bench.md between its two marks."""
    made = table(seen, machine)
    head = "# Results of `make bench`\n\n[docs/bench.md](../docs/bench.md) tells how to read them.\n\n"
    (HERE / "results.md").write_text(head + made, encoding="utf-8")
    (HERE / "results.json").write_text(json.dumps(results(seen), indent=2) + "\n", encoding="utf-8")
    text = DOCS.read_text(encoding="utf-8")
    before, rest = text.split(_BEGIN)
    _, after = rest.split(_END)
    DOCS.write_text(before + _BEGIN + "\n" + made + "\n" + _END + after, encoding="utf-8")


def _shares(seen: Measured) -> list[str]:
    """Where the workers' time went."""
    lines = ["| part | distinct, s a film | share | realistic, s a film | share |", "| --- | --- | --- | --- | --- |"]
    one, other = seen.timings_distinct, seen.timings_realistic
    for part in sorted({*one, *other}, key=lambda part: -one.get(part, 0.0)):
        cells = [
            cell
            for parts, films in ((one, seen.films), (other, seen.realistic))
            for cell in (
                f"{parts.get(part, 0.0) / films:.3f}",
                f"{100 * parts.get(part, 0.0) / max(sum(parts.values()), 1e-9):.0f}%",
            )
        ]
        lines.append(f"| {part} | {' | '.join(cells)} |")
    return lines


def _row(name: str, took: Took, ours: Took) -> str:
    cells = [
        name,
        f"{took.film_s:.3f}" if took.film_s else "–",
        _number(_ratio(took.film_s, ours.film_s)),
        f"{took.processor_s:.3f}" if took.processor_s else "–",
        _number(_ratio(took.processor_s, ours.processor_s)),
        f"{took.film_bytes / 1e6:.2f}" if took.sizes else "–",
    ]
    return f"| {' | '.join(cells)} |"


def _memory(memory: Memory | None) -> str:
    if memory is None:
        return "–"
    return (
        f"{memory.pss_mb:.0f} MB (PSS; RSS {memory.rss_mb:.0f}; {memory.processes} processes, {memory.samples} samples)"
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _ratio(above: float, below: float) -> float | None:
    return round(above / below, 3) if above and below else None
