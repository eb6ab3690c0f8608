"""docs/policy.md against the code: every key of every section, every value that a key may take, every example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from generator.errors import CampaignError
from generator.expressions import Language
from generator.privacy import (
    FactSpec,
    compile_facts,
    load_policy,
    load_products,
    policy_schema,
    products_schema,
    stricter,
)
from generator.privacy.categories import CATEGORIES, SPECIAL, within
from generator.privacy.derivations import KINDS
from generator.privacy.rule import FieldRule
from generator.privacy.transforms import ACTIONS
from generator.privacy.uses import USES
from generator.privacy.words import FILTERS, FUNCTIONS
from generator.sourcefile import plain, read

DOC = (Path(__file__).parents[2] / "docs" / "policy.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """The text under a heading, up to the next heading of any level."""
    match = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", DOC, re.MULTILINE | re.DOTALL)
    assert match is not None, f"docs/policy.md has no section '{heading}'"
    return match.group(1)


def documented(heading: str) -> dict[str, str]:
    """The keys of a section's table, each with its meaning."""
    return dict(re.findall(r"^\| `([a-z_]+)` \| (.*) \|$", section(heading), re.MULTILINE))


COMMON = dict.fromkeys([*FieldRule.model_fields, "action"], "Fields")
DERIVED = COMMON | dict.fromkeys(["derive", "from", "min_group"], "derive")
SCHEMA, PRODUCTS = policy_schema(), products_schema()
FACTS = TypeAdapter(FactSpec).json_schema()
# Where each part of the schemas is told of, and which keys are told of elsewhere.
HOMES: dict[str, tuple[dict[str, Any], str, dict[str, str]]] = {
    "PolicyFile": (SCHEMA, "The file", {}),
    "Purpose": (SCHEMA["$defs"]["Purpose"], "Purposes", {}),
    "Rules": (SCHEMA["$defs"]["Rules"], "Rules", {}),
    "ProductsFile": (PRODUCTS, "The catalogue", {}),
    "Product": (PRODUCTS["$defs"]["Product"], "The catalogue", {}),
    "FactSpec": (FACTS, "Facts", {}),
    **{
        action.capitalize(): (SCHEMA["$defs"][action.capitalize()], action, COMMON)
        for action in ACTIONS
        if action != "derive"
    },
    **{kind.__name__: (SCHEMA["$defs"][kind.__name__], name, DERIVED) for name, kind in KINDS.items()},
}


def test_every_section_of_the_schemas_has_its_home() -> None:
    assert {"PolicyFile", "ProductsFile", "FactSpec", *SCHEMA["$defs"], *PRODUCTS["$defs"]} == set(HOMES)


@pytest.mark.parametrize("name", HOMES)
def test_every_key_is_told_of(name: str) -> None:
    schema, heading, elsewhere = HOMES[name]
    missing = set(schema["properties"]) - set(elsewhere) - set(documented(heading))
    assert not missing, f"'{heading}' does not tell of {sorted(missing)}"


@pytest.mark.parametrize("heading", sorted({heading for _, heading, _ in HOMES.values()}))
def test_no_key_is_told_of_that_there_is_not(heading: str) -> None:
    known = {key for schema, home, _ in HOMES.values() if home == heading for key in schema["properties"]}
    assert set(documented(heading)) <= known


def test_the_keys_that_every_rule_has() -> None:
    assert set(documented("Fields")) == set(COMMON)
    assert set(documented("derive")) | set(COMMON) == set(DERIVED)


def choices(node: Any) -> Iterator[str]:
    """Every value that an `enum` or `const` allows, in a property's schema."""
    if isinstance(node, dict):
        for value in [*node.get("enum", ()), *([node["const"]] if "const" in node else [])]:
            yield str(value)
        for below in node.values():
            yield from choices(below)
    elif isinstance(node, list):
        for below in node:
            yield from choices(below)


@pytest.mark.parametrize("name", HOMES)
def test_every_value_that_a_key_may_take_is_told_of(name: str) -> None:
    schema, heading, elsewhere = HOMES[name]
    for key, node in schema["properties"].items():
        told = documented(elsewhere.get(key, heading))
        for value in choices(node):
            assert value in told[key] or (key == "action" and value in ACTIONS), f"{heading}: {key} may be {value}"


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_has_a_section(action: str) -> None:
    assert section(action).strip()


def test_categories_and_uses_are_listed_and_marked() -> None:
    listed = dict(re.findall(r"`([a-z_.]+)`(\+?!?)(?=\s|$)", section("Categories")))
    assert set(listed) == CATEGORIES
    assert {key for key, mark in listed.items() if "!" in mark} == {key for key in CATEGORIES if within(key, SPECIAL)}
    assert set(re.findall(r"`([a-z_.]+)`", section("Data uses"))) == USES


def test_every_word_of_the_expressions_is_told_of() -> None:
    told = section("Facts")
    for word in (*FILTERS, *FUNCTIONS):
        assert re.search(rf"^\| `.*\b{word}\(", told, re.MULTILINE), word
    for name in re.findall(r"`(\w+)`", re.findall(r"Beside Jinja's.*", told)[0]):
        Language().compile(f"x | {name}")


def examples() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL)


def test_every_example_is_right(tmp_path: Path) -> None:
    policy, wildcards, extension, products, campaign = examples()
    head = policy.partition("fields:")[0]
    names = ("policy.yaml", "wildcards.yaml", "shop/extension.yaml", "products.yaml", "campaign.yaml")
    (tmp_path / "shop").mkdir()
    (tmp_path / "company.yaml").write_text(policy.replace("k_anonymity: 2", "k_anonymity: 2, birth_date: born"))
    for name, text in zip(names, (policy, head + wildcards, extension, products, campaign), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(load_policy(tmp_path / "wildcards.yaml").wild) == 3
    assert stricter(load_policy(tmp_path / "shop" / "extension.yaml"), load_policy(tmp_path / "company.yaml"))
    loaded = load_policy(tmp_path / "policy.yaml")
    assert len(load_products(tmp_path / "products.yaml", loaded.rules.k_anonymity).products) == 5
    file = read(tmp_path / "campaign.yaml", CampaignError)
    facts = TypeAdapter(dict[str, str | FactSpec]).validate_python(plain(file.data["facts"]))
    assert set(compile_facts(facts, file)) == {"first_name", "balance", "used_less", "ideas"}
