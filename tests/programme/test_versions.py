"""A change never touches the past."""

from datetime import date

from quen.programme import evaluate
from quen.programme.versions import carried_over, in_force
from tests.programme.story import MONDAY, after, bought, programme

FIRST = programme(version=1, effective_from="2026-01-01")
SECOND = programme(version=2, effective_from="2026-07-01")
SUMMER = programme(version=3, effective_from="2026-08-01", effective_until="2026-08-31")


def test_each_day_is_judged_by_the_version_in_force() -> None:
    versions = [SUMMER, FIRST, SECOND]
    days = [
        date(2025, 12, 31),
        date(2026, 1, 1),
        date(2026, 6, 30),
        date(2026, 7, 1),
        date(2026, 8, 31),
        date(2026, 9, 1),
    ]
    assert [found.version if (found := in_force(versions, day)) else None for day in days] == [
        None,
        1,
        1,
        2,
        3,
        2,
    ]


def test_of_two_that_begin_together_the_later_version_counts() -> None:
    corrected = programme(version=4, effective_from="2026-07-01")
    assert in_force([corrected, SECOND], date(2026, 7, 1)) == corrected


def test_what_is_carried_keeps_its_worth_under_the_new_version() -> None:
    rule = {"key": "half", "name": "Half", "give": {"multiply": 1.5}}
    old = programme(rules=[rule])
    new = programme(version=2, rules=[rule], base={"per_amount_minor": 20_000})
    lan, _ = after(old, bought(15_000))
    lan = carried_over(lan, old=old, new=new)
    # 5,000 ₫ wait for the base, three quarters of a point for the rule.
    assert lan.remainder_minor == 5_000
    assert [result.points for result in evaluate(new, lan, bought(15_000, MONDAY)).results] == [1, 1]
