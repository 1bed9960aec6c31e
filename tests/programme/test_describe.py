"""A programme read aloud."""

import re

from hypothesis import given, settings

from quen.programme import Programme, dump, load
from quen.programme.describe import describe
from quen.programme.describe_rules import Told
from quen.programme.example import example_text
from quen.programme.words import say
from tests.programme.programmes import programmes

SHOP = load(re.sub(r"(?m)^#(?! )", "", example_text()).replace("\n#  ", "\n  "))


def spoken(told: Told) -> tuple[str, list[str], list[str]]:
    return say(told.gives), [say(each) for each in told.when], [say(each) for each in told.limits]


def test_the_example_says_what_it_gives() -> None:
    told = describe(SHOP)
    assert [say(each) for each in told.earning] == [
        "1 point for every 10,000 ₫.", "What is left over counts on the next visit.",
    ]  # fmt: skip
    assert [say(each) for each in told.spending] == [
        "A point is worth 200 ₫.", "It can be spent at once.", "Points expire 12 months after they were earned.",
    ]  # fmt: skip
    assert [say(each) for each in told.counting] == [
        "Tax counts.", "Amounts count after discounts.", "What is paid with vouchers or points earns nothing.",
    ]  # fmt: skip
    assert say(told.tiers[0].gives) == "Every member, from the start."
    assert say(told.tiers[2].gives) == "From 10,000,000 ₫ spent."
    assert [say(each) for each in told.tiers[2].when] == ["Early access to rewards that open with it."]


def test_rules_say_when_and_how_much_at_most() -> None:
    rules = {told.key: spoken(told) for told in describe(SHOP).rules}
    assert rules["weekend"] == (
        "Base points times 2", ["on Saturday, Sunday", "from 200,000 ₫ on"], ["at most 100 points a day"],
    )  # fmt: skip
    assert rules["welcome"] == ("10 points more", ["on the first visit"], ["at most once a day"])
    assert rules["tet"][1] == ["around Tết (lunar day 1 of month 1), 7 days before to 3 after"]
    assert rules["coffee-stamp"][0] == "A stamp on “Mua 10 tặng 1” for every unit"
    gifts = {told.key: say(told.gives) for told in describe(SHOP).gifts}
    assert gifts == {
        "free-coffee": "A voucher worth 30,000 ₫, valid for 30 days.",
        "coffee": "10 stamps bring: Một ly cà phê.",
    }


def test_a_group_says_how_its_rules_stand_together_and_which_they_are() -> None:
    rules = "rules:\n- {key: a, name: Sáng, give: {add: 1}, group: g}\n- {key: b, name: Chiều, give: {add: 2}, group: g}\n"
    groups = "groups: [{key: g, stacking: best}, {key: h, stacking: exclusive}, {key: i}]\n"
    told = {group.key: spoken(group) for group in describe(load(example_text() + rules + groups)).groups}
    assert told == {
        "g": ("Of its rules only the best counts.", ["its rules: Sáng, Chiều"], []),
        "h": ("Of its rules only the first by priority counts.", ["no rule is in it yet"], []),
        "i": ("All of its rules count.", ["no rule is in it yet"], []),
    }


def test_one_is_said_as_one_and_many_as_many_and_factors_are_written_as_the_reader_writes_them() -> None:
    rules = "rules:\n- {key: half, name: H, give: {multiply: 1.5}, caps: {per_day: 1}}\n- {key: one, name: O, give: {add: 1}}\n"
    half, one = describe(load(example_text() + rules)).rules
    assert say(half.gives) == "Base points times 1.5"
    assert say(half.gives, language="vi") == "Base points times 1,5"
    assert say(half.limits[0]) == "at most 1 point a day"
    assert say(one.gives) == "1 point more"


@settings(max_examples=60, deadline=None)
@given(programmes())
def test_every_programme_can_be_told_whole(programme: Programme) -> None:
    told = describe(programme)
    assert [each.key for each in told.rules] == [rule.key for rule in programme.rules]
    chapters = (told.earning, told.counting, told.spending, told.climbing)
    lines = [say(each) for chapter in chapters for each in chapter]
    for part in (*told.tiers, *told.rules, *told.groups, *told.gifts):
        gives, when, limits = spoken(part)
        lines += [gives, *when, *limits]
    assert all(lines) and not any("%(" in line for line in lines)
    assert describe(load(dump(programme))) == told
