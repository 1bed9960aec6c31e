"""What answering brings: once, at the end, whatever was said."""

from datetime import datetime, timedelta
from typing import get_type_hints

import pytest

from quen.draws.models import Entry
from quen.events.models import Event
from quen.people.merge import merge
from quen.people.models import Customer
from quen.points.reads import balances_of
from quen.shops.clock import day_of
from quen.surveys.answer import say_more
from quen.surveys.errors import BadSurvey
from quen.surveys.models import Audience, Response, RewardKind, Survey, Way
from quen.surveys.ready_made import READY_MADE
from quen.surveys.reward import reward_nameless, set_reward
from quen.surveys.save import make_survey
from quen.vouchers.models import Batch, Voucher, VoucherKind
from tests.draws.tet import OPENS, opened
from tests.flows.loyal import member, running
from tests.surveys.lan_answers import BY_LAN, lan_is_asked, taps
from tests.vouchers.kinds import TEN_THOUSAND
from tests.vouchers.kinds import kind as voucher_kind
from tests.world import World

DAY = timedelta(days=1)


def points_of(world: World, now: datetime) -> int:
    found = balances_of(customers=[world.lan.pk], at=now).get(world.lan.pk)
    return found.available if found else 0


def lan_answers(world: World, survey: Survey, score: int, at: datetime, key: str = "lan") -> Response:
    row = taps(lan_is_asked(world, survey, at, key=key), score, at)
    return say_more(response=row.pk, given={}, at=at, by=BY_LAN)


def test_points_come_at_the_end_and_once(world: World, nps: Survey, now: datetime) -> None:
    running(world)
    member(world)
    set_reward(survey=nps.pk, kind=RewardKind.POINTS, points=50, by=world.by_mai)
    row = taps(lan_is_asked(world, nps, now), 3, now)
    say_more(response=row.pk, given={"reasons": ["wait"]}, at=now, by=BY_LAN, is_done=False)
    assert points_of(world, now) == 0, "a partial answer brings nothing"
    for _again in range(2):
        row = say_more(response=row.pk, given={}, at=now, by=BY_LAN)
    assert (points_of(world, now), row.reward) == (50, "points:50")
    assert lan_answers(world, nps, 9, now + DAY, key="again").reward == ""
    assert lan_answers(world, nps, 9, now + 31 * DAY, key="later").reward == "points:50"


def test_the_reward_is_the_same_for_every_score(world: World, nps: Survey, now: datetime) -> None:
    running(world)
    member(world)
    set_reward(survey=nps.pk, kind=RewardKind.POINTS, points=50, by=world.by_mai)
    given = {
        lan_answers(world, nps, score, now + 31 * score * DAY, key=str(score)).reward for score in range(11)
    }
    assert given == {"points:50"}


def test_no_setting_could_make_it_depend_on_the_score() -> None:
    names = {field.name for field in Survey._meta.get_fields() if "reward" in field.name}
    assert names == {"reward", "reward_points", "reward_voucher", "reward_draw"}
    assert set(get_type_hints(set_reward)) == {"survey", "kind", "by", "points", "voucher", "draw", "return"}


def test_a_voucher(world: World, nps: Survey, now: datetime) -> None:
    kind = voucher_kind(now, key="thanks")
    set_reward(survey=nps.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)
    row = lan_answers(world, nps, 0, now)
    voucher = Voucher.objects.get(kind=kind)
    assert (voucher.customer, row.reward) == (world.lan, f"voucher:{voucher.code}")


def test_an_entry_in_a_draw(world: World, nps: Survey, now: datetime) -> None:
    draw = opened(world)
    set_reward(survey=nps.pk, kind=RewardKind.DRAW, draw=draw.pk, by=world.by_mai)
    row = lan_answers(world, nps, 5, OPENS + DAY)
    assert [(entry.customer, entry.source) for entry in Entry.objects.all()] == [
        (world.lan, f"survey:{nps.pk}:{row.pk}")
    ]


def test_what_is_no_longer_to_be_had_costs_nobody_her_answer(
    world: World, nps: Survey, now: datetime
) -> None:
    voucher_kind(now, key="thanks")
    set_reward(survey=nps.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)
    VoucherKind.objects.all().delete()
    row = lan_answers(world, nps, 4, now)
    assert (row.reward, row.completed_at) == ("", now)
    set_reward(survey=nps.pk, kind=RewardKind.NOTHING, by=world.by_mai)
    assert not Entry.objects.exists()


def test_without_a_name_there_is_a_voucher_once_that_leads_to_nobody(
    world: World, nps: Survey, now: datetime
) -> None:
    kind = voucher_kind(now, key="thanks", terms=TEN_THOUSAND.model_copy(update={"valid_days": 10}))
    set_reward(survey=nps.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)
    row = taps(lan_is_asked(world, nps, now), 2, now, without_name=True)
    assert reward_nameless(response=row.pk, at=now) == "", "a partial answer brings nothing"
    assert say_more(response=row.pk, given={}, at=now, by=BY_LAN).reward == ""
    before = Event.objects.count()
    code = reward_nameless(response=row.pk, at=now)
    voucher = Voucher.objects.get(code=code)
    assert (voucher.kind, voucher.customer, voucher.key, voucher.source) == (
        kind,
        None,
        None,
        f"survey:{nps.pk}",
    )
    assert voucher.valid_until == day_of(now) + 10 * DAY
    row.refresh_from_db()
    assert (row.reward, row.rewarded_at) == ("voucher:", now)
    told = Event.objects.order_by("pk")[before:]
    assert [event.kind for event in told] == ["voucher_batch.made"] and code not in str(told[0].facts)
    assert reward_nameless(response=row.pk, at=now) == ""
    others = [taps(lan_is_asked(world, nps, now, key=f"k{n}"), 9, now, without_name=True) for n in range(2)]
    for other in others:
        say_more(response=other.pk, given={}, at=now, by=BY_LAN)
    given = {code, *(reward_nameless(response=other.pk, at=now + DAY) for other in others)}
    assert len(given) == 3 and Batch.objects.count() == 1, "the next ones are drawn from the same batch"
    Voucher.objects.filter(source="batch").delete()
    Response.objects.update(rewarded_at=None)
    assert reward_nameless(response=row.pk, at=now) not in given, "an empty stock is filled anew"
    assert Batch.objects.count() == 2


def test_points_and_draws_need_a_name_and_the_tablet_shows_no_code(
    world: World, nps: Survey, now: datetime
) -> None:
    voucher_kind(now, key="thanks")
    row = taps(lan_is_asked(world, nps, now), 2, now, without_name=True)
    say_more(response=row.pk, given={}, at=now, by=BY_LAN)
    set_reward(survey=nps.pk, kind=RewardKind.POINTS, points=5, by=world.by_mai)
    assert reward_nameless(response=row.pk, at=now) == ""
    set_reward(survey=nps.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)
    Response.objects.update(way=Way.TABLET)
    assert reward_nameless(response=row.pk, at=now) == ""
    Response.objects.update(way=Way.EMAIL)
    VoucherKind.objects.all().delete()
    assert reward_nameless(response=row.pk, at=now) == ""
    assert not Voucher.objects.exists()


def test_a_survey_without_names_gives_vouchers_and_one_of_staff_nothing(world: World, now: datetime) -> None:
    voucher_kind(now, key="thanks")
    form = READY_MADE["csat"].form
    kept_apart = make_survey(name="Kín", form=form, at=now, by=world.by_mai, is_anonymous=True)
    with pytest.raises(BadSurvey):
        set_reward(survey=kept_apart.pk, kind=RewardKind.POINTS, points=5, by=world.by_mai)
    set_reward(survey=kept_apart.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)
    row = taps(lan_is_asked(world, kept_apart, now), 2, now)
    say_more(response=row.pk, given={}, at=now, by=BY_LAN)
    assert Voucher.objects.get(code=reward_nameless(response=row.pk, at=now)).customer is None
    staff = make_survey(name="Đội", form=form, audience=Audience.STAFF, at=now, by=world.by_mai)
    with pytest.raises(BadSurvey):
        set_reward(survey=staff.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)


def test_two_who_are_one_are_rewarded_as_one(world: World, nps: Survey, now: datetime) -> None:
    voucher_kind(now, key="thanks")
    set_reward(survey=nps.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)
    twin = Customer.objects.create(name="Lan hai")
    merge(customer=twin.pk, into=world.lan.pk, by=world.by_mai, at=now)
    lan_answers(world, nps, 9, now)
    row = taps(lan_is_asked(world, nps, now, customer=twin.pk, key="twin"), 9, now)
    assert say_more(response=row.pk, given={}, at=now, by=BY_LAN).reward == ""
    assert Voucher.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [{"kind": RewardKind.POINTS}, {"kind": RewardKind.VOUCHER, "voucher": "none"}, {"kind": RewardKind.DRAW}],
)
def test_a_reward_nobody_could_give_is_refused(world: World, nps: Survey, said: dict[str, object]) -> None:
    with pytest.raises(BadSurvey):
        set_reward(survey=nps.pk, by=world.by_mai, **said)  # type: ignore[arg-type]
