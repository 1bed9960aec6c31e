"""Tết greetings come round by the moon, each year as an issue of its own, and nobody is woken."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quen.campaigns.come_round import come_round
from quen.campaigns.decide import approve
from quen.campaigns.due import launch_due
from quen.campaigns.errors import BadCampaign, NotNow, NotYours
from quen.campaigns.models import Campaign, CampaignState, Repetition
from quen.campaigns.occasions import Feast, Occasion
from quen.campaigns.plan import delete_draft, make_campaign
from quen.campaigns.planned import planned
from quen.campaigns.repeat import Rhythm, end_repeating, repeat
from quen.campaigns.settings import change_campaign_settings
from quen.kernel.actor import SYSTEM, Actor, ActorKind
from quen.messages.channel import Channel
from quen.messages.models import Message, State
from tests.campaigns.crowd import NOW, arms, people, plan, shop_with_channels
from tests.world import World

pytestmark = pytest.mark.django_db
SAIGON = ZoneInfo("Asia/Ho_Chi_Minh")
TET = Rhythm(Occasion(Feast.TET), days_before=0, hour=0)
MAI, TU = Actor(ActorKind.STAFF, 1), Actor(ActorKind.STAFF, 2)


@pytest.fixture
def shop() -> World:
    return shop_with_channels()


def at(*said: int) -> datetime:
    return datetime(*said, tzinfo=SAIGON)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("occasion", "year", "days"),
    [
        (Occasion(Feast.TET), 2027, [date(2027, 2, 6)]),
        (Occasion(Feast.TET), 2026, [date(2026, 2, 17)]),
        (Occasion(Feast.MID_AUTUMN), 2026, [date(2026, 9, 25)]),
        (Occasion(Feast.WOMEN), 2027, [date(2027, 3, 8)]),
        (Occasion(Feast.VIETNAMESE_WOMEN), 2027, [date(2027, 10, 20)]),
        (Occasion(Feast.TEACHERS), 2027, [date(2027, 11, 20)]),
        (Occasion(Feast.APPRECIATION, 6, 15), 2027, [date(2027, 6, 15)]),
        (Occasion(Feast.OWN, 2, 29), 2027, [date(2027, 2, 28)]),
        (Occasion(Feast.OWN, 2, 29), 2028, [date(2028, 2, 29)]),
        (Occasion(Feast.OWN_LUNAR, 3, 10), 2027, [date(2027, 4, 16)]),
        (Occasion(Feast.MONTHLY, 0, 31), 2027, [date(2027, month, last) for month, last in enumerate(
            (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), start=1)]),
    ],
)  # fmt: skip
def test_the_day_of_a_feast(occasion: Occasion, year: int, days: list[date]) -> None:
    assert occasion.days_of(year) == days


def test_the_twelfth_month_of_the_moon_ends_in_the_next_year_of_the_sun() -> None:
    kitchen_gods = Occasion(Feast.OWN_LUNAR, 12, 23)
    assert kitchen_gods.days_of(2027) == [date(2027, 1, 30)]
    assert kitchen_gods.next_from(date(2027, 1, 31)).year == 2028


def test_each_year_is_an_issue_with_its_own_draw(shop: World) -> None:
    customers = {each.pk for each in people(120)}
    pattern = make_campaign(plan(), at=NOW, by=SYSTEM)
    repeat(campaign=pattern.pk, rhythm=Rhythm(Occasion(Feast.TET), 3, 9), at=NOW, by=SYSTEM)
    held_out = []
    for made_on, sent_on, tet in (
        (at(2027, 1, 28, 8), at(2027, 2, 3, 9), date(2027, 2, 6)),
        (at(2028, 1, 18, 8), at(2028, 1, 23, 9), date(2028, 1, 26)),
    ):
        assert come_round(at=made_on - timedelta(days=5)) == 0
        assert come_round(at=made_on) == 1 and come_round(at=made_on) == 0
        issue = Campaign.objects.get(issue_day=tet)
        assert (issue.starts_at, issue.ends_on, issue.state) == (sent_on, tet, CampaignState.APPROVED)
        assert issue.name == f"Tết {tet:%d/%m/%Y}"
        assert launch_due(at=sent_on - timedelta(minutes=1)) == 0 and launch_due(at=sent_on) == 1
        found = arms(issue)
        assert found[0] | found[1] == customers
        held_out.append(found[0])
    assert held_out[0] and held_out[1] and held_out[0] != held_out[1]
    assert Message.objects.values("source_id").distinct().count() == 2


def test_a_greeting_at_midnight_waits_for_the_morning(shop: World) -> None:
    people(3, kinds=("phone",))
    pattern = make_campaign(plan(Channel.SMS, holdout_percent=0), at=NOW, by=SYSTEM)
    repeat(campaign=pattern.pk, rhythm=TET, at=NOW, by=SYSTEM)
    assert come_round(at=at(2027, 2, 1, 8)) == 1
    assert launch_due(at=at(2027, 2, 6, 0)) == 1
    found = set(Message.objects.values_list("state", "reason", "due_at"))
    assert found == {(State.HELD, "quiet_hours", at(2027, 2, 6, 7).astimezone(UTC))}


def test_a_large_issue_waits_for_somebody_else_than_who_let_it_come_round(shop: World) -> None:
    people(5)
    change_campaign_settings(approval_above=2, by=SYSTEM)
    pattern = make_campaign(plan(), at=NOW, by=MAI)
    repeat(campaign=pattern.pk, rhythm=TET, at=NOW, by=MAI)
    come_round(at=at(2027, 2, 1, 8))
    issue = Campaign.objects.exclude(pk=pattern.pk).get()
    assert issue.state == CampaignState.WAITING
    with pytest.raises(NotYours):
        approve(campaign=issue.pk, at=NOW, by=MAI)
    assert approve(campaign=issue.pk, at=NOW, by=TU).state == CampaignState.APPROVED


def test_what_cannot_be_made_says_why_and_is_made_when_it_can(shop: World) -> None:
    pattern = make_campaign(plan(), at=NOW, by=SYSTEM)  # nobody may be written to
    repeat(campaign=pattern.pk, rhythm=TET, at=NOW, by=SYSTEM)
    assert come_round(at=at(2027, 2, 1, 8)) == 0
    assert Campaign.objects.count() == 1
    assert Repetition.objects.get().fault == "It would go to nobody. The estimate says why."
    people(3)
    assert come_round(at=at(2027, 2, 2, 8)) == 1
    assert Repetition.objects.get().fault == ""


def test_the_plan_shows_what_comes_and_what_nobody_thought_of(shop: World) -> None:
    people(3)
    pattern = make_campaign(plan(), at=NOW, by=SYSTEM)
    repeat(campaign=pattern.pk, rhythm=Rhythm(Occasion(Feast.TET), 3, 9), at=NOW, by=SYSTEM)
    first, women, *others = planned(at=NOW)
    assert (first.feast, first.day, first.sent_at) == (Feast.TET, date(2027, 2, 6), at(2027, 2, 3, 9))
    assert (first.campaign, first.is_made) == (pattern, False)
    assert (women.feast, women.sent_at, women.campaign) == (Feast.WOMEN, None, None)
    assert [each.feast for each in others] == [Feast.MID_AUTUMN, Feast.VIETNAMESE_WOMEN, Feast.TEACHERS]
    come_round(at=at(2027, 1, 30, 8))
    made = planned(at=at(2027, 1, 30, 9))[0]
    assert made.is_made and made.campaign == Campaign.objects.get(issue_day=date(2027, 2, 6))


def test_it_ends_when_told_and_only_then_is_the_draft_thrown_away(shop: World) -> None:
    people(3)
    pattern = make_campaign(plan(), at=NOW, by=SYSTEM)
    repeat(campaign=pattern.pk, rhythm=TET, at=NOW, by=SYSTEM)
    with pytest.raises(NotNow):
        delete_draft(campaign=pattern.pk, by=SYSTEM)
    end_repeating(campaign=pattern.pk, at=NOW, by=SYSTEM)
    assert come_round(at=at(2027, 2, 1, 8)) == 0
    delete_draft(campaign=pattern.pk, by=SYSTEM)
    assert not Campaign.objects.exists()


@pytest.mark.parametrize(
    "rhythm",
    [
        Rhythm(Occasion(Feast.OWN, 2, 30)), Rhythm(Occasion(Feast.APPRECIATION)), Rhythm(Occasion(Feast.MONTHLY)),
        Rhythm(Occasion(Feast.OWN_LUNAR, 1, 31)), Rhythm(Occasion(Feast.TET), 61), Rhythm(Occasion(Feast.TET), 0, 24),
    ],
)  # fmt: skip
def test_a_day_that_is_none_is_refused(shop: World, rhythm: Rhythm) -> None:
    pattern = make_campaign(plan(), at=NOW, by=SYSTEM)
    with pytest.raises(BadCampaign):
        repeat(campaign=pattern.pk, rhythm=rhythm, at=NOW, by=SYSTEM)
    assert not Repetition.objects.exists()
