"""Birthday windows, tiers, regions and bands, value by value, and what they may give away."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.privacy.derivations import AnyDerivation
from generator.privacy.derivations.derivation import Material
from generator.privacy.derivations.groups import settle
from generator.privacy.derivations.postcodes import bundled, countries, own_map
from generator.privacy.products import NO_PRODUCTS
from generator.privacy.rule import Context, Refused

RULE: TypeAdapter[Any] = TypeAdapter(AnyDerivation)
TODAY = date(2026, 1, 3)


def rule(kind: str, **options: Any) -> Any:
    return RULE.validate_python({"action": "derive", "derive": kind, "from": "x", **options})


def material(values: dict[str, Any], *, today: date = TODAY, k: int = 2, learned: Any = None) -> Material:
    context = Context(secret=b"s", campaign="c", today=today, customer_id="c1", field="f")
    return Material(values, ("f",), context, NO_PRODUCTS, 2, k, learned)


def ladder(kind: str, value: Any, *, today: date = TODAY, **options: Any) -> Any:
    """The groups of one value; the reason when there are none."""
    try:
        return rule(kind, **options).ladder(material({"x": value, "country": "Spain"}, today=today))
    except Refused as refused:
        return str(refused)


@pytest.mark.parametrize(
    ("born", "today", "near"),
    [
        (date(1980, 1, 3), date(2026, 1, 3), True),
        (date(1980, 1, 10), date(2026, 1, 3), True),
        (date(1980, 1, 11), date(2026, 1, 3), False),
        (date(1980, 12, 27), date(2026, 1, 3), True),  # a week ago, last year
        (date(1980, 12, 26), date(2026, 1, 3), False),
        (date(1980, 1, 2), date(2026, 12, 28), True),  # next year
        (date(1980, 2, 29), date(2026, 3, 7), True),  # kept on 28 February
        (date(1980, 2, 29), date(2026, 3, 8), False),
        (date(1980, 2, 29), date(2028, 3, 7), True),  # on its day
        (date(1980, 2, 29), date(2028, 2, 22), True),
        (date(1980, 2, 29), date(2028, 2, 21), False),
        (date(1980, 2, 28), date(2028, 2, 21), True),
        ("1980-01-03", date(2026, 1, 3), True),
    ],
)
def test_whether_the_birthday_is_near(born: Any, today: date, near: bool) -> None:
    assert rule("birthday_window").derived(material({"x": born}, today=today)) is near


@pytest.mark.parametrize("value", [None, "soon", 1980, date(2030, 1, 1)])
def test_no_birthday_no_window(value: Any) -> None:
    with pytest.raises(Refused):
        rule("birthday_window").derived(material({"x": value}))


@given(st.dates(date(1930, 1, 1), date(2020, 12, 31)), st.dates(date(2021, 1, 1), date(2035, 12, 31)))
def test_a_window_never_says_which_day(born: date, today: date) -> None:
    """Whoever is told that it is near has a birthday on one of seven days at least, as others of each have."""
    near = rule("birthday_window", before=3, after=3)
    told = near.derived(material({"x": born}, today=today))
    others = Counter(
        near.derived(material({"x": date(1984, 1, 1) + timedelta(days=day)}, today=today)) for day in range(0, 366)
    )
    assert others[told] >= 7
    assert isinstance(told, bool)


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("birthday_window", {"before": 0, "after": 0}, "a window of 1 days"),
        ("birthday_window", {"before": 3, "after": 2}, "a window of 6 days"),
        ("birthday_window", {"before": 60, "after": 60}, "a window of 121 days"),
        ("loyalty_tier", {"tiers": {"a": 0, "b": 0}}, "must rise"),
        ("loyalty_tier", {"tiers": {"a": "P2Y", "b": "P12M"}}, "must rise"),
        ("loyalty_tier", {"tiers": {"a": 0, "b": "P12M"}}, "not at both"),
        ("loyalty_tier", {"tiers": {"a": 0}}, "at least 2"),
        ("loyalty_tier", {"tiers": {"a": 0, "b": 9}, "min_group": 1}, "greater than or equal to 2"),
        ("region", {}, "needs one of"),
        ("region", {"country": "ES", "regions": {"North": "1"}}, "needs one of"),
        ("region", {"country": "AT"}, "there is a map for DE, ES"),
        ("region", {"regions": {"North": "1 2", "South": "2"}}, "in two regions"),
        ("region", {"regions": {"North": "1-22"}}, "as many digits at both ends"),
        ("region", {"regions": {"North": "a1"}}, "begin with digits"),
        ("usage_band", {"bounds": [5, 5]}, "must rise"),
        ("usage_band", {"bounds": [5, 9], "earlier": 4}, "without 'bounds'"),
    ],
)
def test_options_that_can_not_hold(kind: str, options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        rule(kind, **options)


POINTS = {"tiers": {"bronze": 0, "silver": 500, "gold": 2000}}
YEARS = {"tiers": {"new": "P0D", "loyal": "P2Y", "old friend": "P5Y6M"}}


@pytest.mark.parametrize(
    ("options", "value", "groups"),
    [
        (POINTS, 0, ("bronze",)),
        (POINTS, Decimal("499.99"), ("bronze",)),
        (POINTS, 500, ("silver", "bronze")),
        (POINTS, 9999, ("gold", "silver", "bronze")),
        (POINTS, [{"a": 1}], "it is not a number"),
        (POINTS, -1, "no tier is reached"),
        (POINTS, "many", "it is not a number"),
        (YEARS, date(2024, 1, 3), ("loyal", "new")),
        (YEARS, date(2024, 1, 4), ("new",)),
        (YEARS, date(2020, 7, 3), ("old friend", "loyal", "new")),
        (YEARS, "2026-01-03", ("new",)),
        (YEARS, date(2026, 1, 4), "it is not a date in the past"),
        (YEARS, 5, "it is not a date in the past"),
    ],
)
def test_tiers(options: dict[str, Any], value: Any, groups: Any) -> None:
    assert ladder("loyalty_tier", value, **options) == groups


def test_spend_is_summed_and_the_earliest_day_counts() -> None:
    rows = [{"total": Decimal(300), "on": date(2025, 1, 1)}, {"total": Decimal(250), "on": date(2020, 1, 1)}]
    spend = RULE.validate_python({"action": "derive", "derive": "loyalty_tier", "from": "rows.total", **POINTS})
    since = RULE.validate_python({"action": "derive", "derive": "loyalty_tier", "from": "rows.on", **YEARS})
    assert spend.ladder(material({"rows": rows})) == ("silver", "bronze")
    assert since.ladder(material({"rows": rows})) == ("old friend", "loyal", "new")


@pytest.mark.parametrize(
    ("options", "value", "groups"),
    [
        ({}, [90, 100, 110, 100], "usual"),
        ({}, [100, 100, 100, 116], "high"),
        ({}, [100, 100, 100, 115], "usual"),
        ({}, [100, 100, 100, 84], "low"),
        ({"tolerance": 50}, [100, 100, 100, 84], "usual"),
        ({"earlier": 2}, [100, 100, 84], "low"),
        ({"bounds": [100, 300]}, [99], "low"),
        ({"bounds": [100, 300]}, [900, 100], "usual"),
        ({"bounds": [100, 300]}, [301], "high"),
    ],
)
def test_bands(options: dict[str, Any], value: list[int], groups: str) -> None:
    rows = [{"kwh": Decimal(each)} for each in value]
    band = RULE.validate_python({"action": "derive", "derive": "usage_band", "from": "rows.kwh", **options})
    assert band.ladder(material({"rows": rows})) == (groups,)


@pytest.mark.parametrize("value", [[], [1, 2, 3], [0, 0, 0, 4], [1, 2, 3, "x"]])
def test_no_band_for_too_little(value: list[Any]) -> None:
    band = RULE.validate_python({"action": "derive", "derive": "usage_band", "from": "rows.kwh"})
    with pytest.raises(Refused):
        band.ladder(material({"rows": [{"kwh": each} for each in value]}))


@pytest.mark.parametrize(
    ("country", "postcode", "groups"),
    [
        ("ES", "08001", ("Cataluña", "Este")),
        ("ES", 8001, ("Cataluña", "Este")),  # a spreadsheet took the nought away
        ("es", "E-41001", ("Andalucía", "Sur")),
        ("IT", "50123", ("Toscana", "Centro")),
        ("IT", "00118", ("Lazio", "Centro")),
        ("DE", "10115", ("Berlin und Brandenburg", "Osten")),
        ("DE", "D-80331", ("München und Oberbayern", "Süden")),
        ("FR", "75 011", ("Île-de-France", "Île-de-France et Centre")),
        ("FR", "97400", ("La Réunion", "Outre-mer")),
        ("FR", "20000", ("Corse", "Sud-Est")),
        ("GB", "EH1 1YZ", ("Scotland", "Scotland and Northern Ireland")),
        ("GB", "e1 6an", ("London", "Southern England")),
        ("GB", "M1 1AE", ("North West", "Northern England")),
        ("GB", "ME4 4TZ", ("South East", "Southern England")),
        ("PT", "1000-001", ("Lisboa e Setúbal", "Centro e Lisboa")),
        ("PT", "4000", ("Douro e Minho", "Norte")),
        ("PT", "9500-100", ("Açores", "Ilhas")),
        ("ES", "99001", None),
        ("ES", "280011", None),
        ("ES", "Madrid", None),
        ("GB", "XX1 1XX", None),
        ("GB", "12345", None),
        ("FR", "98000", None),  # Monaco
    ],
)
def test_regions(country: str, postcode: Any, groups: Any) -> None:
    assert ladder("region", postcode, country=country) == (groups or "it has no region")


def test_a_country_by_name_and_maps_of_ones_own() -> None:
    assert ladder("region", "28001", country_from="country") == ("Madrid", "Centro")
    assert ladder("region", "28001", country_from="nowhere") == "it has no region"
    own = {"North": "1 2", "Far north": "19", "South": "30-49"}
    assert [ladder("region", code, regions=own) for code in ("1001", "1901", "3500", "9000")] == [
        ("North",),
        ("Far north",),
        ("South",),
        "it has no region",
    ]


def test_every_bundled_map_is_whole() -> None:
    """Two digits that a country has lead to a region; none leads to two."""
    assert countries() == ("DE", "ES", "FR", "GB", "IT", "PT")
    gaps = {
        "DE": {"00", "05", "43", "62"},
        "ES": {"00", *map(str, range(53, 100))},
        "FR": {"00", "96", "98", "99"},
        "IT": {"49", "68", "69", "77", "78", "79", "99"},
    }
    for country, missing in gaps.items():
        found = bundled(country)
        assert found is not None
        none = {f"{number:02}" for number in range(100) if found.regions(f"{number:02}123") is None}
        assert none == missing, country
    assert bundled("AT") is None
    with pytest.raises(ValueError, match="two regions"):
        own_map({"a": "1", "b": "0-3"})


LADDERS = st.dictionaries(
    st.sampled_from([("gold", "silver", "bronze"), ("silver", "bronze"), ("bronze",), ("x", "y"), ("z", "y"), ("w",)]),
    st.integers(1, 9),
)


@given(LADDERS, st.integers(2, 8))
def test_whoever_is_told_a_group_shares_it_with_enough(counts: dict[tuple[str, ...], int], k: int) -> None:
    told = settle(counts, k).told
    sizes: Counter[str] = Counter()
    for one, group in told.items():
        assert group in one
        sizes[group] += counts[one]
    assert all(size >= k for size in sizes.values())


@given(LADDERS, st.integers(2, 8))
def test_a_group_is_only_made_coarser_when_it_must(counts: dict[tuple[str, ...], int], k: int) -> None:
    told = settle(counts, k).told
    for one, number in counts.items():
        if number >= k:
            assert told[one] == one[0]


def test_a_fact_is_told_only_when_it_was_counted() -> None:
    tier = rule("loyalty_tier", **POINTS)
    with pytest.raises(Refused, match="nobody has counted"):
        tier.derived(material({"x": 600}))
    learner = tier.learner(NO_PRODUCTS, 2)
    for points in (600, 700, 2500, 3, "none", 4):
        learner.meet(material({"x": points}))
    learned = learner.finish()
    assert [tier.derived(material({"x": points}, learned=learned)) for points in (650, 9000, 1)] == [
        "silver",
        "silver",
        "bronze",
    ]
    alone = tier.learner(NO_PRODUCTS, 4)
    for points in (600, 700, 3):
        alone.meet(material({"x": points}))
    with pytest.raises(Refused, match="too few people share it"):
        tier.derived(material({"x": 600}, learned=alone.finish()))
