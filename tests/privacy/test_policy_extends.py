"""A policy that extends another: it may narrow and drop, and never loosen; every try is an error at its line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.audience import PurposeRule
from generator.errors import PolicyError
from generator.privacy import Policy, load_policy, stricter
from generator.privacy.strictness import purpose_loosens

BASE = """\
version: 1
purposes:
  invoice: {use: essential.service, basis: contract}
  offers: {use: marketing.communications, basis: legitimate_interest, max_age: P24M}
rules: {min_alternatives: 3, birth_date: born}
fields:
  name: {category: user.name, purposes: [invoice, offers]}
  city: {category: user.contact.address.city, max_age: P12M, as_of: moved, relationship: [customer], purposes: [offers]}
  born: {category: user.demographic, action: bucket, to: age_band, bands: [18, 30, 65], purposes: [offers]}
  income: {category: user.financial.income, action: drop}
  mood: {category: user.preference, origin: observed, purposes: [offers], min_age: 18, consent: [offers]}
  invoices: {category: user.financial.transaction, purposes: [invoice]}
  invoices.total: {}
  invoices.lines.*: {category: user.financial.transaction}
  creed: {category: user.content, action: drop, sensitive: true}
"""

Extend = Callable[..., Policy]


@pytest.fixture
def extend(tmp_path: Path) -> Extend:
    """The lines after `extends` in, the policy out; `base` in place of BASE."""

    def make(lines: str, base: str = BASE) -> Policy:
        (tmp_path / "company.yaml").write_text(base, encoding="utf-8")
        (tmp_path / "shop").mkdir(exist_ok=True)
        path = tmp_path / "shop" / "policy.yaml"
        path.write_text(f"version: 1\nextends: ../company.yaml\n{lines}\n", encoding="utf-8")
        return load_policy(path)

    return make


def fields(*lines: str) -> str:
    return "fields:\n" + "\n".join(f"  {line}" for line in lines)


def test_what_it_does_not_mention_stays(extend: Extend, tmp_path: Path) -> None:
    policy = extend("")
    base = load_policy(tmp_path / "company.yaml")
    assert set(policy.fields) == set(base.fields)
    assert policy.purposes == base.purposes
    assert policy.rules == base.rules
    assert stricter(policy, base)
    assert stricter(base, policy)


@pytest.mark.parametrize(
    "line",
    [
        "name: {action: drop}",
        "name: {purposes: [offers]}",
        "name: {relationship: [customer]}",
        "name: {consent: [offers]}",
        "name: {action: mask, to: initial}",
        "name: {category: user.name.first}",
        "name: {sensitive: true, action: drop}",
        "name: {origin: inferred}",
        "name: {max_age: P1Y, as_of: seen}",
        "city: {max_age: P6M, as_of: moved}",
        "born: {action: bucket, to: age_band, bands: [18, 65]}",
        "mood: {min_age: 21}",
        "mood: {origin: inferred}",
        "invoices: {action: drop}",
        "invoices: {consent: [offers]}",
        "invoices.lines.note: {action: drop}",
        "invoices.lines.note: {action: mask, to: all}",
        "invoices.lines.*: {action: drop}",
        "invoices.*: {consent: [offers]}",
        "'**': {min_age: 18}",
        "'*': {consent: [offers]}",
        "'**': {action: drop}",
        "shoe: {action: drop}",
    ],
)
def test_what_makes_it_stricter_holds(extend: Extend, tmp_path: Path, line: str) -> None:
    policy = extend(fields(line))
    base = load_policy(tmp_path / "company.yaml")
    assert stricter(policy, base)
    assert stricter(base, policy) == (line in ("shoe: {action: drop}", "name: {category: user.name.first}"))


@pytest.mark.parametrize(
    ("line", "said", "base_line"),
    [
        ("shoe: {category: user.preference, purposes: [offers]}", "'shoe' is not listed in", None),
        ("invoices.due: {}", "'invoices.due' is not listed in", None),
        ("'invoices.*': {action: keep}", "is not listed in", None),
        ("income: {action: keep, purposes: [offers]}", "tell more than its base, which says 'drop'", 10),
        ("born: {action: keep}", "tell more than its base, which says 'bucket'", 9),
        ("born: {action: bucket, to: age_band, bands: [18, 25, 30, 65]}", "tell more than its base", 9),
        ("born: {action: bucket, to: year}", "tell more than its base", 9),
        ("city: {purposes: [offers, invoice]}", "more than its base", 8),
        ("city: {relationship: [customer, prospect]}", "more people", 8),
        ("city: {max_age: P13M, as_of: moved}", "for longer", 8),
        ("city: {category: user.contact.address}", "no part of that", 8),
        ("city: {category: system}", "no part of that", 8),
        ("mood: {origin: declared}", "is observed already", 11),
        ("mood: {min_age: 16}", "people of 18 years already", 11),
        ("creed: {action: keep, purposes: [offers]}", "tell more than its base", 15),
        ("creed: {sensitive: false}", "no rule can switch that off", 15),
        ("invoices.lines.*: {purposes: [offers]}", "more than its base", 14),
        ("invoices.*: {purposes: [offers]}", "more than its base", 13),
        ("name: {consent: [ofers]}", "no purpose 'ofers'", None),
        ("name: {purposes: [invoice], consent: [offers], as_of: x}", "go together", None),
    ],
)
def test_what_would_loosen_it_is_an_error_at_its_line(
    extend: Extend, tmp_path: Path, line: str, said: str, base_line: int | None
) -> None:
    with pytest.raises(PolicyError) as caught:
        extend(fields(line))
    assert said in caught.value.cause
    assert caught.value.place.startswith(f"{tmp_path}/shop/policy.yaml:4:")
    if base_line is not None:
        assert f"company.yaml:{base_line}:" in caught.value.remedy


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("purposes: {news: {use: marketing.communications, basis: consent}}", "can't be added here"),
        ("purposes: {offers: {use: marketing.communications, basis: consent, max_age: P25M}}", "'max_age' of 'offers'"),
        ("purposes: {offers: {use: marketing.communications, basis: consent}}", "'max_age' of 'offers'"),
        ("purposes: {offers: {use: analytics, basis: consent, max_age: P1M}}", "'use' of 'offers'"),
        ("purposes: {invoice: {use: essential.service, basis: legitimate_interest}}", "'basis' of 'invoice'"),
        ("purposes: {invoice: {use: essential.service, basis: consent}}", "'basis' of 'invoice'"),
        ("rules: {min_alternatives: 2}", "'min_alternatives' would be less strict"),
        ("rules: {birth_date: signed_on}", "'birth_date' would be less strict"),
        ("open: [fields]", "it would let others add fields"),
    ],
)
def test_purposes_and_rules_can_not_be_loosened_either(extend: Extend, lines: str, said: str) -> None:
    with pytest.raises(PolicyError, match=said) as caught:
        extend(lines)
    assert "shop/policy.yaml:3:" in caught.value.place


def test_purposes_and_rules_may_ask_for_more(extend: Extend, tmp_path: Path) -> None:
    policy = extend(
        "purposes: {offers: {use: marketing.communications.email, basis: consent, max_age: P12M}}\n"
        "rules: {min_alternatives: 4, k_anonymity: 5}"
    )
    base = load_policy(tmp_path / "company.yaml")
    assert (policy.purposes["offers"].basis, policy.rules.min_alternatives, policy.rules.k_anonymity) == (
        "consent",
        4,
        5,
    )
    assert policy.rules.birth_date == "born"
    assert stricter(policy, base)
    assert not stricter(base, policy)


def test_a_base_may_leave_room(extend: Extend) -> None:
    base = BASE.replace("fields:\n", "open: [fields, purposes]\nfields:\n")
    policy = extend(
        "purposes: {news: {use: marketing.communications, basis: consent}}\n"
        + fields("shoe: {category: user.preference, purposes: [news]}", "invoices.due: {}"),
        base,
    )
    shoe, due = policy.rule(("shoe",)), policy.rule(("invoices", "due"))
    assert shoe is not None
    assert due is not None
    assert (shoe.purposes, due.purposes) == (("news",), ("invoice",))
    with pytest.raises(PolicyError, match="more than its parent"):
        extend(fields("invoices.due: {purposes: [offers]}"), base)
    with pytest.raises(PolicyError, match="sensitive"):
        extend(fields("clubs: {category: user.membership.club, purposes: [offers]}"), base)


def test_what_narrows_a_parent_narrows_what_the_base_says_of_its_children(extend: Extend, tmp_path: Path) -> None:
    base = BASE + (
        "  rows: {category: user.preference, purposes: [invoice, offers]}\n"
        "  rows.a: {purposes: [invoice, offers], consent: [invoice]}\n"
    )
    policy = extend(fields("rows: {purposes: [invoice], consent: [offers], min_age: 18, origin: inferred}"), base)
    child = policy.fields["rows", "a"]
    assert (child.purposes, child.consent, child.min_age, child.origin) == (
        ("invoice",),
        {"invoice", "offers"},
        18,
        "inferred",
    )
    assert not stricter(load_policy(tmp_path / "company.yaml"), policy)


def test_an_age_by_another_field_is_one_more_condition(extend: Extend) -> None:
    policy = extend(fields("city: {max_age: P1M, as_of: seen}"))
    assert [(str(each.age), each.as_of) for each in policy.fields[("city",)].ages] == [
        ("P1M", ("seen",)),
        ("P12M", ("moved",)),
    ]


def test_a_chain_of_three_and_its_digest(extend: Extend, tmp_path: Path) -> None:
    extend(fields("name: {purposes: [offers]}"))
    brand = tmp_path / "shop" / "brand" / "policy.yaml"
    brand.parent.mkdir()
    brand.write_text("version: 1\nextends: ../policy.yaml\n" + fields("name: {relationship: [customer]}"))
    first = load_policy(brand)
    name = first.rule(("name",))
    assert name is not None
    assert (name.purposes, name.relationship) == (("offers",), ("customer",))
    assert [place.rsplit("/", 1)[-1] for place in name.places] == [
        "policy.yaml:4:3",
        "policy.yaml:4:3",
        "company.yaml:7:3",
    ]
    company = tmp_path / "company.yaml"
    company.write_text(BASE.replace("P12M", "P11M"))
    assert load_policy(brand).digest != first.digest
    brand.write_text("version: 1\nextends: ../policy.yaml\n" + fields("name: {purposes: [invoice]}"))
    with pytest.raises(PolicyError, match="more than its base") as caught:
        load_policy(brand)
    assert "/policy.yaml:4:3" in caught.value.remedy


def test_a_circle_and_a_base_that_is_not_there(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("version: 1\nextends: two.yaml\n")
    two.write_text("version: 1\nextends: one.yaml\n")
    with pytest.raises(PolicyError, match="in a circle") as caught:
        load_policy(one)
    assert caught.value.place == f"{two}:2:1"
    one.write_text("version: 1\nextends: none.yaml\n")
    with pytest.raises(PolicyError, match="does not exist"):
        load_policy(one)
    one.write_text("version: 1\nfields: {}\n")
    with pytest.raises(PolicyError, match="'purposes' is missing"):
        load_policy(one)


def test_look_alike_names_in_two_files_are_refused(extend: Extend) -> None:
    with pytest.raises(PolicyError, match="look alike"):
        extend(fields("nаme: {action: drop}"))


def test_a_field_that_is_dropped_for_the_first_time_is_looked_for_as_before(
    extend: Extend,
    make_facts: Callable[..., object],
    make_filter: Callable[..., object],
    make_recipient: Callable[..., object],
) -> None:
    """An unlisted surname keeps a name that holds it back; called a name by an extension, it would be let through."""
    values = {"name": "Ada Lovelace", "surname": "Lovelace", "house": "Ada Lovelace"}
    for line in ("shoe: {action: drop}", "surname: {action: drop, category: user.name.last}",
                 "house: {action: drop, category: system}"):  # fmt: skip
        filtered = make_filter(extend(fields(line)), make_facts({"name": "name"}))
        profile = filtered.release(make_recipient(values), "en")  # type: ignore[attr-defined]
        assert profile.facts == {}, line


@pytest.mark.parametrize(
    ("own", "base", "loosens"),
    [
        (("v4",), (), False),
        (("v4",), ("v3", "v4"), False),
        (("v3", "v4"), ("v3", "v4"), False),
        (("v2", "v4"), ("v3", "v4"), True),
        ((), ("v3",), True),
    ],
)
def test_fewer_texts_are_stricter(own: tuple[str, ...], base: tuple[str, ...], loosens: bool) -> None:
    rule = PurposeRule("offers", "marketing.communications", "consent")
    found = purpose_loosens(replace(rule, texts=own), replace(rule, texts=base))
    assert (found == "texts") is loosens
