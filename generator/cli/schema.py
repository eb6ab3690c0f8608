"""serendip schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import click


def _campaign() -> dict[str, Any]:
    from generator.campaign import CampaignFile

    return CampaignFile.model_json_schema()


def _policy() -> dict[str, Any]:
    from generator.privacy.policy import policy_schema

    return policy_schema()


def _scene() -> dict[str, Any]:
    from generator.scenes.schema import scene_schema

    return scene_schema()


def _page() -> dict[str, Any]:
    from generator.scenes.pages import PageFile

    return PageFile.model_json_schema()


def _layout() -> dict[str, Any]:
    from generator.scenes.pages import LayoutFile

    return LayoutFile.model_json_schema()


def _block() -> dict[str, Any]:
    from generator.scenes.pages import BlockFile

    return BlockFile.model_json_schema()


def _story() -> dict[str, Any]:
    from generator.story.plan import StoryFile

    return StoryFile.model_json_schema()


def _faq() -> dict[str, Any]:
    from generator.story.faq import FaqFile

    return FaqFile.model_json_schema()


def _brand() -> dict[str, Any]:
    from generator.scenes.brand import BrandFile

    return BrandFile.model_json_schema()


def _products() -> dict[str, Any]:
    from generator.privacy.products import products_schema

    return products_schema()


def _post() -> dict[str, Any]:
    from generator.publish.posts import post_schema

    return post_schema()


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "campaign": _campaign,
    "policy": _policy,
    "story": _story,
    "scene": _scene,
    "page": _page,
    "layout": _layout,
    "block": _block,
    "faq": _faq,
    "brand": _brand,
    "products": _products,
    "post": _post,
}


@click.command()
@click.argument("file", metavar="FILE", type=click.Choice(list(SCHEMAS)))
def schema(file: str) -> int:
    """Print the JSON Schema of a file that people write: campaign, policy, story, scene, page, layout,
    block, faq, brand or products; and of what forms post.

    Editors that know YAML use it to complete keys and to mark mistakes.
    """
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **SCHEMAS[file]()}
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    return 0
