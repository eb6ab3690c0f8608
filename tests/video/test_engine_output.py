"""Writing: whole or not at all, whatever the disk does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from engine_parts import greeting_story, studio

from generator.errors import OutputError
from generator.video.cache import Cache, sweep_parts, whole

HERE = Path(__file__).parent

LIMITED = """
import resource, sys
from pathlib import Path
import engine_parts
from generator.errors import OutputError
cache, out, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
maker = engine_parts.studio(cache)
told = engine_parts.greeting_story("Lucia")
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    maker.render(told, out)
except OutputError as error:
    print(error)
    sys.exit(3)
"""


def limited(cache: Path, out: Path, limit: int) -> subprocess.CompletedProcess[str]:
    """Render in a process that may write files of at most `limit` bytes: the system refuses as it does when full."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(cache), str(out), str(limit)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent.parent}"},
        check=False,
    )


def test_a_full_disk_leaves_no_half_film_and_is_told(tmp_path: Path) -> None:
    studio(tmp_path / "cache").render(greeting_story("Lucia"), tmp_path / "good")
    size = (tmp_path / "good" / "video.mp4").stat().st_size
    for limit in (0, 100, size // 2, size - 1):
        out = tmp_path / str(limit)
        done = limited(tmp_path / "cache", out, limit)
        assert done.returncode == 3, done.stderr
        assert str(tmp_path) in done.stdout and "larger than this system allows" in done.stdout
        assert not out.exists() or list(out.iterdir()) == []
    done = limited(tmp_path / "cache", tmp_path / "enough", size)
    assert (tmp_path / "enough" / "video.mp4").exists(), done.stdout


def test_a_full_disk_while_the_cache_is_filled_leaves_a_sound_cache(tmp_path: Path) -> None:
    for limit in (50, 1000, 100_000):
        assert limited(tmp_path / "cache", tmp_path / "out", limit).returncode == 3
    assert [path for kind in ("segments", "plates") for path in (tmp_path / "cache" / kind).glob(".*")] == []
    film = studio(tmp_path / "cache").render(greeting_story("Lucia"), tmp_path / "out")
    again = studio(tmp_path / "fresh").render(greeting_story("Lucia"), tmp_path / "other")
    assert film == again
    assert (tmp_path / "out" / "video.mp4").read_bytes() == (tmp_path / "other" / "video.mp4").read_bytes()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OutputError, match="a file is in its way"):
        studio(tmp_path / "cache").render(greeting_story("Lucia"), tmp_path / "file" / "out")
    with pytest.raises(OutputError, match="a file is in its way"):
        studio(tmp_path / "file" / "cache")


def test_an_older_film_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "video.mp4"
    target.write_bytes(b"old")

    def interrupted() -> None:
        with whole(target) as part:
            part.write_bytes(b"new, half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [path.name for path in tmp_path.iterdir()] == ["video.mp4"]
    assert target.read_bytes() == b"old"


def test_what_a_killed_process_left_goes_and_what_a_living_one_writes_stays(tmp_path: Path) -> None:
    script = "import sys, time\nfrom pathlib import Path\nfrom generator.video.cache import whole\n"
    script += "with whole(Path(sys.argv[1])) as part:\n part.write_bytes(b'half')\n print('ready', flush=True)\n"
    script += " time.sleep(60)\n"
    worker = subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "x")], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None and worker.stdout.readline() == "ready\n"
    sweep_parts(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    sweep_parts(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_one_worker_makes_and_the_others_wait(tmp_path: Path) -> None:
    script = "import sys, time\nfrom pathlib import Path\nfrom generator.video.cache import Cache\n"
    script += (
        "with Cache(Path(sys.argv[1])).alone('plates', 'ab' * 32):\n print('held', flush=True)\n time.sleep(0.5)\n"
    )
    worker = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None and worker.stdout.readline() == "held\n"
    cache = Cache(tmp_path)
    with cache.alone("segments", "ab" * 32):
        pass
    start = time.monotonic()
    with cache.alone("plates", "ab" * 32):
        waited = time.monotonic() - start
    worker.wait()
    assert 0.2 < waited < 20


def test_the_cache_is_its_owners_alone(tmp_path: Path) -> None:
    Cache(tmp_path / "cache")
    modes = {path.stat().st_mode & 0o077 for path in [tmp_path / "cache", *(tmp_path / "cache").iterdir()]}
    assert modes == {0}
