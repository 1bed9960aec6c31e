"""Journeys as YAML: every mistake is named by its place, and what is written reads the same again."""

from datetime import datetime

import pytest

from quen.journeys.edit import place_of
from quen.journeys.errors import BadJourney, CannotBegin, KeyTaken
from quen.journeys.mistakes import path_of
from quen.journeys.models import JourneyVersion
from quen.journeys.ready import ready_made
from quen.journeys.save import change_journey, make_journey
from quen.journeys.switch import switch_on
from quen.journeys.yaml_text import dump, from_values, load, to_values
from quen.kernel.actor import SYSTEM
from quen.kernel.plain_yaml import lines_of
from quen.messages.errors import BadTemplate
from quen.messages.models import Template
from tests.journeys.travel import BUYS, THANKS, journey_of
from tests.world import World

WELCOME = """
key: chao-mung
name: Chào mừng
triggers:
- on: event
  event: member.enrolled
reentry_days: 0
steps:
- do: wait
  days: 1
  at: 09:00
- do: condition
  rule:
    all:
    - condition: bought
      times: 2
  yes:
  - do: tag
    add: [Mua lại]
  - do: split
    ways:
    - percent: 50
      steps:
      - do: exit
    - percent: 50
- do: message
  texts:
  - channel: sms
    body: |
      Chào {{ dear }}
      Hẹn gặp lại
"""


def test_steps_follow_each_other_through_their_ways() -> None:
    plan = load(WELCOME)
    assert {path: place.after for path, place in plan.places.items()} == {
        "1": "2", "2": "3", "2.yes.1": "2.yes.2", "2.yes.2": "3", "2.yes.2.way1.1": "3", "3": "",
    }  # fmt: skip


def test_what_is_written_reads_the_same_again() -> None:
    plan = load(WELCOME)
    assert load(dump(plan)) == plan
    assert from_values(to_values(plan)) == plan


def test_every_mistake_is_named_by_its_line() -> None:
    wrong = WELCOME.replace("days: 1", "days: x").replace("event: member", "even: member")
    wrong = wrong.replace("  - do: tag\n", "  - did: tag\n").replace(
        "- percent: 50\n\n", "- percent: 50\n  foo: 1\n"
    )
    with pytest.raises(BadJourney) as refused:
        load(wrong)
    assert [str(each) for each in refused.value.sentences] == [
        "Line 5, triggers[1].event: this is missing.",
        "Line 6, triggers[1].even: this key does not exist. Is it misspelled?",
        "Line 10, steps[1].days: a whole number is needed.",
        "Line 18, steps[2].yes[1].do: this is missing.",
    ]


@pytest.mark.parametrize("key", sorted(ready_made("vi")))
def test_each_line_of_a_written_journey_is_found_again(key: str) -> None:
    plan = ready_made("vi")[key]
    written = dump(plan)
    places = [place_of(path) for path in plan.places]
    for place, line in zip(places, lines_of(written, map(path_of, places)), strict=True):
        assert written.splitlines()[line - 1].lstrip(" -").startswith("do:"), place


@pytest.mark.parametrize(
    ("before", "wrong", "words"),
    [
        ("days: 1", "days: x", "steps[1].days: a whole number is needed."),
        ("times: 2", "times: -1", "steps[2].rule: How many times: write a whole number from 0 to 100000."),
        ("do: tag", "do: tga", "steps[2].yes[1]: “tga” is none of these"),
        ("key: chao-mung\n", "", "key: this is missing."),
        ("  at: 09:00", "  foo: 1", "steps[1].foo: this key does not exist. Is it misspelled?"),
        (
            "percent: 50\n      steps",
            "percent: 40\n      steps",
            "steps[2].yes[2]: the ways together take 100 percent",
        ),
        (
            "member.enrolled",
            "journey.left",
            "triggers[1]: a journey cannot begin with what journeys themselves tell",
        ),
        (
            "reentry_days: 0",
            "purpose: transactional\nholdout_percent: 5",
            "what concerns a customer's own business",
        ),
        ("name: Chào mừng", "name: &x Chào mừng", "Line 3: references"),
        ("name: Chào mừng", "key: hai", "Line 3: the key “key” is there twice in one place."),
    ],
)
def test_a_mistake_is_named_by_its_place(before: str, wrong: str, words: str) -> None:
    assert before in WELCOME
    with pytest.raises(BadJourney) as refused:
        load(WELCOME.replace(before, wrong))
    assert words in str(refused.value.sentence)


def test_its_texts_become_templates_when_it_is_switched_on(shop: World, now: datetime) -> None:
    journey = journey_of(THANKS, at=now, is_on=False)
    assert not Template.objects.exists()
    switch_on(journey=journey.pk, at=now, by=SYSTEM)
    template = Template.objects.get()
    assert (template.name, template.channel, template.purpose) == ("Cảm ơn · 1 · SMS vi", "sms", "marketing")
    switch_on(journey=journey.pk, at=now, by=SYSTEM)
    assert Template.objects.count() == 1


def test_nothing_begins_without_what_it_gives(shop: World, now: datetime) -> None:
    with pytest.raises(CannotBegin, match="giam-20"):
        journey_of({"do": "offer", "voucher": "giam-20"}, at=now)
    with pytest.raises(CannotBegin, match="no template"):
        journey_of({"do": "message", "templates": ["Không có"]}, at=now, key="hai")
    with pytest.raises(CannotBegin, match="no segment"):
        journey_of(THANKS, at=now, key="ba", triggers=[{"on": "segment", "segment": "x"}])


def test_a_text_that_could_never_be_sent_is_refused_when_it_is_written(shop: World, now: datetime) -> None:
    with pytest.raises(BadTemplate):
        journey_of({"do": "message", "texts": [{"channel": "sms", "body": "{{ nmae }}"}]}, at=now)


def test_a_key_is_taken_once_and_every_change_is_a_version(shop: World, now: datetime) -> None:
    journey = journey_of(THANKS, at=now)
    values = {"key": "cam-on", "name": "Cảm ơn", "triggers": [BUYS], "steps": [THANKS]}
    with pytest.raises(KeyTaken):
        make_journey(plan=from_values(values), at=now, by=SYSTEM)
    same = change_journey(journey=journey.pk, plan=from_values(values), at=now, by=SYSTEM)
    assert same.version == 1
    changed = change_journey(
        journey=journey.pk, plan=from_values({**values, "name": "Cảm ơn nhiều"}), at=now, by=SYSTEM
    )
    assert (changed.version, changed.name, JourneyVersion.objects.count()) == (2, "Cảm ơn nhiều", 2)
    with pytest.raises(BadJourney, match="stays"):
        change_journey(journey=journey.pk, plan=from_values({**values, "key": "khac"}), at=now, by=SYSTEM)
