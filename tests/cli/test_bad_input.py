"""Bad input: one screen with cause, place and remedy, the right exit code, no traceback; the next run carries on."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tinycampaign import CAMPAIGN, POLICY, SCENE, SLOW_SCENE, Done, Tiny, environment, process, program, serendip

from generator.resources import templates_dir


def assert_told(done: Done, *words: str, code: int = 2) -> None:
    assert done.code == code, done.err
    assert "Traceback" not in done.err
    # Progress comes before it.
    lines = done.err[done.err.index("error: ") :].splitlines()
    assert lines[1].startswith("  at ")
    assert lines[2].startswith("  fix: ")
    assert len(lines) <= 24
    for word in words:
        assert word in done.err, word


def test_unknown_key(tiny: Tiny) -> None:
    (tiny.root / "campaign.yaml").write_text(CAMPAIGN.replace("brand:", "brnd:"), encoding="utf-8")
    done = tiny.render()
    assert_told(done, "campaign.yaml:14:1", "unknown key 'brnd'", "'brand'")
    assert not tiny.out.exists()


def test_broken_yaml(tiny: Tiny) -> None:
    (tiny.root / "policy.yaml").write_text(POLICY + "  x: {a: 1\n", encoding="utf-8")
    assert_told(tiny.render(), "policy.yaml:", "not valid YAML")


@pytest.mark.parametrize("name", ["campaign.yaml", "policy.yaml", "story.yaml", "customers.csv"])
def test_missing_file(tiny: Tiny, name: str) -> None:
    (tiny.root / name).unlink()
    assert_told(tiny.render(), name)
    assert_told(serendip("check", str(tiny.root)), name)


def test_a_scene_that_needs_a_dropped_field(tiny: Tiny) -> None:
    (tiny.root / "campaign.yaml").write_text(CAMPAIGN.replace("first_name: given_name", "first_name: diary"))
    done = tiny.render()
    assert_told(done, "scene.yaml:4", "first_name", "diary", "drops")
    assert_told(serendip("check", str(tiny.root)), "scene.yaml:4", "first_name")
    assert not (tiny.out / "tiny" / "site").exists() or tiny.folders() == set()


def test_missing_and_broken_pictures(tiny: Tiny) -> None:
    scene = SCENE.replace("say:", "  - {id: pic, picture: sun.jpg}\nsay:")
    tiny.scene(scene)
    assert_told(tiny.render(), "sun.jpg")
    (tiny.root / "scenes" / "hello" / "sun.jpg").write_bytes(b"this is no picture")
    assert_told(tiny.render(), "scene.yaml:9:5", "sun.jpg", "can't be decoded")
    assert not tiny.out.exists()
    tiny.scene(SCENE)
    assert tiny.render().code == 0


def test_a_campaign_that_makes_nothing(tiny: Tiny) -> None:
    (tiny.root / "campaign.yaml").write_text(CAMPAIGN.replace("{fps: 10, gif: false}", "false"), encoding="utf-8")
    assert_told(tiny.render(), "campaign.yaml:15", "nothing is to be made")


def test_an_output_that_cannot_be_a_folder(tiny: Tiny) -> None:
    tiny.out.write_text("a file")
    assert_told(tiny.render(), str(tiny.out), "file is in its way", "--out")


LIMITED = (
    "import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}));"
    "os.execv(sys.argv[1], sys.argv[1:])"
)


def test_a_write_that_is_refused_midway(tiny: Tiny) -> None:
    # Large enough for the record of finished work, too small for a film of noise.
    tiny.scene(SLOW_SCENE.replace("3600s", "60s").replace("dx: 60%", "dx: 70%"))
    done = tiny.render_apart(prefix=[sys.executable, "-c", LIMITED.format(size=130_000)])
    assert_told(done, "larger than this system allows", "carries on")
    assert tiny.folders() == set()
    assert list((tiny.private / "staging").iterdir()) == []
    tiny.scene(SCENE)
    assert tiny.render().code == 0
    assert len(tiny.folders()) == 3


def test_a_full_disk(tiny: Tiny, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=600k tmpfs {disk}"
    apart = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
    tiny.scene(SLOW_SCENE.replace("3600s", "60s"))
    if shutil.which("unshare") and subprocess.run([*apart, mount], capture_output=True, check=False).returncode == 0:
        prefix, words = [*apart, f'{mount} && exec "$@"', "sh"], "the disk is full"
    else:
        # No right to mount a small disk here: a file that may not grow stands in for it.
        prefix, words = [sys.executable, "-c", LIMITED.format(size=130_000)], "larger than this system allows"
    command = ["render", str(tiny.root), "--out", str(disk / "out"), "--workers", "1"]
    assert_told(process(*command, prefix=prefix), words, "carries on")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_midway(tiny: Tiny, number: int, code: int) -> None:
    tiny.render("--only", "ID-CANARY-1")
    tiny.scene(SLOW_SCENE)
    command = program("render", str(tiny.root), "--out", str(tiny.out), "--workers", "2")
    # A session of its own, so that the signal reaches all of its processes, as Ctrl-C on a terminal does.
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, env=environment()
    ) as run:
        staging = tiny.private / "staging"
        wait_for(lambda: staging.is_dir() and any(staging.iterdir()))
        time.sleep(1)
        began = time.monotonic()
        os.killpg(run.pid, number) if number == signal.SIGINT else run.send_signal(number)
        out, err = run.communicate(timeout=20)
        assert time.monotonic() - began < 8
    assert run.returncode == code
    assert err.splitlines()[-1].startswith("stopped: ")
    assert "Traceback" not in out + err
    assert list(staging.iterdir()) == []
    # Anna's folder of the earlier run stands whole; nobody has half a one.
    assert len(tiny.folders()) == 1
    assert set(tiny.links()) == {"ID-CANARY-1"}
    tiny.scene(SCENE)
    again = tiny.render("--json").summary
    assert (again["rendered"], again["reused"]) == (2, 1)


def test_killed_outright(tiny: Tiny) -> None:
    tiny.render("--only", "ID-CANARY-1")
    tiny.scene(SLOW_SCENE)
    command = program("render", str(tiny.root), "--out", str(tiny.out), "--workers", "1")
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True, env=environment()) as run:
        staging = tiny.private / "staging"
        wait_for(lambda: staging.is_dir() and any(staging.iterdir()))
        time.sleep(1)
        # The program alone: its workers must notice.
        run.kill()
        run.wait()
        wait_for(lambda: not alive(run.pid))
    assert any(staging.iterdir())
    tiny.scene(SCENE)
    again = tiny.render("--json").summary
    assert (again["rendered"], again["reused"], again["failed"]) == (2, 1, 0)
    assert list(staging.iterdir()) == []


def test_two_runs_at_once(tiny: Tiny) -> None:
    tiny.scene(SLOW_SCENE)
    command = program("render", str(tiny.root), "--out", str(tiny.out), "--workers", "1")
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True, env=environment()) as run:
        wait_for((tiny.private / "state.sqlite").exists)
        assert_told(tiny.render(), "another run is writing here")
        os.killpg(run.pid, signal.SIGINT)
        run.wait(timeout=20)


def test_words_that_are_no_command() -> None:
    assert_told(serendip("rendr"), "no such command 'rendr'", "serendip --help")
    assert_told(serendip("render"), "missing argument", "serendip render --help")
    assert serendip("--help").code == serendip("render", "--help").code == serendip().code == 0


def alive(group: int) -> bool:
    """Whether any process of the group lives; where /proc can tell, one that has ended but was not fetched does not."""
    if not Path("/proc/self/stat").exists():
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, 0)
            return True
        return False
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, own = path.read_text().rpartition(")")[2].split()[:3]
            if int(own) == group and state != "Z":
                return True
    return False


def wait_for(condition) -> None:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_brand_that_can_not_be_read(tiny: Tiny) -> None:
    brand = tiny.root / "brands" / "pale"
    shutil.copytree(templates_dir() / "brands" / "solena", brand)
    text = (brand / "brand.yaml").read_text(encoding="utf-8")
    (brand / "brand.yaml").write_text(text.replace('ink: "#10203a"', 'ink: "#c8c8c8"', 1), encoding="utf-8")
    line = text.splitlines().index('  ink: "#10203a"            # text, dark scenes') + 1
    campaign = CAMPAIGN.replace("brand: solena", "brand: pale").replace(
        "outputs:\n", "outputs:\n  microsite: {template: bill}\n"
    )
    campaign += "links: {choices: choices.html, stop: 'mailto:stop@bill.example'}\n"
    (tiny.root / "campaign.yaml").write_text(campaign, encoding="utf-8")
    told = serendip("check", str(tiny.root))
    assert_told(told, f"brand.yaml:{line}:3", "light pages", "4.5 is the least")
    assert_told(tiny.render(), f"brand.yaml:{line}:3", "light pages")
