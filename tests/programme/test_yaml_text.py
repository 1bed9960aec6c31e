"""Programmes as YAML: what is read, what is refused and how, and that nothing is lost."""

import pytest
from django.utils import translation
from django.utils.translation import gettext

from quen.programme import dump, example, load
from quen.programme.errors import BadProgramme
from quen.programme.example import example_text

LEAST = "name: X\neffective_from: 2026-01-01\npoint_value_minor: 200\nbase: {per_amount_minor: 10000}\n"


def test_the_example_is_the_default_programme() -> None:
    shop = example()
    assert (shop.base.points, shop.base.per_amount_minor, shop.base.carry_remainder) == (1, 10_000, True)
    assert shop.rules == ()
    assert load(dump(shop)) == shop


def test_the_rules_of_the_example_work_when_they_are_uncommented() -> None:
    text = "\n".join(
        line.removeprefix("#") if line.startswith("#") and not line.startswith("# ") else line
        for line in example_text().splitlines()
    )
    text = "\n".join(line[1:] if line.startswith("#  ") else line for line in text.splitlines())
    shop = load(text)
    assert [rule.key for rule in shop.rules] == ["weekend", "welcome", "birthday", "tet", "coffee-stamp"]
    assert [card.key for card in shop.punch_cards] == ["coffee"]
    assert load(dump(shop)) == shop


@pytest.mark.parametrize(("currency", "per", "worth"), [("VND", 10_000, 200), ("GBP", 100, 2), ("JPY", 1, 1)])
def test_the_example_fits_its_currency(currency: str, per: int, worth: int) -> None:
    shop = example(currency)
    assert (shop.currency, shop.base.per_amount_minor, shop.point_value_minor) == (currency, per, worth)


def test_words_stay_words_and_hours_stay_hours() -> None:
    shop = load(
        LEAST
        + "rules:\n- {key: no, name: on, give: {multiply: 1.1}, when: {hours: [{start: 10:30, end: 24:00}]}}\n"
    )
    (rule,) = shop.rules
    assert (rule.key, rule.name, str(rule.give.multiply)) == ("no", "on", "1.1")
    assert f"{rule.when.hours[0].start:%H:%M}" == "10:30"
    assert load(dump(shop)) == shop


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LEAST + "nonsense: 1\n", "nonsense: this key does not exist"),
        (LEAST.replace("per_amount_minor", "per_amount"), "base.per_amount_minor is missing"),
        (LEAST.replace("10000", "10000.5"), "base.per_amount_minor"),
        (LEAST.replace("10000", "'10000'"), "base.per_amount_minor"),
        (LEAST.replace("2026-01-01", "yesterday"), "effective_from"),
        (LEAST + "version: true\n", "version"),
        (LEAST + "name: Y\n", "Line 5: the key “name” is there twice"),
        (LEAST + "points_name: &x điểm\n", "Line 5: references"),
        (LEAST + "points_name: [\n", "no readable YAML, line 6, column 1: a value is missing"),
        (LEAST + "rules: [{key: a, name: A, give: {}}]\n", "rules[0].give: say exactly one of"),
        (LEAST + "rules: [{key: a, name: A, give: {add: 1, per_unit: 2}}]\n", "rules[0].give: say exactly one of"),
        (LEAST + "rules: [{key: a, name: A, give: {stamp: c}}]\n", "rules[0].give.stamp: there is no c"),
        (LEAST + "rules: [{key: a, name: A, give: {add: 1}, group: g}]\n", "rules[0].group: there is no g"),
        (LEAST + "rules: [{key: a, name: A, give: {add: 1}, when: {tiers: [gold]}}]\n", "rules[0].when.tiers: there is no gold"),
        (LEAST + "rules: [{key: a, name: A, give: {add: 1}, when: {weekdays: [someday]}}]\n", "rules[0].when.weekdays[0]"),
        (LEAST + "rules: [{key: a, name: A, give: {add: 1}, when: {hours: [{start: 7, end: 8}]}}]\n", "rules[0].when.hours[0].start"),
        (LEAST + "rules: [{key: a, name: A, give: {add: 1}}, {key: a, name: B, give: {add: 1}}]\n", "the key a is there twice"),
        (LEAST + "tiers: {steps: [{key: a, name: A, at_least: 5}]}\n", "tiers: the lowest tier asks for nothing"),
        (LEAST + "expiry: {after: earning, months: 0}\n", "expiry: points live for at least one month"),
        ("- just\n- a list\n", "A programme is a list of keys and values"),
        ("", "A programme is a list of keys and values"),
        ("a: " + "[" * 200, "nested too deep"),
        ("x" * 1_000_001, "larger than"),
        ("!!python/object:os.system {}\n", "no readable YAML"),
        ("name: \x00\n", "no readable YAML"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_that_names_its_place(text: str, told: str) -> None:
    with pytest.raises(BadProgramme) as refused:
        load(text)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: X\n\tbase: 1\n", "line 2, column 1: a tab stands"),
        ("name: Quán: Mộc\n", "line 1, column 11: a “:” cannot stand here"),
        ("name: [a, b\nbase: 1\n", "line 2, column 5: a “,” or the closing “]” is missing"),
        ("name: {a: 1\n- b\n", "a “,” or the closing “}” is missing"),
        ("name\nbase: 1\n", "line 2, column 5: a “:”"),
        ('name: "Quán\n', "line 2, column 1: a quotation mark is not closed"),
        ('name: "C:\\quan"\n', "line 1, column 11: a “\\” in double quotes"),
        ("base:\n  points: 1\n per: 2\n", "line 3, column 2: this line is not indented"),
        ("name: @quan\n", "line 1, column 7: a text cannot begin with this sign"),
        ("name: X\n---\nname: Y\n", "more than one programme"),
        ("name: X\nlabel: a\x00b\n", "line 2, column 9: the text has signs"),
        ("a: " + "[" * 40 + "\n", "nested too deep"),
    ],
)
def test_what_is_no_yaml_is_said_by_line_and_column_and_in_words_of_our_own(text: str, told: str) -> None:
    with pytest.raises(BadProgramme) as refused:
        load(text)
    assert told in str(refused.value)
    with translation.override("vi"):
        words = refused.value.sentence.render(gettext)
    assert words.startswith("Không đọc được chương trình dưới dạng YAML, dòng ")
    assert words.split(": ", 1)[1] != str(refused.value).split(": ", 1)[1]
