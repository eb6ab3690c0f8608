"""Transitions: where scenes are on the frame grid, what a crossing shows, and who shares it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import engine_parts
import numpy as np
import pytest
from engine_parts import SECRET, SMALL, FlatPainter, brand, ground, name, scene, slider, story, studio

from generator.model.story import Scene, Story, Transition, overlaps
from generator.video.captions import film_cues, webvtt
from generator.video.chapters import chapters_of
from generator.video.compose import Board, Composition, Pixels
from generator.video.crossing import Crossing, Excerpt
from generator.video.plan import layers_of, shots
from generator.video.settings import VideoSettings
from generator.video.timeline import timeline

KINDS = ("crossfade", "slide", "wipe", "zoom")
PAPER, INK = (0xFB, 0xF6, 0xEE), (0x10, 0x20, 0x3A)


def crossed(told: Scene, kind: str = "crossfade", seconds: float = 0.4, **more: str) -> Scene:
    return replace(told, transition=Transition(kind, seconds, **more))


def sides(kind: str, towards: str = "left", frames: int = 9, ease: str = "linear") -> Crossing:
    """From paper to ink."""
    painter = FlatPainter(brand(), SMALL.size_px)
    paper = Composition((ground(),), painter, 60, 30)
    ink = Composition((ground("ink"),), painter, 60, 30)
    return Crossing(Excerpt(paper, 60 - frames, frames), Excerpt(ink, 0, frames), Transition(kind, 0.3, towards, ease))


def drawn(crossing: Crossing, frame: int) -> Pixels:
    board = Board(SMALL.size_px)
    crossing.draw(frame, board)
    return board.rgb()


@pytest.mark.parametrize(
    ("lengths", "wanted", "kept"),
    [
        ([], [], ()),
        ([5.0], [0.4], (0.0,)),
        ([5.0, 5.0, 5.0], [0.4, 0.4, 0.0], (0.0, 0.4, 0.0)),
        ([5.0, 0.6, 5.0], [0.0, 0.4, 0.4], (0.0, 0.3, 0.3)),
        ([5.0, 0.6, 5.0], [0.0, 0.2, 0.4], (0.0, 0.2, 0.4)),
        ([0.2, 5.0], [0.0, 0.4], (0.0, 0.2)),
        ([5.0, 0.2, 0.2, 5.0], [0.0, 0.4, 0.4, 0.4], (0.0, 0.1, 0.1, 0.1)),
    ],
)
def test_overlaps_never_take_more_than_a_scene_has(
    lengths: list[float], wanted: list[float], kept: tuple[float, ...]
) -> None:
    assert overlaps(lengths, wanted) == pytest.approx(kept)


def test_scenes_overlap_and_the_shots_cover_the_film_without_gaps() -> None:
    told = story(
        scene("a", ground()),
        crossed(scene("b", ground("ink"))),
        scene("c", ground()),
        crossed(scene("d", ground("ink"), seconds=0.5), seconds=0.3),
        crossed(scene("e", ground()), seconds=0.3),
    )
    places = timeline(told, 30)
    assert [(place.first, place.entering, place.leaving) for place in places] == [
        (0, 0, 12),
        (48, 12, 0),
        (108, 0, 7),
        (161, 7, 7),
        (169, 7, 0),
    ]
    assert [(shot.first, shot.frames, shot.before is None) for shot in shots(told, SMALL, SECRET)] == [
        (0, 48, True),
        (48, 12, False),
        (60, 48, True),
        (108, 53, True),
        (161, 7, False),
        (168, 1, True),
        (169, 7, False),
        (176, 53, True),
    ]
    assert told.duration_s == pytest.approx(229 / 30, abs=0.05)


def test_scenes_without_a_body_of_their_own() -> None:
    told = story(
        scene("a", ground(), seconds=0.2),
        crossed(scene("b", ground("ink"), seconds=0.4), seconds=0.4),
        crossed(scene("c", ground(), seconds=0.2), seconds=0.4),
    )
    planned = shots(told, SMALL, SECRET)
    assert [(shot.first, shot.frames) for shot in planned] == [(0, 6), (6, 6)]
    assert [shot.before.number for shot in planned if shot.before] == [0, 1]


def test_a_transition_of_less_than_half_a_frame_is_a_cut() -> None:
    told = story(scene("a", ground()), crossed(scene("b", ground("ink")), seconds=0.01))
    assert [shot.before for shot in shots(told, SMALL, SECRET)] == [None, None]


@pytest.mark.parametrize("kind", KINDS)
def test_a_crossing_is_neither_scene_pure_and_moves_at_every_frame(kind: str) -> None:
    crossing = sides(kind)
    pictures = [drawn(crossing, frame) for frame in range(crossing.frames)]
    means = [float(picture.mean()) for picture in pictures]
    paper, ink = float(np.mean(PAPER)), float(np.mean(INK))
    assert all(paper > before > after > ink for before, after in pairwise(means))
    assert means[4] == pytest.approx((paper + ink) / 2, rel=0.03)
    assert len({crossing.state(frame) for frame in range(9)}) == 9
    assert all(np.array_equal(drawn(sides(kind), frame), pictures[frame]) for frame in (0, 4, 8))
    # the last board's content does not shine through
    board = Board(SMALL.size_px)
    board.pixels[:] = 77
    crossing.draw(4, board)
    assert np.array_equal(board.rgb(), pictures[4]) and board.pixels[..., 3].min() == 255


@pytest.mark.parametrize("kind", ["slide", "wipe"])
@pytest.mark.parametrize(
    ("towards", "old", "new"),
    [
        ("left", (90, 4), (90, 315)),
        ("right", (90, 315), (90, 4)),
        ("up", (4, 160), (175, 160)),
        ("down", (175, 160), (4, 160)),
    ],
)
def test_where_the_new_scene_comes_from(kind: str, towards: str, old: tuple[int, int], new: tuple[int, int]) -> None:
    picture = drawn(sides(kind, towards), 4)
    assert tuple(picture[old]) == PAPER and tuple(picture[new]) == INK


def test_a_slide_moves_both_and_a_wipe_neither() -> None:
    painter = FlatPainter(brand(), SMALL.size_px)
    before = Composition((ground(), name("AAAA")), painter, 60, 30)
    after = Composition((ground("ink"),), painter, 60, 30)
    still, moved = Board(SMALL.size_px), {}
    before.draw(56, still)
    for kind in ("slide", "wipe"):
        crossing = Crossing(Excerpt(before, 51, 9), Excerpt(after, 0, 9), Transition(kind, 0.3, "up", "linear"))
        moved[kind] = drawn(crossing, 1)
    assert np.array_equal(moved["wipe"][:140], still.rgb()[:140])
    assert np.array_equal(moved["slide"][:144], still.rgb()[36:])


def test_a_wipe_has_a_soft_edge_of_a_few_percent() -> None:
    row = drawn(sides("wipe"), 4)[90, :, 0].astype(int)
    mixed = ((row > INK[0] + 4) & (row < PAPER[0] - 4)).sum()
    assert 0.03 < mixed / row.size < 0.08


def test_easings_that_go_too_far_stay_within_the_picture() -> None:
    crossing = sides("slide", ease="overshoot")
    assert drawn(crossing, 7).mean() == pytest.approx(np.mean(INK), abs=0.01)


def test_a_side_that_rests_is_drawn_once() -> None:
    crossing = sides("crossfade")
    engine_parts.DRAWN.clear()
    board = Board(SMALL.size_px)
    for frame in range(crossing.frames):
        crossing.draw(frame, board)
    assert len(engine_parts.DRAWN) == 2


def mixed_story(count: int) -> Story:
    """Scenes of odd lengths; every kind, some cuts, some transitions that scenes have no room for."""
    kinds = ["crossfade", "", "slide", "wipe", "zoom", "slide", ""]
    towards = ["left", "right", "up", "down"]
    told: list[Scene] = []
    for number in range(count):
        paint = ("paper", "ink", "sun")[number % 3]
        who = (name(f"Scene {number}", 0.1),) if number % 4 == 0 else (slider(0.2),)
        one = scene(f"s{number}", ground(paint), *who, seconds=0.31 + 0.037 * (number % 11))
        if kind := kinds[number % 7]:
            one = crossed(one, kind, 0.05 + 0.041 * (number % 8), towards=towards[number % 4])
        told.append(one)
    return story(*told)


def as_composed(told: Story, settings: VideoSettings) -> Callable[[int], Pixels]:
    """A story in, what each frame of its film is to show out, found without the studio."""
    painter = FlatPainter(told.brand, settings.size_px)
    places = timeline(told, settings.fps)
    scenes = [Composition(layers_of(p.scene, settings), painter, p.frames, settings.fps) for p in places]

    def picture(frame: int) -> Pixels:
        board = Board(settings.size_px)
        shown = [place for place in places if place.first <= frame < place.end]
        takes = [Excerpt(scenes[place.number], frame - place.first, 1) for place in shown]
        if len(takes) == 1:
            takes[0].draw(0, board)
        else:
            coming = shown[1]
            assert coming.scene.transition is not None
            sides = [Excerpt(scenes[place.number], coming.first - place.first, coming.entering) for place in shown]
            Crossing(sides[0], sides[1], coming.scene.transition).draw(frame - coming.first, board)
        return board.rgb()

    return picture


def test_sixty_scenes_with_mixed_transitions_are_exact_to_the_frame(tmp_path: Path) -> None:
    told = mixed_story(60)
    places = timeline(told, 30)
    expected = sum(max(1, round(one.duration_s * 30)) for one in told.scenes) - sum(p.entering for p in places)
    assert sum(place.entering > 0 for place in places) > 35
    settings = replace(SMALL, constant_frame_rate=True)
    film = studio(tmp_path / "cache", settings).render(told, tmp_path / "out")
    with av.open(str(tmp_path / "out" / "video.mp4")) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None and stream.duration is not None
        assert stream.duration * stream.time_base == Fraction(expected, 30)
        frames = list(container.decode(stream))
        assert [round((frame.pts or 0) * stream.time_base * 30) for frame in frames] == list(range(expected))
        keys = {number for number, frame in enumerate(frames) if frame.key_frame}
        shown = [frame.to_ndarray(format="rgb24") for frame in frames]
    assert film.duration_s == pytest.approx(expected / 30)
    planned = shots(told, settings, SECRET)
    assert {shot.first for shot in planned} <= keys
    assert {round(start_s * 30) for start_s, _ in film.chapters} <= keys
    # The first and the last frame of every shot, composed from the scenes alone.
    picture = as_composed(told, settings)
    for frame in {at for shot in planned for at in (shot.first, shot.first + shot.frames - 1)}:
        difference = np.abs(shown[frame].astype(int) - picture(frame).astype(int)).mean()
        assert difference < 4, (frame, difference)


def test_equal_stories_give_equal_bytes_here_and_in_other_processes(tmp_path: Path) -> None:
    studio(tmp_path / "cache-here").render(mixed_story(8), tmp_path / "here")
    program = (
        "import sys; from pathlib import Path; from test_engine_crossing import mixed_story; "
        "from engine_parts import studio; root = Path(sys.argv[1]); "
        "studio(root / 'cache-both').render(mixed_story(8), root / sys.argv[2])"
    )
    # Two at once over one cache: what one makes, the other takes.
    others = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), turn], cwd=Path(__file__).parent)
        for turn in ("one", "two")
    ]
    assert [other.wait() for other in others] == [0, 0]
    films = {(tmp_path / turn / "video.mp4").read_bytes() for turn in ("here", "one", "two")}
    assert len(films) == 1


def test_a_transition_is_personal_when_either_side_is() -> None:
    told = story(
        scene("a", ground(), name("Lucia")),
        crossed(scene("b", ground("ink"))),
        crossed(scene("c", ground("sun"))),
        crossed(scene("d", ground(), name("Lucia"))),
    )
    assert [shot.personal for shot in shots(told, SMALL, SECRET)] == [True, True, False, False, False, True, True]


def test_who_comes_from_other_scenes_shares_the_body_and_not_the_transition() -> None:
    closing = crossed(scene("closing", ground(), slider()))
    ours = shots(story(scene("a", ground("ink")), closing), SMALL, SECRET)
    theirs = shots(story(scene("b", ground("sun")), closing), SMALL, SECRET)
    assert ours[2].name == theirs[2].name
    assert ours[1].name != theirs[1].name
    slower = replace(closing, transition=Transition("crossfade", 0.4, ease="linear"))
    changed = [replace(closing, transition=Transition("slide", 0.4)), slower, crossed(closing, seconds=0.5)]
    names = {shots(story(scene("a", ground("ink")), one), SMALL, SECRET)[1].name for one in [closing, *changed]}
    assert len(names) == 4


def test_what_a_personal_transition_shares_with_others_is_composed_once(tmp_path: Path) -> None:
    maker = studio(tmp_path / "cache")
    shared = scene("shared", ground("ink"), slider(2.0))
    for turn, who in enumerate(("Lucia", "Marek")):
        told = story(scene("a", ground(), name(who)), crossed(shared), crossed(scene("c", ground(), name(who))))
        engine_parts.DRAWN.clear()
        maker.render(told, tmp_path / who)
        assert (engine_parts.DRAWN.count("slider") > 0) == (turn == 0)
    alone = studio(tmp_path / "other").render(told, tmp_path / "alone")
    assert alone.files
    assert (tmp_path / "alone" / "video.mp4").read_bytes() == (tmp_path / "Marek" / "video.mp4").read_bytes()


@pytest.mark.parametrize("fps", [24, 30, 60])
def test_captions_change_in_the_middle_and_chapters_begin_where_a_scene_is_alone(fps: int) -> None:
    told = story(scene("a", ground()), crossed(scene("b", ground())), crossed(scene("c", ground()), seconds=0.5))
    places = timeline(told, fps)
    spoken = [place.heard for place in places]
    assert all(before.stop == after.start for before, after in pairwise(spoken))
    assert spoken[0].start == 0 and spoken[-1].stop == places[-1].end
    assert spoken[1].start == places[1].first + places[1].entering // 2
    chapters = chapters_of(places)
    assert [chapter.first for chapter in chapters] == [0, places[1].body.start, places[2].body.start]
    assert all(before.end == after.first for before, after in pairwise(chapters))
    assert webvtt(film_cues(places, fps)).count("-->") == 3


def test_a_scene_that_others_take_all_of_says_nothing() -> None:
    told = story(scene("a", ground(), seconds=0.01), crossed(scene("b", ground(), seconds=1.0)))
    assert webvtt(film_cues(timeline(told, 30), 30)).count("-->") == 1


@pytest.mark.parametrize("settings", [SMALL, VideoSettings(aspect="9:16", height_px=320, gif=True)])
def test_poster_and_preview_show_scenes_and_never_a_crossing(settings: VideoSettings, tmp_path: Path) -> None:
    parts = [scene("a", ground(), name("Lucia")), scene("b", ground("ink"), name("Lucia"))]
    told = [story(parts[0], parts[1]), story(parts[0], crossed(parts[1]))]
    for number, each in enumerate(told):
        studio(tmp_path / "cache", settings).render(each, tmp_path / str(number))
    for kind in ("poster.jpg", *(["preview.gif"] if settings.gif else [])):
        assert (tmp_path / "0" / kind).read_bytes() == (tmp_path / "1" / kind).read_bytes()
