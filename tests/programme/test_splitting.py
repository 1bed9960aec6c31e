"""What begins anew with every receipt pays more for a purchase that is split, and the programme's words say so."""

from datetime import date, datetime
from typing import Any

import pytest

from quen.programme import NEW_MEMBER, Line, Programme, Purchase, evaluate, from_values
from quen.programme.describe import describe
from quen.programme.words import say

NOON = datetime(2026, 11, 20, 12)
CHEAPEST_FIRST = [
    {
        "key": "cakes",
        "name": "Bánh",
        "when": {"products": ["cake"]},
        "give": {"add": 5},
        "group": "g",
    },
    {
        "key": "coffee",
        "name": "Cà phê",
        "when": {"products": ["cup"]},
        "give": {"add": 3},
        "group": "g",
    },
]


def programme(**parts: Any) -> Programme:
    basics = {"name": "Mai", "effective_from": date(2026, 1, 1), "point_value_minor": 200}
    return from_values({**basics, "base": {"per_amount_minor": 10_000, "points": 1}, **parts})


def points(of: Programme, *receipts: tuple[str, ...]) -> int:
    """Points for receipts of one noon, every piece of goods at 15,000 ₫."""
    state, given = NEW_MEMBER, 0
    for goods in receipts:
        lines = tuple(Line(product=name, amount_minor=15_000) for name in goods)
        outcome = evaluate(of, state, Purchase(at=NOON, lines=lines))
        state, given = outcome.after, given + outcome.points
    return given


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"caps": {"per_purchase": 1}}, "A limit a receipt begins anew"),
        (
            {"rules": CHEAPEST_FIRST, "groups": [{"key": "g", "stacking": "best"}]},
            "Of “g” every receipt takes a rule of its own",
        ),
        (
            {"rules": CHEAPEST_FIRST, "groups": [{"key": "g", "stacking": "exclusive"}]},
            "Of “g” every receipt takes a rule of its own",
        ),
        (
            {"base": {"per_amount_minor": 10_000, "carry_remainder": False, "rounding": "up"}},
            "What is rounded up is rounded on every receipt",
        ),
    ],
)
def test_what_pays_more_for_a_split_purchase_is_said(parts: dict[str, Any], told: str) -> None:
    mais = programme(**parts)
    assert points(mais, ("cake",), ("cup",)) > points(mais, ("cake", "cup"))
    [said] = [say(each) for each in describe(mais).earning if "split in two" in say(each)]
    assert said.startswith(told)


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"caps": {"per_purchase": 1, "per_day": 1}},
        {"rules": CHEAPEST_FIRST, "groups": [{"key": "g", "stacking": "add"}]},
        {"rules": CHEAPEST_FIRST[:1], "groups": [{"key": "g", "stacking": "best"}]},
        {"base": {"per_amount_minor": 10_000, "carry_remainder": False, "rounding": "down"}},
    ],
)
def test_where_splitting_pays_nothing_nothing_is_said(parts: dict[str, Any]) -> None:
    mais = programme(**parts)
    assert points(mais, ("cake",), ("cup",)) <= points(mais, ("cake", "cup"))
    assert not [each for each in describe(mais).earning if "split in two" in say(each)]
