"""What answering brings: once, at the end, whatever was said."""

from datetime import datetime, timedelta
from typing import get_type_hints

import pytest

from quen.draws.models import Entry
from quen.people.merge import merge
from quen.people.models import Customer
from quen.points.reads import balances_of
from quen.surveys.answer import say_more
from quen.surveys.errors import BadSurvey
from quen.surveys.models import Response, RewardKind, Survey
from quen.surveys.ready_made import READY_MADE
from quen.surveys.reward import set_reward
from quen.surveys.save import make_survey
from quen.vouchers.models import Voucher, VoucherKind
from tests.draws.tet import OPENS, opened
from tests.flows.loyal import member, running
from tests.surveys.lan_answers import BY_LAN, lan_is_asked, taps
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


def test_nobody_without_a_name_is_rewarded(world: World, nps: Survey, now: datetime) -> None:
    voucher_kind(now, key="thanks")
    set_reward(survey=nps.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)
    row = taps(lan_is_asked(world, nps, now), 2, now, without_name=True)
    assert say_more(response=row.pk, given={}, at=now, by=BY_LAN).reward == ""
    assert not Voucher.objects.exists()
    ready = READY_MADE["csat"]
    kept_apart = make_survey(name="Kín", form=ready.form, at=now, by=world.by_mai, is_anonymous=True)
    with pytest.raises(BadSurvey):
        set_reward(survey=kept_apart.pk, kind=RewardKind.POINTS, points=5, by=world.by_mai)


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
