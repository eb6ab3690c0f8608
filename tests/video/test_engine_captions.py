"""Captions and chapters: escaped, short, in order, on the film's clock."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from engine_parts import SMALL, ground, scene, story, studio

from generator.video.captions import Cue, columns, cues_of, timestamp, webvtt

TIMING = re.compile(r"^(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})$")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "00:00:00.000"), (1 / 3, "00:00:00.333"), (59.9996, "00:01:00.000"), (3661.5, "01:01:01.500")],
)
def test_timestamps(seconds: float, text: str) -> None:
    assert timestamp(seconds) == text


def test_signs_that_mean_something_in_webvtt_are_escaped() -> None:
    text = webvtt([Cue(0, 1, ("Müller & Söhne <b>", "00:00 --> 00:01\n\nNOTE x"))])
    assert text == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nMüller &amp; Söhne &lt;b&gt;\n00:00 --&gt; 00:01 NOTE x\n"
    )


@pytest.mark.parametrize(
    "caption",
    [
        "Hello.",
        "Your balance is € 84.20, which is € 6.10 less than in March. It is due on 28 May and paid automatically.",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ist ein langes Wort.",
        "您的四月账单是八十四欧元二十分。比三月份少六欧元十分。到期日是五月二十八日，将自动支付，您无需进行任何操作，谢谢。",
        "مرحبا ليلى، رصيدك هو ٨٤٫٢٠ يورو. هل تريدين معرفة المزيد؟ كل التفاصيل على بعد نقرة واحدة من هنا.",
        "One. Two. Three. Four. Five.",
    ],
)
def test_cues_are_at_most_two_lines_of_42_columns_and_lose_nothing(caption: str) -> None:
    cues = cues_of(caption, 10.0, 15.0)
    for cue in cues:
        assert 1 <= len(cue.lines) <= 2
        assert all(0 < columns(line) <= 42 for line in cue.lines)
    said = "".join(line for cue in cues for line in cue.lines)
    assert said.replace(" ", "") == caption.replace(" ", "")
    assert cues[0].start_s == 10.0 and cues[-1].end_s == pytest.approx(15.0)
    assert all(before.end_s == pytest.approx(after.start_s) for before, after in pairwise(cues))


def test_two_lines_are_balanced_and_short_sentences_joined() -> None:
    (cue,) = cues_of("Every kilowatt hour came from wind and sun together", 0, 4)
    assert cue.lines == ("Every kilowatt hour came from", "wind and sun together") or (
        abs(columns(cue.lines[0]) - columns(cue.lines[1])) < 12
    )
    assert [cue.lines for cue in cues_of("Hello Lucia. Your April, in short.", 0, 4)] == [
        ("Hello Lucia.", "Your April, in short.")
    ]


def test_a_silent_scene_has_no_cue() -> None:
    assert cues_of("  ", 0, 4) == []
    assert webvtt([]) == "WEBVTT\n"


def test_cues_stay_within_their_scene_on_the_frame_grid(tmp_path: Path) -> None:
    told = story(
        scene("a", ground(), seconds=1.01, caption="First of all. " * 6),
        scene("b", ground(), seconds=2.0, caption="Ends <here> & now."),
        scene("c", ground(), seconds=0.5, title="A & B <i>"),
    )
    film = studio(tmp_path / "cache", SMALL).render(told, tmp_path / "out")
    lines = (tmp_path / "out" / "captions.vtt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "WEBVTT"
    found = [match.groups() for match in map(TIMING.match, lines) if match]
    assert found[0][0] == "00:00:00.000"
    assert ("00:00:01.000", "00:00:03.000") in found
    assert found[-1] == ("00:00:03.000", "00:00:03.500")
    assert "Ends &lt;here&gt; &amp; now." in lines
    assert film.chapters == ((0.0, "A"), (1.0, "B"), (3.0, "A & B <i>"))
    assert "A &amp; B &lt;i&gt;" in (tmp_path / "out" / "chapters.vtt").read_text(encoding="utf-8")
