"""`serendip render --profile`."""

from __future__ import annotations

from typing import get_args

import av
from tinycampaign import CAMPAIGN, Tiny

from generator.cli.render import render
from generator.video.profiles import ProfileName
from generator.video.settings import Aspect


def test_the_command_offers_every_profile_and_aspect() -> None:
    choices = {each.name: tuple(getattr(each.type, "choices", ())) for each in render.params}
    assert (choices["profile"], choices["aspect"]) == (get_args(ProfileName), get_args(Aspect))


def test_a_profile_on_the_command_line_goes_before_the_campaigns(tiny: Tiny) -> None:
    assert tiny.render("--profile", "draft", "--aspect", "9:16", "--json").summary["rendered"] == 3
    with av.open(str(tiny.folder(1) / "video.mp4")) as film:
        context = film.streams.video[0].codec_context
        assert (context.width, context.height) == (360, 640)
    assert not (tiny.folder(1) / "preview.gif").exists()
    # Back to what the campaign says: another film, and the same links.
    before = tiny.folders()
    assert tiny.render("--json").summary["rendered"] == 3
    with av.open(str(tiny.folder(1) / "video.mp4")) as film:
        assert film.streams.video[0].codec_context.height == 720
    assert tiny.folders() == before
    assert tiny.render("--profile", "best").code == 2


def test_a_campaign_in_av1_leaves_webm_and_nothing_of_mp4(tiny: Tiny) -> None:
    tiny.render()
    assert (tiny.folder(1) / "video.mp4").exists()
    text = CAMPAIGN.replace("{fps: 10, gif: false}", "{fps: 10, preview: none, codec: av1, size: 360p}")
    (tiny.root / "campaign.yaml").write_text(text, encoding="utf-8")
    done = tiny.render()
    assert done.code == 0 and "video.webm" in done.out
    names = {path.name for path in tiny.folder(1).iterdir()}
    assert names == {"video.webm", "poster.jpg", "captions.vtt", "chapters.vtt"}
    kinds = {each["path"]: each["kind"] for each in tiny.manifest()[0]["artifacts"]}
    assert kinds["video.webm"] == "video"
