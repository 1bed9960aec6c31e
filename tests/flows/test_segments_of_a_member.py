"""What a programme gives to a segment goes to who is in it at the moment of the sale, and to nobody else."""

from datetime import datetime, timedelta

from quen.flows.judge_history import judge_history
from quen.flows.ring_up import quote
from quen.kernel.actor import SYSTEM
from quen.people.models import SegmentMembership
from quen.points.models import Accrual
from tests.flows.judge_history.past import imported
from tests.flows.loyal import SUNDAY, bought, line, member, running, sale
from tests.world import World

TWICE = {"key": "vip", "name": "Khách VIP", "when": {"segments": ["vip"]}, "give": {"multiply": 2}}


def into(world: World, segment: str, at: datetime) -> None:
    SegmentMembership.objects.create(customer=world.lan, segment=segment, entered_at=at)


def test_a_customer_of_the_segment_gets_its_points(world: World) -> None:
    running(world, rules=[TWICE])
    member(world)
    assert bought(world, 50_000).points_earned == 5
    into(world, "khac", SUNDAY)
    assert bought(world, 50_000, key="till-1-0002").points_earned == 5
    into(world, "vip", SUNDAY)
    assert quote(sale=sale(world, 50_000)).points_earned == 10
    assert bought(world, 50_000, key="till-1-0003").points_earned == 10


def test_a_sale_made_before_she_came_in_gives_nothing_of_it(world: World) -> None:
    running(world, rules=[TWICE])
    member(world)
    into(world, "vip", SUNDAY + timedelta(hours=1))
    assert bought(world, 50_000).points_earned == 5


def test_an_imported_sale_counts_the_segments_of_its_own_moment(world: World) -> None:
    running(world, rules=[TWICE])
    member(world)
    into(world, "vip", SUNDAY + timedelta(hours=1))
    before = imported(world.lan, world.store, SUNDAY + timedelta(minutes=1), [line(50_000)], "HD1")
    after = imported(world.lan, world.store, SUNDAY + timedelta(hours=2), [line(50_000)], "HD2")
    judge_history(by=SYSTEM, at=SUNDAY + timedelta(days=1))
    points = {accrual.purchase_id: accrual.points for accrual in Accrual.objects.all()}
    assert (points[before.pk], points[after.pk]) == (5, 10)
