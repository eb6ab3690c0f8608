"""docs/campaign.md names every key of the campaign and the story file."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from generator import campaign
from generator.publish import posts
from generator.scenes import transitions
from generator.story import assistant, chat, faq, forms, issuer, plan

REFERENCE = (Path(__file__).parents[2] / "docs" / "campaign.md").read_text(encoding="utf-8")

POSTS = (posts.Callback, posts.Dispute, posts.Preferences, posts.Profile, posts.Rating, posts.Accept, posts.InFilm)
FORMS = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "model",
    [
        campaign.CampaignFile,
        campaign.LocaleSpec,
        campaign.VideoSpec,
        campaign.PageSpec,
        campaign.DocumentSpec,
        campaign.OutputsSpec,
        campaign.UnsubscribeSpec,
        issuer.IssuerSpec,
        plan.StoryFile,
        plan.SceneEntry,
        transitions.TransitionSpec,
    ],
    ids=lambda model: model.__name__,
)
def test_every_key_is_explained(model: type) -> None:
    keys = set(TypeAdapter(model).json_schema(by_alias=True)["properties"])
    assert {key for key in keys if f"`{key}`" not in REFERENCE} == set()


@pytest.mark.parametrize(
    "model",
    [forms.FormsSpec, forms.QuestionSpec, *POSTS],
    ids=lambda model: model.__name__,
)
def test_every_key_of_forms_and_every_field_of_a_post_is_explained(model: type) -> None:
    keys = set(TypeAdapter(model).json_schema().get("properties", {}))
    assert {key for key in keys if f"`{key}`" not in FORMS} == set()


ASSISTANT = (Path(__file__).parents[2] / "docs" / "assistant.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "model",
    [
        assistant.AssistantSpec,
        faq.FaqFile,
        faq.FaqQuestion,
        chat.ChatwootSpec,
        chat.WebChatSpec,
        chat.DeepChatSpec,
    ],
    ids=lambda model: model.__name__,
)
def test_every_key_of_the_assistant_is_explained(model: type) -> None:
    keys = set(TypeAdapter(model).json_schema().get("properties", {}))
    assert {key for key in keys if f"`{key}`" not in ASSISTANT} == set()
