"""What the README and the references show works as it stands there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from generator.campaign import CampaignFile
from generator.cli.application import serendip
from generator.errors import CampaignError
from generator.scenes.brand import load_brand
from generator.scenes.template import load_scene
from generator.sourcefile import read
from generator.story.formats import Formats
from generator.story.phrasing import Phrasing
from generator.story.plan import StoryFile
from generator.story.resolve import sample_scene
from generator.story.words import load_words

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(path: Path, language: str) -> list[str]:
    found = [text for name, text in BLOCK.findall(path.read_text(encoding="utf-8")) if name == language]
    assert found, path
    return found


@pytest.mark.parametrize("page", ["README.md", "docs/campaign.md"])
def test_the_campaign_shown_is_valid(tmp_path: Path, checkout: Path, page: str) -> None:
    (tmp_path / "campaign.yaml").write_text(blocks(checkout / page, "yaml")[0], encoding="utf-8")
    assert read(tmp_path / "campaign.yaml", CampaignError).parse(CampaignFile).version == 1


def test_the_story_shown_is_valid(tmp_path: Path, checkout: Path) -> None:
    (tmp_path / "story.yaml").write_text(blocks(checkout / "docs" / "campaign.md", "yaml")[1], encoding="utf-8")
    assert len(read(tmp_path / "story.yaml", CampaignError).parse(StoryFile).scenes) == 4


def test_the_scene_shown_can_be_drawn(tmp_path: Path, checkout: Path) -> None:
    (tmp_path / "balance").mkdir()
    (tmp_path / "balance" / "scene.yaml").write_text(blocks(checkout / "README.md", "yaml")[1], encoding="utf-8")
    template = load_scene(tmp_path / "balance")
    phrasing = Phrasing(load_words("en"), Formats("en_GB"))
    scene = sample_scene(template, load_brand("solena", checkout), phrasing, stress=True)
    assert scene.caption == "Your balance is €\u202f98,765,432.10."
    assert [layer.id for layer in scene.layers["16:9"]] == ["ground", "label", "amount", "bars"]


def test_every_command_shown_exists(checkout: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (checkout / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    shown = [line.split() for text in blocks(checkout / "README.md", "sh") for line in text.splitlines()]
    assert [words[1] for words in shown if words[0] == "make"] == ["demo", "test"]
    for words in shown:
        assert words[1] in (targets if words[0] == "make" else serendip.commands), words


def test_every_link_leads_somewhere(checkout: Path) -> None:
    for page in (checkout / "README.md", checkout / "CONTRIBUTING.md", *sorted((checkout / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)


def test_every_dependency_has_its_reason(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    names = {re.match(r"[\w.-]+", line)[0].lower() for line in wanted}
    page = (checkout / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.split("## Libraries")[1].split("\n## ")[0].lower()
    assert len(names) > 20
    assert {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", table)} == set()
