"""Each step of care after a sale: how much is done, in time, and how fast."""

from datetime import timedelta

import pytest

from quen.insight.feedback.after_sale import Done, Step, after_sale
from quen.insight.models import CustomerSummary
from quen.people.models import Customer
from quen.tasks.finish import finish
from quen.tasks.models import Outcome
from quen.tickets.answer import answer
from quen.tickets.choices import TicketKind
from quen.tickets.open_ticket import Matter, Origin
from quen.tickets.solve import solve
from tests import world as cast
from tests.tasks.errands import errand
from tests.tickets.matters import MONDAY_TEN, heard
from tests.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LATER = MONDAY_TEN + 30 * DAY


@pytest.fixture
def world(db: None) -> World:
    made = cast.build()
    CustomerSummary.objects.create(customer=made.lan, stage="loyal")
    return made


def steps(**said: object) -> dict[Step, Done]:
    found = after_sale(since=MONDAY_TEN - DAY, until=LATER, at=LATER, **said)  # type: ignore[arg-type]
    return {one.step: one for one in found}


def test_four_steps_by_hand(world: World) -> None:
    hoa = Customer.objects.create(name="Hoa")
    praise = Matter(text="Ngon quá", kind=TicketKind.PRAISE)
    for number, (whose, hours) in enumerate(((world.lan.pk, 1), (world.lan.pk, 3), (hoa.pk, 20))):
        ticket = heard(
            world,
            matter=praise,
            customer=whose,
            contact=None,
            origin=Origin("survey", number, f"survey:{number}"),
        )
        answer(ticket=ticket.pk, text="Cảm ơn", at=MONDAY_TEN + hours * HOUR, by=world.by_mai)
    quick, slow = heard(world, customer=hoa.pk, contact=None), heard(world, customer=hoa.pk, contact=None)
    solve(ticket=quick.pk, at=MONDAY_TEN + 2 * HOUR, by=world.by_mai)
    assert slow.pk
    done, _open = errand(world, MONDAY_TEN, due_at=MONDAY_TEN + DAY), errand(world, MONDAY_TEN)
    finish(task=done.pk, outcome=Outcome.DONE, at=MONDAY_TEN + 4 * HOUR, by=world.by_mai)
    found = steps()
    assert (found[Step.FEEDBACK].to_do, found[Step.FEEDBACK].done, found[Step.FEEDBACK].hours) == (3, 3, 3.0)
    assert found[Step.ASK] == Done(Step.ASK, 2, 1, 1, 1, 4.0)
    assert (found[Step.LOYAL].to_do, found[Step.LOYAL].hours) == (2, 2.0)
    assert (found[Step.OTHERS].to_do, found[Step.OTHERS].done) == (3, 1)
    assert found[Step.COMPLAINTS] == Done(Step.COMPLAINTS, 2, 1, 1, 1, 2.0)
    assert found[Step.COMPLAINTS].done_percent == 50.0 == found[Step.COMPLAINTS].in_time_percent


def test_another_store_has_nothing_to_do(world: World) -> None:
    heard(world, store=world.store.pk)
    assert steps(stores=[world.store.pk + 1])[Step.COMPLAINTS].to_do == 0
    assert steps(stores=[world.store.pk])[Step.COMPLAINTS].to_do == 1
