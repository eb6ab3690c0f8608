"""Memory must not grow with the number of rows."""

from __future__ import annotations

import json
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from generator.intake import CustomerRecord, DataSpec, open_source

MOST_BYTES = 12_000_000
MOST_GROWTH = 32_000_000
"""Less than a third of what the larger run would need if it kept its rows; a full cache of the spool is within."""

PROGRAM = """
import resource, sys
from pathlib import Path
from generator.intake import CustomerRecord, DataSpec, open_source

child = {"source": "i.csv", "key": "customer", "id": "no", "types": {"total": "decimal"}}
data = DataSpec.model_validate({"source": "c.csv", "id": "id", "children": {"i": child}})
customers = children = 0
with open_source(data, None, Path(sys.argv[1])) as source:
    for row in source.rows():
        assert isinstance(row, CustomerRecord)
        customers += 1
        children += len(row.values["i"])
unit = 1 if sys.platform == "darwin" else 1024
print(customers, children, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit)
"""


def _peak(folder: Path, customers: int, invoices: int) -> int:
    """The most bytes that a run of its own held while it read that many rows."""
    folder.mkdir()
    with (folder / "c.csv").open("w") as stream:
        stream.write("id,name\n")
        stream.writelines(f"{number},name {number}\n" for number in range(customers))
    with (folder / "i.csv").open("w") as stream:
        stream.write("no,customer,total\n")
        stream.writelines(f"{n},{(n * 7919) % customers},{n}.50\n" for n in range(invoices))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, text=True, check=True, timeout=120
    )
    found = [int(word) for word in done.stdout.split()]
    assert found[:2] == [customers, invoices]
    return found[2]


def test_two_hundred_thousand_rows_of_csv_with_children(tmp_path: Path) -> None:
    small = _peak(tmp_path / "small", 2_000, 2_000)
    large = _peak(tmp_path / "large", 60_000, 140_000)
    assert large - small < MOST_GROWTH


@pytest.mark.parametrize("kind", ["json", "jsonl"])
def test_twenty_megabytes_of_json(tmp_path: Path, kind: str) -> None:
    count = 4_000
    path = tmp_path / f"c.{kind}"
    between = "," if kind == "json" else "\n"
    records = (json.dumps({"id": n, "name": f"{n}" + "n" * 5000, "i": [{"no": n}]}) for n in range(count))
    text = between.join(records)
    path.write_text(f"[{text}]" if kind == "json" else text)
    del text
    tracemalloc.start()
    found = 0
    with open_source(DataSpec.model_validate({"source": path.name, "id": "id"}), None, tmp_path) as source:
        for row in source.rows():
            assert isinstance(row, CustomerRecord)
            found += 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == count
    assert peak < MOST_BYTES < path.stat().st_size
