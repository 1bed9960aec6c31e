"""Whatever the programme: a purchase that comes back whole leaves the member as she was, but for the visit."""

from datetime import UTC, timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from quen.enrolment.counters import from_json
from quen.enrolment.models import Member, ProgrammeVersion
from quen.flows.ring_up import Sale, SaleLine, ring_up
from quen.flows.take_back import TakenLine, take_back
from quen.points.models import Account, Lot
from quen.points.reads import balance_of
from quen.programme import MemberState, Programme, Purchase, to_values
from tests.flows.loyal import SUNDAY, member
from tests.programme.programmes import histories, programmes
from tests.world import World


@settings(
    max_examples=60,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    programme=programmes(),
    history=histories(most=4),
    pieces=st.booleans(),
    luck=st.randoms(use_true_random=False),
)
def test_all_that_came_goes_back(
    world: World, programme: Programme, history: list[Purchase], pieces: bool, luck: Any
) -> None:
    from django.db import transaction

    with transaction.atomic():
        _launch(programme)
        member(world)
        for number, purchase in enumerate(history[:-1]):
            ring_up(sale=_sale(world, purchase), key=f"before-{number}", by=world.by_mai)
        before, lots = _counters(), _lots()
        sale = _sale(world, history[-1])
        redeem = luck.randint(0, balance_of(customer=world.lan.pk, at=sale.at).available)
        value = programme.point_value_minor
        redeem = min(redeem, max(sale.amount_minor, 0) // value)
        receipt = ring_up(sale=_sale(world, history[-1], redeem_points=redeem), key="now", by=world.by_mai)
        at = sale.at + timedelta(minutes=1)
        if pieces:
            for number, line in enumerate(sale.lines, start=1):
                if line.quantity_milli > 1:
                    part = [TakenLine(number, luck.randint(1, line.quantity_milli - 1))]
                    take_back(
                        store=world.store.pk,
                        receipt="now",
                        lines=part,
                        at=at,
                        key=f"part-{number}",
                        by=world.by_mai,
                    )
        take_back(store=world.store.pk, receipt="now", at=at, key="whole", by=world.by_mai)
        assert _counters() == before
        new = Lot.objects.filter(purchase=receipt.purchase)
        assert sum(lot.remaining for lot in new) == 0
        gone = set(
            Lot.objects.filter(expires_at__lte=at).values_list("pk", flat=True)
        )  # by time, not by the return
        assert {number: _lots()[number] for number in lots.keys() - gone} == {
            number: points for number, points in lots.items() if number not in gone
        }
        assert Account.objects.get().balance == sum(_lots().values())
        transaction.set_rollback(True)


def _counters() -> list[Any]:
    """What a return gives back: not the visit, nor what was counted for later prices and offers."""
    state: MemberState = from_json(Member.objects.get().counters)
    return [
        state.remainder_minor,
        {key: meter for key, meter in state.meters.items() if meter},
        {card: stamps for card, stamps in state.stamps.items() if stamps},
        {key: tally.life_points for key, tally in state.tallies.items() if tally.life_points},
        state.reached[-1][1:3] if state.reached and any(state.reached[-1][1:3]) else None,
    ]


def _lots() -> dict[int, int]:
    return dict(Lot.objects.values_list("pk", "remaining"))


def _launch(programme: Programme) -> None:
    ProgrammeVersion.objects.create(
        number=1, name="Random", text="", values=to_values(programme), effective_from=programme.effective_from,
        created_at=SUNDAY, created_by="x", changed_at=SUNDAY, changed_by="x", launched_at=SUNDAY,
    )  # fmt: skip


def _sale(world: World, purchase: Purchase, **facts: Any) -> Sale:
    lines = tuple(
        SaleLine(
            amount_minor=line.amount_minor, quantity_milli=line.quantity_milli, product=line.product,
            category=line.category, tax_minor=line.tax_minor, discount_minor=line.discount_minor,
            is_reward=line.is_reward,
        )
        for line in purchase.lines
    )  # fmt: skip
    return Sale(
        store=world.store.pk, customer=world.lan.pk, at=purchase.at.replace(tzinfo=UTC), lines=lines, **facts
    )
