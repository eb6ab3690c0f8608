"""A rendered film's QR code leads to the recipient's own page, through encoder and decoder."""

from __future__ import annotations

import av
import zxingcpp
from tinycampaign import SCENE, Tiny

CODE = "  - {id: own, qr: page, rounded: true, box: [30%, 10%, 70%, 90%]}\nsay:"


def test_each_film_leads_to_its_own_page(tiny: Tiny) -> None:
    tiny.people(["Ada", "Bob"])
    tiny.scene(SCENE.replace("say:", CODE))
    done = tiny.render("--profile", "draft")
    assert done.code == 0, done.err
    links = tiny.links()
    for number, url in enumerate(links.values(), 1):
        with av.open(str(tiny.folder(number) / "video.mp4")) as film:
            frame = next(film.decode(video=0)).to_ndarray(format="rgb24")
        assert [found.text for found in zxingcpp.read_barcodes(frame)] == [url]
    assert len(set(links.values())) == 2


def test_a_code_without_its_link_keeps_the_batch_from_starting(tiny: Tiny) -> None:
    tiny.people(["Ada"])
    tiny.scene(SCENE.replace("say:", CODE.replace("qr: page", "qr: shop")))
    done = tiny.render()
    assert done.code == 2
    assert "no such link" in done.err
    assert not tiny.site.exists()
