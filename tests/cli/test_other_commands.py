"""`new`, `check`, `scenes`, `schema`, `preview` and `serve` as processes."""

from __future__ import annotations

import json
import re
import signal
import stat
import subprocess
import urllib.request
from pathlib import Path

import pytest
from PIL import Image
from ruamel.yaml import YAML
from tinycampaign import CAMPAIGN, DIARY, STORY, Tiny, environment, program, serendip

from generator.campaign import load_campaign
from generator.cli.schema import SCHEMAS
from generator.publish.layout import Layout
from generator.publish.links import write_links


def test_new_makes_a_campaign_that_checks(tmp_path: Path) -> None:
    made = serendip("new", str(tmp_path / "My Shop"))
    assert made.code == 0, made.err
    folder = tmp_path / "My Shop"
    campaign = YAML(typ="safe").load((folder / "campaign.yaml").read_text(encoding="utf-8"))
    assert campaign["name"] == "my-shop"
    secret = folder / campaign["secret"].removeprefix("file:")
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert re.search(r"^[0-9a-f]{8} \d{4}-\d\d-\d\d [0-9a-f]{64}$", secret.read_text(), re.MULTILINE)
    assert f"/{secret.name}" in (folder / ".gitignore").read_text().splitlines()
    assert serendip("check", str(folder)).code == 0
    other = serendip("new", str(tmp_path / "other"))
    assert other.code == 0
    assert (tmp_path / "other" / secret.name).read_text() != secret.read_text()


def test_new_leaves_a_full_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    done = serendip("new", str(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert "not empty" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_check_counts_without_rendering(tiny: Tiny) -> None:
    (tiny.root / "suppression.txt").write_text("ID-CANARY-2\n", encoding="utf-8")
    done = serendip("check", str(tiny.root / "campaign.yaml"))
    assert done.code == 0, done.err
    assert "tiny: 3 rows, 2 recipients, 1 skipped, 0 would fail" in done.out
    assert "1 × suppressed" in done.out
    assert "everyone, 2: hello" in done.out
    assert not tiny.out.exists()
    assert "1 rows" not in done.out
    assert DIARY not in done.out + done.err
    assert "ID-CANARY" not in done.out + done.err
    assert "tiny: 1 row, 1 recipient" in serendip("check", str(tiny.root), "--limit", "1").out


def test_check_tells_every_finding(tiny: Tiny) -> None:
    (tiny.root / "story.yaml").write_text(
        STORY + "  - {scene: hello, id: nobody, when: \"first_name == 'Zoe'\"}\n",
        encoding="utf-8",
    )
    with (tiny.root / "customers.csv").open("a", encoding="utf-8") as stream:
        stream.write("ID-CANARY-1,Twice,x\n")
    done = serendip("check", str(tiny.root))
    assert done.code == 1
    assert re.search(r"would fail: .*\n  at .*customers\.csv", done.err)
    assert re.search(r"warning: nobody sees the scene 'nobody'.*\n  at .*story\.yaml:3:", done.err)
    assert "Anna" not in done.out + done.err


def test_words_of_a_template_that_give_a_source_away_stop_everything(tiny: Tiny) -> None:
    (tiny.root / "story.yaml").write_text(
        STORY + '  - {scene: hello, id: traced, texts: {say: "We noticed that you bought a bicycle, {first_name}."}}\n',
        encoding="utf-8",
    )
    for done in (serendip("check", str(tiny.root)), tiny.render()):
        assert done.code == 2
        assert re.search(
            r"the words 'We noticed that you' \(en\) give a source away.*\n  at .*story\.yaml:3:", done.err
        )
        assert "Anna" not in done.out + done.err
    assert not tiny.site.exists() or not tiny.folders()


def test_words_of_a_value_that_give_a_source_away_fail_that_recipient(tiny: Tiny) -> None:
    tiny.people(["Anna", "someone like you", "Björn"])
    checked = serendip("check", str(tiny.root))
    assert checked.code == 1
    assert re.search(r"would fail: the words of the scene hello give a source away \(rule en/like-you\)", checked.err)
    done = tiny.render()
    assert done.code == 1
    assert [line["status"] for line in tiny.manifest()] == ["rendered", "failed", "rendered"]
    assert "like you " not in checked.err + done.err + (tiny.private / "manifest.jsonl").read_text(encoding="utf-8")


def test_check_tells_all_errors_at_once(tiny: Tiny) -> None:
    campaign = CAMPAIGN.replace("first_name: given_name", "first_name: diary\n  born: birth_date")
    (tiny.root / "campaign.yaml").write_text(campaign, encoding="utf-8")
    done = serendip("check", str(tiny.root))
    assert done.code == 2
    assert done.err.count("error: ") >= 2
    assert "birth_date" in done.err
    assert "diary" in done.err


def test_scenes_lists_every_scene_with_its_needs() -> None:
    table, listed = serendip("scenes"), serendip("scenes", "--json")
    assert table.code == listed.code == 0
    scenes = json.loads(listed.out)
    names = {folder.parent.name for folder in Path(__file__).parents[2].glob("templates/scenes/*/scene.yaml")}
    assert {scene["name"] for scene in scenes} == names
    assert len(names) >= 8
    for scene in scenes:
        assert scene["name"] in table.out
        for name, need in scene["needs"].items():
            assert f"{name}: {need['type']}" in table.out
            assert need["sample"] not in (None, [], "")


def test_scenes_of_a_campaign_are_listed_too(tiny: Tiny) -> None:
    names = {scene["name"] for scene in json.loads(serendip("scenes", str(tiny.root), "--json").out)}
    assert "hello" in names


@pytest.mark.parametrize("name", list(SCHEMAS))
def test_schemas_are_json_schema(name: str) -> None:
    schema = json.loads(serendip("schema", name).out)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["type"] == "object"
    # What forms post is one of several objects: each of them is closed.
    closed = schema["$defs"].values() if name == "post" else [schema]
    assert all(each["additionalProperties"] is False for each in closed)


def test_preview_of_a_scene_and_of_a_campaign(tiny: Tiny, tmp_path: Path) -> None:
    one, two = tmp_path / "one.png", tmp_path / "two.png"
    assert serendip("preview", str(tiny.root / "scenes" / "hello"), "--out", str(one)).code == 0
    (tiny.root / "story.yaml").write_text(STORY + "  - {scene: hello, id: again}\n", encoding="utf-8")
    assert serendip("preview", str(tiny.root), "--out", str(two), "--locale", "de_DE").code == 0
    with Image.open(one) as small, Image.open(two) as large:
        assert small.width == large.width
        # A row of samples and one of stress values for each scene.
        assert large.height > 1.8 * small.height
    unknown = serendip("preview", "helo", "--out", str(one))
    assert unknown.code == 2
    assert "there is no scene of this name" in unknown.err
    blocked = serendip("preview", str(tiny.root / "scenes" / "hello"), "--out", str(one / "x.png"))
    assert (blocked.code, "Traceback" in blocked.err) == (2, False)


def test_words_at_the_edge_of_the_frame_are_told(tiny: Tiny, tmp_path: Path) -> None:
    scene = tiny.root / "scenes" / "hello" / "scene.yaml"
    outside = "  - {id: line, text: Hello, box: [5%, 5%, 95%, 95%]}\nsay:"
    scene.write_text(scene.read_text(encoding="utf-8").replace("say:", outside), encoding="utf-8")
    seen = serendip("preview", str(scene.parent), "--out", str(tmp_path / "one.png"))
    assert seen.code == 0
    assert re.search(r"warning: the layer 'line' leaves the safe area of 9:16 .*\n  at .*scene\.yaml:\d+:", seen.err)
    # The film of the campaign is wide, and there it is inside.
    assert "safe area" not in serendip("check", str(tiny.root)).err
    scene.write_text(scene.read_text(encoding="utf-8").replace("95%, 95%]", "99%, 95%]"), encoding="utf-8")
    checked = serendip("check", str(tiny.root))
    assert checked.code == 0
    assert re.search(r"warning: the layer 'line' leaves the safe area of 16:9 at the right", checked.err)


def test_serve_serves_the_site_and_nothing_else(tiny: Tiny) -> None:
    assert tiny.render("--limit", "1").code == 0
    (token,) = tiny.folders()
    command = program("serve", str(tiny.out / "tiny"), "--port", "0")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()) as run:
        assert run.stdout is not None
        found = re.search(r"http://[0-9.:]+", run.stdout.readline())
        assert found is not None
        with urllib.request.urlopen(f"{found[0]}/{token}/captions.vtt", timeout=10) as answer:
            assert b"Hello Anna." in answer.read()
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{found[0]}/../private/links.csv", timeout=10)
        run.send_signal(signal.SIGINT)
        _, err = run.communicate(timeout=10)
    assert run.returncode == 0
    assert "Traceback" not in err
    nothing = serendip("serve", str(tiny.root))
    assert nothing.code == 2
    assert "nothing to serve" in nothing.err


def test_debug_warns_first() -> None:
    done = serendip("--debug", "preview", "helo")
    assert done.code == 2
    assert done.err.startswith("warning: --debug may show customers' values")


def test_answers_of_forms_become_tables(tiny: Tiny, tmp_path: Path) -> None:
    layout = Layout(tmp_path / "out" / "tiny")
    layout.make()
    write_links(layout.links, "https://bill.example", [("7", "a" * 32)])
    load_campaign(tiny.root)  # makes the key
    post = {"form": "preferences", "version": "1", "token": "a" * 32, "language": "en", "only": "needed"}
    file = tmp_path / "answers.jsonl"
    file.write_text(json.dumps(post), encoding="utf-8")
    call = ("answers", str(tiny.root), str(file), "--out", str(tmp_path / "out"), "--into", str(tmp_path / "in"))
    found = serendip(*call)
    assert found.code == 0, found.err
    assert "objections.csv: 1" in found.out
    assert (tmp_path / "in" / "objections.csv").read_text(encoding="utf-8").startswith("customer_id,scope,objected_on")
    file.write_text("what is no post", encoding="utf-8")
    found = serendip(*call)
    assert found.code == 1
    assert "left out: 1 × no posts of a form" in found.out
