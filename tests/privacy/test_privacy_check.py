"""What is refused before anything is rendered, where, and with which remedy."""

from __future__ import annotations

from typing import Any

import pytest

from generator.errors import CampaignError, PolicyError, SceneError
from generator.expressions import Language
from generator.intake.shape import Shape
from generator.privacy import FactNeed, FactSpec, SegmentRead, check_needs, check_segments, check_shape, warnings

FIELDS = """
name: {category: user.name, purposes: [invoice, offers]}
creed: {category: user.demographic.religious_belief, action: drop}
income: {category: user.financial.income, action: drop}
band: {category: user.financial, origin: inferred, purposes: [invoice, offers]}
invoices: {category: user.financial, purposes: [invoice]}
invoices.due: {}
invoices.total: {}
"""
SHAPE = Shape(("name", "creed", "income", "band", "shoes"), {"invoices": Shape(("due", "total", "margin"))})
PLACE = "templates/scenes/balance/scene.yaml:5:3"


def need(fact: str, purpose: str = "invoice", *, shown: bool = True, optional: bool = False) -> FactNeed:
    return FactNeed(fact, purpose, shown, PLACE, optional)


@pytest.mark.parametrize(
    ("expression", "purpose", "said", "remedy"),
    [
        ("creed", "invoice", "sensitive and never told", "Leave the fact out"),
        ("name if creed == 'x' else 'y'", "invoice", "'creed', which is sensitive", ""),
        ("income", "invoice", "'income', which the policy drops", "policy.yaml:8:"),
        ("shoes", "invoice", "'shoes', and the policy does not list that", "policy.yaml"),
        ("invoices[-1].margin", "invoice", "'invoices.margin', and the policy does not list that", ""),
        ("invoices | table('due', 'margin')", "invoice", "'invoices.margin'", ""),
        ("invoices | map(attribute='margin') | sum", "invoice", "'invoices.margin'", ""),
        ("invoices[-1].total", "offers", "allows it for 'invoice' only", "policy.yaml:12:"),
        ("band", "offers", "inferred: it may choose between scenes and is never shown", "condition"),
        ("name", "news", "no purpose 'news'", ""),
    ],
)
def test_a_need_that_can_not_be_met(
    make_policy: Any, make_facts: Any, expression: str, purpose: str, said: str, remedy: str
) -> None:
    found = check_needs(make_policy(FIELDS), make_facts({"it": expression}), [need("it", purpose)], SHAPE)
    assert [type(error) for error in found] == [SceneError]
    assert found[0].place == PLACE
    assert said in found[0].cause
    assert remedy in found[0].remedy


@pytest.mark.parametrize(
    ("expression", "given"),
    [
        ("name", need("it", "offers")),
        ("invoices[-1].total | money('EUR')", need("it")),
        ("invoices[-1].due.month", need("it")),
        ("invoices | length > 3", need("it", shown=False)),
        ("invoices | series('due', 'total', unit='kWh')", need("it")),
        ("band == 'A'", need("it", shown=False)),
    ],
)
def test_a_need_that_can_be_met(make_policy: Any, make_facts: Any, expression: str, given: FactNeed) -> None:
    assert check_needs(make_policy(FIELDS), make_facts({"it": expression}), [given], SHAPE) == []


def test_a_fact_that_nobody_declares(make_policy: Any, make_facts: Any) -> None:
    policy, facts = make_policy(FIELDS), make_facts({})
    found = check_needs(policy, facts, [need("balance"), need("extra", optional=True)], SHAPE)
    assert [error.cause for error in found] == ["it needs the fact 'balance', which the campaign does not declare."]


def test_a_fact_that_is_limited_to_another_purpose(make_policy: Any, make_facts: Any) -> None:
    facts = make_facts({"it": FactSpec(value="name", purpose="offers")})
    (error,) = check_needs(make_policy(FIELDS), facts, [need("it", "invoice")], SHAPE)
    assert "limited to 'offers'" in error.cause
    assert check_needs(make_policy(FIELDS), facts, [need("it", "offers")], SHAPE) == []


def test_a_fact_that_nothing_needs_is_checked_where_it_stands(make_policy: Any, make_facts: Any) -> None:
    facts = make_facts({"fine": "name", "odd": "shoes", "wrong": FactSpec(value="name", purpose="nothing")})
    found = check_needs(make_policy(FIELDS), facts, [], SHAPE)
    assert [(type(error), error.place.split("/")[-1]) for error in found] == [
        (PolicyError, "campaign.yaml:3:3"),
        (PolicyError, "campaign.yaml:4:3"),
    ]


@pytest.mark.parametrize("expression", ["name +", "name | unknown_filter", "{% if %}", ""])
def test_a_fact_that_is_no_expression(make_facts: Any, expression: str) -> None:
    with pytest.raises(CampaignError) as caught:
        make_facts({"first": "name", "it": expression})
    assert caught.value.place.endswith("campaign.yaml:3:3")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("creed == 'x'", "'creed', which is sensitive"),
        ("name == 'x' or (creed or name) == 'y'", "'creed', which is sensitive"),
        ("income > 3", "'income', which is dropped"),
        ("shoes > 40", "'shoes', which the policy does not list"),
        ("invoices[-1]['margin'] > 3", "'invoices.margin', which the policy does not list"),
        ("invoices | selectattr('margin') | list | length > 3", "'invoices.margin', which the policy does not list"),
        ("invoices | sort(attribute='margin') | first", "'invoices.margin'"),
        ("(invoices[-1] or name).margin", "'invoices.margin'"),
    ],
)
def test_a_segment_that_reads_what_is_denied(make_policy: Any, rule: str, said: str) -> None:
    found = check_segments(
        make_policy(FIELDS), [SegmentRead("saver", Language().compile(rule), "campaign.yaml:9:7")], SHAPE
    )
    assert any(said in error.cause for error in found)
    assert {error.place for error in found} == {"campaign.yaml:9:7"}


@pytest.mark.parametrize("rule", ["band == 'A'", "invoices | length > 5 and invoices[-1].total < invoices[-2].total"])
def test_a_segment_may_read_what_is_kept(make_policy: Any, rule: str) -> None:
    assert check_segments(make_policy(FIELDS), [SegmentRead("s", Language().compile(rule), "p")], SHAPE) == []


def test_a_name_that_is_known_only_at_run_time_counts_as_all(make_policy: Any) -> None:
    policy = make_policy(FIELDS + "invoices.agent: {category: user.name, action: drop}\n")
    rule = Language().compile("invoices[-1][name] == 'x'")
    (error,) = check_segments(policy, [SegmentRead("s", rule, "p")], SHAPE)
    assert "invoices.agent" in error.cause


def test_policy_and_data_that_do_not_fit(make_policy: Any) -> None:
    policy = make_policy(
        """
name: {category: user.name, purposes: [invoice]}
visits: {category: user.location, purposes: [invoice]}
bought: {category: user.behavior.purchase_history, action: derive, derive: related_products, purposes: [offers]}
"""
    )
    shape = Shape(("nаme",), {"visits": Shape(("place",)), "bought": Shape(("product",))})  # the first a is Cyrillic
    found = check_shape(policy, shape, ["invoice", "news"])
    causes = " ".join(str(error) for error in found)
    assert "lacks the purpose 'news'" in causes
    assert "look alike" in causes
    assert "none of its fields is listed" in causes
    assert "from: bought.product" in causes
    assert len(found) == 4
    assert check_shape(make_policy(FIELDS), SHAPE, ["invoice", "offers"]) == []


def test_warnings_name_what_the_data_lacks_and_what_is_dropped(make_policy: Any) -> None:
    policy = make_policy(
        FIELDS
        + "old: {category: user.name, action: drop}\n"
        + "city: {category: user.contact.address.city, purposes: [offers], max_age: P1Y, as_of: moved}\n"
        + "ideas: {category: user.preference, action: derive, derive: related_products, from: bought.id,"
        + " purposes: [offers]}\n"
    )
    said = "\n".join(warnings(policy, SHAPE))
    assert "policy.yaml:13:3: the data has no field 'old'." in said
    assert "the data has no field 'city'." in said
    assert "the data has no field 'moved', so 'city' is never fresh." in said
    assert "'ideas' is derived from 'bought.id', which the data does not have." in said
    assert "not listed, so dropped: invoices.margin, shoes." in said
    assert (
        warnings(make_policy(FIELDS), Shape(("name", "creed", "income", "band"), {"invoices": Shape(("due", "total"))}))
        == []
    )
