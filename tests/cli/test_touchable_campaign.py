"""Films that can be touched, from the campaign's files to what stands: checked, planned, rendered, kept, erased."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import av
import pytest
from tinycampaign import SCENE, Tiny, make, serendip

from generator.campaign import load_campaign
from generator.pipeline.filmwords import film_passages
from generator.pipeline.preparation import Preparation, Prepared
from generator.publish.tokens import token_of

NAMED = SCENE.replace(
    "say:",
    '  - {id: name, text: "{first_name}", style: headline, box: [40%, 20%, 90%, 60%], tap: {play: more}}\nsay:',
).replace("300ms", "2s")
MORE = NAMED.replace("{play: more}", "{open: film}").replace("2s", "2500ms")
STORY = """\
scenes:
  - scene: hello
    ask: [{id: clear, kind: rating, text: "Was it clear, {first_name}?"}]
branches:
  more: {title: More of it, scenes: [{scene: more, purpose: invoice}]}
plays: {amount: more}
"""


def touchable(folder: Path) -> Tiny:
    """The tiny campaign with a page, something to touch and a branch."""
    tiny = make(folder)
    text = (tiny.root / "campaign.yaml").read_text(encoding="utf-8")
    text = text.replace("video: {fps: 10", "microsite: {template: bill}\n  video: {height_px: 180, fps: 10")
    text += "links: {choices: choices.html, contact: 'mailto:people@example.org', stop: 'mailto:stop@example.org'}\n"
    (tiny.root / "campaign.yaml").write_text(text, encoding="utf-8")
    tiny.scene(NAMED)
    (tiny.root / "scenes" / "more").mkdir()
    (tiny.root / "scenes" / "more" / "scene.yaml").write_text(MORE, encoding="utf-8")
    (tiny.root / "story.yaml").write_text(STORY, encoding="utf-8")
    tiny.people(["Anna", "Xanthippe-Zoë", "Anna"])
    return tiny


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    tiny = touchable(tmp_path_factory.mktemp("touch"))
    done = tiny.render("--json")
    assert (done.code, done.summary["rendered"]) == (0, 3), done.err
    return tiny


@pytest.fixture
def fresh(tmp_path: Path) -> Tiny:
    return touchable(tmp_path)


def told(tiny: Tiny) -> str:
    done = serendip("check", str(tiny.root))
    return " ".join((done.out + done.err).split())


def test_a_branch_stands_beside_the_film_and_is_one_of_its_files(rendered: Tiny) -> None:
    folder = rendered.folder(1)
    files = {path.name for path in folder.iterdir()}
    assert {"video.mp4", "captions.vtt", "branch-more.mp4", "branch-more.vtt"} <= files
    kinds = {item["path"]: item["kind"] for item in rendered.manifest()[0]["artifacts"]}
    assert (kinds["branch-more.mp4"], kinds["branch-more.vtt"]) == ("video", "captions")
    with av.open(str(folder / "branch-more.mp4")) as film:
        assert film.duration == 2_500_000
    assert "Hello Anna." in (folder / "branch-more.vtt").read_text(encoding="utf-8")
    # What two recipients show alike is made once.
    assert len(list((rendered.private / "cache" / "repeated").iterdir())) == 2


def test_the_page_is_found_of_it(rendered: Tiny) -> None:
    page = (rendered.folder(1) / "index.html").read_text(encoding="utf-8")
    (found_,) = (
        each for each in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page) if "hotspots" in each
    )
    data = json.loads(found_)
    (spot,) = data["hotspots"]
    assert (spot["id"], spot["label"], spot["action"]["do"], spot["action"]["target"]) == (
        "hello.name",
        "Anna",
        "play",
        "more",
    )
    assert [question["text"] for question in data["questions"]] == ["Was it clear, Anna?"]
    (branch,) = data["branches"]
    assert (branch["file"], branch["then"], branch["title"]) == ("branch-more.mp4", "return", "More of it")
    assert branch["hotspots"][0]["action"]["target"] == "film"
    assert data["jumps"][0]["branch"] == "more"


def test_nothing_personal_is_kept_of_what_is_touched(rendered: Tiny) -> None:
    state = sqlite3.connect(rendered.private / "state.sqlite")
    films = [json.loads(row[0]) for row in state.execute("SELECT film FROM pieces WHERE kind = 'film'")]
    state.close()
    assert len(films) == 3
    for film in films:
        reels = film[-1]
        assert [reel[0] for reel in reels] == ["", "more"]
        assert [mark[0] for mark in reels[0][-1]] == ["hello.name"]
        assert "Anna" not in json.dumps(film) and "Xanthippe" not in json.dumps(film)


def test_the_second_run_does_nothing_and_a_page_alone_knows_the_film(rendered: Tiny) -> None:
    assert rendered.render("--json").summary["reused"] == 3
    page = next(rendered.folder(1).glob("index.html"))
    before = page.read_text(encoding="utf-8")
    page.unlink()
    film = (rendered.folder(1) / "branch-more.mp4").stat().st_mtime_ns
    assert rendered.render("--json").summary["rendered"] == 1
    assert page.read_text(encoding="utf-8") == before
    assert (rendered.folder(1) / "branch-more.mp4").stat().st_mtime_ns == film
    # A branch that is gone is missed like the film itself.
    (rendered.folder(1) / "branch-more.mp4").unlink()
    assert rendered.render("--json").summary["rendered"] == 1
    assert (rendered.folder(1) / "branch-more.mp4").is_file()


def test_the_plan_counts_branches(fresh: Tiny) -> None:
    done = serendip("render", str(fresh.root), "--out", str(fresh.out), "--plan", "--json")
    found = json.loads(done.out)
    assert (found["films"], found["frames"]) == (3, 3 * (20 + 25))
    assert [(each["scene"], each["segments"], each["shared"]) for each in found["scenes"]] == [
        ("hello", 2, 1), ("more", 2, 1),
    ]  # fmt: skip


def test_who_is_forgotten_leaves_no_branch(fresh: Tiny) -> None:
    assert fresh.render().code == 0
    stored = len(list((fresh.private / "cache" / "repeated").iterdir()))
    folder = fresh.folder(1)
    assert serendip("forget", "ID-CANARY-1", "--campaign", str(fresh.root), "--out", str(fresh.out)).code == 0
    assert not folder.exists()
    assert serendip("forget", "ID-CANARY-3", "--campaign", str(fresh.root), "--out", str(fresh.out)).code == 0
    # Both Annas shared two segments, the branch's among them.
    assert stored - len(list((fresh.private / "cache" / "repeated").iterdir())) == 2


def test_a_branch_and_a_question_are_searched_like_the_film(fresh: Tiny) -> None:
    """What must not be told is found in them: a policy that drops the name leaves no scene to tell it in."""
    policy = (fresh.root / "policy.yaml").read_text(encoding="utf-8")
    (fresh.root / "policy.yaml").write_text(
        policy.replace("action: keep, purposes: [invoice]", "action: drop"), "utf-8"
    )
    found_ = told(fresh)
    assert "scenes/more/scene.yaml" in found_ and "scenes/hello/scene.yaml" in found_


def test_the_words_of_questions_and_branches_are_among_the_passages(fresh: Tiny) -> None:
    campaign = load_campaign(fresh.root)
    with Preparation(campaign) as preparation:
        record = next(iter(preparation.rows()))
        prepared = preparation.prepare(record, token_of(campaign.secret, campaign.name, "ID-CANARY-1"))  # type: ignore[arg-type]
        assert isinstance(prepared, Prepared)
        passages = {passage.place: passage.text for passage in film_passages(prepared.story)}
    assert passages["scene 'hello', a question"].split("\n")[0] == "Was it clear, Anna?"
    assert passages["scene 'more', what is said"] == "Hello Anna."


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "found"),
    [
        ("scenes/hello/scene.yaml", "[40%, 20%, 90%, 60%]", "[96%, 20%, 130%, 60%]", "scenes/hello/scene.yaml:9",
         "what is touched of 'name' lies outside the frame"),
        ("scenes/hello/scene.yaml", "tap: {play: more}", "tap: {play: more, from: 1s, to: 1500ms}",
         "scenes/hello/scene.yaml:9", "what is touched of 'name' is there for 0.5 s only"),
        ("scenes/hello/scene.yaml", "[10%, 10%, 20%, 30%]}",
         "[10%, 10%, 20%, 30%], tap: {link: page, label: A, box: [40%, 20%, 80%, 50%]}}", "scenes/hello/scene.yaml:9",
         "what is touched of 'name' overlaps 'ball', in 16:9 and 9:16 and 1:1"),
        ("scenes/hello/scene.yaml", "[10%, 10%, 20%, 30%]}", "[10%, 10%, 20%, 30%], tap: {open: nowhere, label: A}}",
         "scenes/hello/scene.yaml:8", "a touch of 'ball' opens 'nowhere', which the page does not have"),
        ("scenes/hello/scene.yaml", "tap: {play: more}", "tap: {open: film}", "story.yaml:5",
         "nothing leads to the branch 'more'"),
        ("scenes/hello/scene.yaml", "{id: ball, shape: circle, paint: sun", "{id: ball, button: Go, link: away",
         "story.yaml:2", "the button 'ball' leads to 'away', and the campaign has no such link"),
        ("story.yaml", "plays: {amount: more}", "plays: {nowhere: more}", "story.yaml",
         "'nowhere', which plays 'more', is no place in the page"),
    ],
)  # fmt: skip
def test_check_tells_what_is_wrong_with_touches(
    fresh: Tiny, file: str, old: str, new: str, place: str, found: str
) -> None:
    assert "touch" not in told(fresh).replace(str(fresh.root), "")
    path = fresh.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    if found.startswith("nothing leads"):
        story = (fresh.root / "story.yaml").read_text(encoding="utf-8").replace("plays: {amount: more}\n", "")
        (fresh.root / "story.yaml").write_text(story, encoding="utf-8")
    now = told(fresh)
    assert found in now, now
    assert f"{fresh.root}/{place}" in now[now.index(found) :][:600]


def test_three_lines_that_are_too_low_for_fingers_are_told(fresh: Tiny) -> None:
    rows = "".join(
        f"  - {{id: row{n}, fill: sun, box: [10%, {60 + 3 * n}%, 90%, {63 + 3 * n}%], tap: {{open: film, label: A}}}}\n"
        for n in range(3)
    )
    fresh.scene(NAMED.replace("say:", rows + "say:"))
    now = told(fresh)
    assert "what is touched of 'row1' is smaller than a finger" in now
    fresh.scene(NAMED.replace("say:", rows.replace("label: A}", "label: A, box: [10%, 60%, 90%, 90%]}") + "say:"))
    assert "overlaps 'row0'" in told(fresh)
