"""Rules as data: in, out, refused, and said."""

from typing import Any

import pytest
from django.utils.translation import override

from quen.segments.compile import compiled
from quen.segments.conditions.registry import CONDITIONS, KNOWN
from quen.segments.describe import describe
from quen.segments.errors import BadRule, RuleGoesInCircles
from quen.segments.names import Names
from quen.segments.rules import DEEPEST, MOST_CONDITIONS, Scope, from_json, to_json
from tests.segments.shop import TODAY, rule
from tests.segments.test_conditions import ASKED

BOUGHT = {"condition": "bought"}


@pytest.mark.parametrize("asked", [asked for asked, _names in ASKED], ids=str)
def test_a_rule_is_the_same_after_a_way_through_json(asked: dict[str, Any]) -> None:
    read = rule({"any": [asked, {"none": [asked]}]})
    assert from_json(to_json(read), KNOWN) == read


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        {},
        {"all": []},
        {"some": [BOUGHT]},
        {"all": [BOUGHT], "any": [BOUGHT]},
        {"all": BOUGHT},
        {"all": [{"all": []}]},
        {"condition": "weather"},
        {"condition": "bought", "colour": "red"},
        {"condition": "bought", "times": "3"},
        {"condition": "bought", "times": -1},
        {"condition": "bought", "times": True},
        {"condition": "bought", "of": "product:'; DROP TABLE"},
        {"condition": "bought", "of": "planet:1"},
        {"condition": "bought", "compare": "about"},
        {"condition": "bought", "when": {"span": "last"}},
        {"condition": "bought", "when": {"span": "last", "days": 0}},
        {"condition": "bought", "when": {"span": "between", "first": "2026-02-01", "last": "2026-01-01"}},
        {"condition": "bought", "when": {"span": "between", "first": "yesterday", "last": "2026-01-01"}},
        {"condition": "gender", "genders": []},
        {"condition": "gender", "genders": ["blue"]},
        {"condition": "tag"},
        {"condition": "tag", "tag": " "},
        {"condition": "tag", "tag": "x" * 201},
        {"all": [BOUGHT] * (MOST_CONDITIONS + 1)},
    ],
    ids=str,
)
def test_what_is_no_rule_is_refused_with_words(bad: object) -> None:
    with pytest.raises(BadRule) as refused:
        from_json(bad, KNOWN)
    assert str(refused.value.sentence)


def test_groups_lie_only_so_deep() -> None:
    deep: dict[str, Any] = BOUGHT
    for _ in range(DEEPEST - 1):
        deep = {"all": [deep]}
    from_json(deep, KNOWN)
    with pytest.raises(BadRule):
        from_json({"all": [deep]}, KNOWN)


def test_a_segment_cannot_be_a_part_of_itself() -> None:
    inside = rule({"condition": "segment", "segment": "a"})
    with pytest.raises(RuleGoesInCircles):
        compiled(inside, Scope(TODAY, rule_of=lambda _key: inside, inside=("b",)))


def test_values_never_become_sql() -> None:
    asked = rule({"condition": "tag", "tag": "'; DROP TABLE people_customer; --"})
    assert "DROP" not in compiled(asked, Scope(TODAY)).text


def test_a_rule_reads_as_a_sentence_in_both_languages() -> None:
    names = Names(things={"product:1": "Cà phê sữa"}, segments={"vip": "Khách VIP"})
    asked = rule(
        {"condition": "bought", "of": "product:1", "times": 3, "when": {"span": "last", "days": 90}},
        {"any": [{"condition": "tag", "tag": "VIP"}, {"condition": "segment", "segment": "vip"}]},
        {"none": [{"condition": "spent", "amount_minor": 1_000_000}]},
    )
    with override("en"):
        assert describe(asked, names) == (
            "Every customer who bought “Cà phê sữa” at least 3 times in the last 90 days, and (has the tag VIP, or is in "
            "the segment Khách VIP), and does not fit this: (spent at least 1,000,000 ₫)."
        )
    with override("vi"):
        assert describe(asked, names) == (
            "Mọi khách mua “Cà phê sữa” ít nhất 3 lần trong 90 ngày qua, và (có nhãn VIP, hoặc thuộc phân khúc Khách VIP), "
            "và không thỏa: (mua ít nhất 1.000.000 ₫)."
        )


def test_goods_at_a_place_read_as_one_question() -> None:
    names = Names(things={"product:1": "Cà phê sữa", "store:2": "Quận 1"})
    told = {
        "condition": "bought_there",
        "of": "product:1",
        "at": "store:2",
        "when": {"span": "last", "days": 90},
    }
    much = rule(told | {"times": 3, "amount_minor": 500_000})
    with override("en"):
        assert describe(much, names) == (
            "Every customer who bought “Cà phê sữa” at “Quận 1” 3 times or more for 500,000 ₫ or more in the last 90 days."
        )
        assert describe(rule(told), names) == (
            "Every customer who bought “Cà phê sữa” at “Quận 1” 1 time or more in the last 90 days."
        )
    with override("vi"):
        assert describe(much, names) == (
            "Mọi khách mua “Cà phê sữa” tại “Quận 1” từ 3 lần trở lên, hết 500.000 ₫ trở lên trong 90 ngày qua."
        )
    with pytest.raises(BadRule):
        rule(told | {"at": "product:1"})


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_condition_can_be_said(language: str) -> None:
    said = set()
    with override(language):
        for asked, _names in ASKED:
            words = describe(rule(asked), Names())
            assert "%(" not in words
            assert "  " not in words
            said.add(asked["condition"])
    assert said | {"rfm", "segment"} == {condition.key for condition in CONDITIONS}
