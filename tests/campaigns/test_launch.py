"""Mai writes to everybody at Tết: some are held out, nobody is written to twice, whatever happens in between."""

import pytest

from quen.campaigns import send
from quen.campaigns.arms import drawn, experiment_of
from quen.campaigns.decide import approve, ask
from quen.campaigns.due import launch_due
from quen.campaigns.errors import BadCampaign, NotNow, NotYours
from quen.campaigns.estimate import estimate, estimate_of
from quen.campaigns.find import source_of
from quen.campaigns.halt import pause, resume, stop
from quen.campaigns.launch import fix_audience, launch
from quen.campaigns.models import Campaign, CampaignState
from quen.campaigns.plan import Wording, change_campaign, make_campaign, plan_of
from quen.campaigns.settings import change_campaign_settings
from quen.events.models import Event
from quen.kernel.actor import SYSTEM, Actor, ActorKind
from quen.measures.uplift.assign import GLOBAL, is_held_out
from quen.messages.channel import Channel
from quen.messages.claim import claim
from quen.messages.models import Message, State
from quen.messages.settings import change_limits, change_sending
from quen.messages.sources import progress_of
from quen.people.models import Customer
from quen.segments.profile.refresh import refresh_all_profiles
from tests.campaigns.crowd import NOW, approved, arms, people, plan, shop_with_channels, template
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> World:
    return shop_with_channels()


def test_a_tenth_is_held_out_and_everybody_else_is_written_to_once(shop: World) -> None:
    customers = {each.pk for each in people(200)}
    row = approved(plan())
    assert launch_due(at=NOW) == 1
    found = arms(row)
    assert found[0] | found[1] == customers
    assert found[0] == {one for one in customers if is_held_out(one, f"campaign:{row.pk}", 0.1)}
    assert 8 <= len(found[0]) <= 35
    assert found[None] == {shop.lan.pk}  # she never agreed
    assert {(m.customer_id, m.state) for m in Message.objects.all()} == {
        (one, State.WAITING) for one in found[1]
    }
    row.refresh_from_db()
    assert (row.state, row.left_out) == (CampaignState.RUNNING, {"email": {"no_address": 1}})
    told = dict(Event.objects.filter(kind__startswith="campaign.").values_list("kind", "facts"))
    assert told["campaign.launched"] == {"name": "Tết", "customers": len(found[1]), "held_out": len(found[0])}
    assert told["campaign.sent"]["messages"] == len(found[1])
    assert launch_due(at=NOW) == 0


def test_who_gets_no_offers_at_all_is_in_no_arm(shop: World) -> None:
    customers = people(100)
    change_sending(holdout_percent=20, by=SYSTEM)
    row = approved(plan())
    never = {each.pk for each in customers if is_held_out(each.pk, GLOBAL, 0.2)}
    launch(campaign=row.pk, at=NOW)
    assert never and arms(row)[None] == never | {shop.lan.pk}
    kept = estimate_of(Campaign.objects.get())
    assert kept is not None and kept.left_out == {"held_out": len(never), "no_address": 1}


def test_the_estimate_says_what_the_launch_then_does(shop: World) -> None:
    people(60)
    people(30, kinds=("phone",))
    people(10, agree_by="sms", kinds=("email", "phone"))
    row = make_campaign(plan(Channel.EMAIL, Channel.SMS), at=NOW, by=SYSTEM)
    found = estimate(campaign=row.pk, at=NOW)
    email, sms = found.channels
    assert (found.customers, found.left_out) == (101, {"no_consent": 1})
    assert email.refused == {"no_address": 31, "no_consent": 10} and sms.refused == {"no_consent": 1}
    assert found.written_to + found.held_out == 100
    assert found.message_minor == found.all_minor == sms.cost_minor == 500 * sms.customers
    assert found.smallest_lift is not None and found.rate == 0
    ask(campaign=row.pk, at=NOW, by=SYSTEM)
    launch(campaign=row.pk, at=NOW)
    assert Message.objects.filter(channel="email").count() == email.customers
    assert Message.objects.filter(channel="sms").count() == sms.customers
    row.refresh_from_db()
    assert row.reserved_minor == found.message_minor


def test_a_launch_that_broke_off_goes_on_where_it_was(shop: World, monkeypatch: pytest.MonkeyPatch) -> None:
    people(50)
    row = approved(plan())
    monkeypatch.setattr(send, "AT_ONCE", 7)
    assert fix_audience(campaign=row.pk, at=NOW)
    before = arms(row)
    assert send.send_next(campaign=row.pk, at=NOW) and send.send_next(campaign=row.pk, at=NOW)
    assert Message.objects.count() == 14
    people(5)  # too late: the audience is fixed
    assert launch_due(at=NOW) == 1
    assert arms(row) == before
    assert set(Message.objects.values_list("customer", flat=True)) == before[1]
    assert Message.objects.count() == len(before[1])


def test_variants_share_who_is_written_to_by_their_weight(shop: World) -> None:
    people(300)
    wordings = [
        Wording({Channel.EMAIL: template(Channel.EMAIL, "A").pk}, weight=3),
        Wording({Channel.EMAIL: template(Channel.EMAIL, "B").pk}),
    ]
    row = approved(plan(variants=wordings, holdout_percent=0))
    launch(campaign=row.pk, at=NOW)
    found = arms(row)
    assert 0 not in found and 190 <= len(found[1]) <= 260
    source = source_of(row.pk)
    assert experiment_of(source) == f"campaign:{row.pk}"
    assert all(drawn(one, source, holdout_percent=0, weights=(3, 1)) == 1 for one in found[1])
    names = Message.objects.filter(customer__in=found[2]).values_list("version__template__name", flat=True)
    assert set(names) == {"B"}


def test_the_budget_is_kept_to_the_last_dong(shop: World) -> None:
    people(100, kinds=("phone",))
    row = approved(plan(Channel.SMS, budget_minor=20_499, holdout_percent=20))
    launch(campaign=row.pk, at=NOW)
    row.refresh_from_db()
    found = arms(row)
    assert (len(found[1]), row.reserved_minor) == (40, 20_000)
    assert Message.objects.count() == 40
    assert 2 <= len(found[0]) <= 22  # the held out are cut off in step, so that the arms stay comparable
    kept = estimate_of(row)
    assert kept is not None and kept.left_out["budget"] == 100 - len(found[0]) - 40


def test_who_wrote_it_cannot_approve_it_above_the_size(shop: World) -> None:
    people(20)
    change_campaign_settings(approval_above=10, by=SYSTEM)
    boss = Actor(ActorKind.STAFF, 77)
    row = make_campaign(plan(), at=NOW, by=shop.by_mai)
    with pytest.raises(BadCampaign):
        ask(campaign=row.pk, at=NOW, by=shop.by_mai)
    estimate(campaign=row.pk, at=NOW)
    assert ask(campaign=row.pk, at=NOW, by=shop.by_mai).state == CampaignState.WAITING
    assert launch_due(at=NOW) == 0
    with pytest.raises(NotYours):
        approve(campaign=row.pk, at=NOW, by=shop.by_mai)
    with pytest.raises(NotNow):
        change_campaign(plan_of(row.pk), campaign=row.pk, at=NOW, by=shop.by_mai)
    assert approve(campaign=row.pk, at=NOW, by=boss).approved_by == "staff:77"
    assert launch_due(at=NOW) == 1


def test_pause_resume_and_stop(shop: World) -> None:
    people(20)
    row = approved(plan(holdout_percent=0))
    launch(campaign=row.pk, at=NOW)
    pause(campaign=row.pk, at=NOW, by=shop.by_mai)
    assert claim(Channel.EMAIL, slot=0, at=NOW, most=5) == []
    resume(campaign=row.pk, by=shop.by_mai)
    assert len(claim(Channel.EMAIL, slot=0, at=NOW, most=5)) == 5
    assert stop(campaign=row.pk, at=NOW, by=shop.by_mai).state == CampaignState.STOPPED
    assert progress_of(source_of(row.pk)).by_state == {"handing_over": 5, "stopped": 15}
    with pytest.raises(NotNow):
        stop(campaign=row.pk, at=NOW, by=shop.by_mai)


def test_offers_at_night_are_held_until_the_morning(shop: World) -> None:
    people(5, kinds=("phone",))
    night = NOW.replace(hour=16)  # 23:00 at the shop
    row = approved(plan(Channel.SMS, holdout_percent=0), at=night)
    launch(campaign=row.pk, at=night)
    assert set(Message.objects.values_list("state", "reason", "due_at")) == {
        (State.HELD, "quiet_hours", NOW.replace(day=23, hour=0))
    }


def test_a_segment_that_is_gone_gives_the_draft_back(shop: World) -> None:
    people(5)
    row = approved(plan())
    Campaign.objects.filter(pk=row.pk).update(segment="gone")
    assert launch_due(at=NOW) == 0
    row.refresh_from_db()
    assert row.state == CampaignState.DRAFT and not Message.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "}, {"segment": "nobody"}, {"channels": ()}, {"holdout_percent": 51}, {"horizon_days": 0},
        {"budget_minor": 0}, {"variants": ()}, {"variants": [Wording({})]},
        {"starts_at": NOW, "ends_on": NOW.date().replace(day=1)},
    ],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused(shop: World, wrong: dict[str, object]) -> None:
    with pytest.raises(BadCampaign):
        make_campaign(plan(**wrong), at=NOW, by=SYSTEM)
    assert not Campaign.objects.exists()


def test_who_was_merged_is_written_to_once(shop: World) -> None:
    one, other, *_rest = people(10)
    Customer.objects.filter(pk=other.pk).update(root=one)
    refresh_all_profiles()
    row = approved(plan(holdout_percent=0))
    launch(campaign=row.pk, at=NOW)
    assert other.pk not in arms(row)[1] and Message.objects.count() == 9
    change_limits(channel=Channel.EMAIL, is_on=False, by=SYSTEM)
