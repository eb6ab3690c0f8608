"""A campaign with another company's chat: its pages in every language, and headers that allow its host there alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.campaign import load_campaign
from generator.errors import CampaignError
from generator.pipeline.setting import prepare
from generator.publish.headers import chat_policy_of, content_security_policy, policy_of
from generator.publish.layout import Layout
from generator.video.cache import Limits

CHAT = """assistant:
  faq: faq.yaml
  chat: {kind: chatwoot, company: Example Chat Ltd., host: "https://chat.example.org", website_token: abcdef}
"""


def planted(checkout: Path, tmp_path: Path, old: str = "", new: str = "") -> Path:
    folder = tmp_path / "energy"
    shutil.copytree(checkout / "examples" / "energy", folder, ignore=shutil.ignore_patterns(".secret"))
    file = folder / "campaign.yaml"
    text = file.read_text(encoding="utf-8")
    assert "assistant: {faq: faq.yaml}\n" in text
    file.write_text(text.replace("assistant: {faq: faq.yaml}\n", CHAT.replace(old, new)), encoding="utf-8")
    return folder


def test_every_language_has_its_page_and_hosts_know_its_policy(checkout: Path, tmp_path: Path) -> None:
    campaign = load_campaign(planted(checkout, tmp_path))
    layout = Layout(tmp_path / "out")
    layout.make()
    shared = prepare(campaign, layout, tmp_path / "store", Limits(), debug=False).shared
    assert shared is not None
    pages = dict(shared.chat)
    assert set(pages) == {"en", "de", "it", "fr", "es"}
    assert (
        "betreibt diesen Chat" in (layout.shared / "x" / pages["de"].replace("../shared", "..")).resolve().read_text()
    )
    # What forms may reach is for the pages with forms, and the chat's host for the page of the chat.
    assert policy_of(layout.site) == content_security_policy(campaign.sources())
    chat = chat_policy_of(layout.site)
    assert "frame-src https://chat.example.org" in chat
    assert chat.count("://") == chat.count("https://chat.example.org")
    # Again: the same pages, under the same names.
    assert prepare(campaign, layout, tmp_path / "store", Limits(), debug=False).shared == shared


def test_a_campaign_without_a_chat_has_one_policy(checkout: Path, tmp_path: Path) -> None:
    campaign = load_campaign(planted(checkout, tmp_path, CHAT, "assistant: {faq: faq.yaml}\n"))
    layout = Layout(tmp_path / "out")
    layout.make()
    shared = prepare(campaign, layout, tmp_path / "store", Limits(), debug=False).shared
    assert shared is not None
    assert shared.chat == ()
    assert chat_policy_of(layout.site) == policy_of(layout.site) == content_security_policy(campaign.sources())


@pytest.mark.parametrize(
    "host", ["http://chat.example.org", "https://*.example.org", "https://a.example 'unsafe-eval'"]
)
def test_an_address_that_widens_the_policy_is_told_at_its_line(checkout: Path, tmp_path: Path, host: str) -> None:
    with pytest.raises(CampaignError) as caught:
        load_campaign(planted(checkout, tmp_path, "https://chat.example.org", host))
    assert "campaign.yaml:" in caught.value.place
