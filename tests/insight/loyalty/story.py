"""Forty members and as many who never enrolled, all customers since January 2026; the members come twice as often."""

from datetime import date

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.insight.lake.export import export_all
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from tests.insight.shop import at, buy
from tests.world import World

PAIRS = 40


def twice_as_often(world: World) -> list[Customer]:
    """Everybody bought in January, April and May; members enrolled in May and came twice after it, every tenth thrice,
    the others once. Nobody came from September on, but Lan once. Returns the members.
    """
    members = []
    for number in range(PAIRS):
        member, other = (Customer.objects.create(name=f"{kind} {number}") for kind in ("Hội viên", "Khách"))
        for customer in (member, other):
            for month in (1, 4, 5, 6):
                buy(customer, date(2026, month, 3), 50_000, store=world.store)
        for month in (7, 8) if number % 10 == 0 else (7,):
            buy(member, date(2026, month, 3), 50_000, store=world.store)
        join(customer=member.pk, way=Way.TILL, at=at(date(2026, 5, 3), 8), by=SYSTEM)
        members.append(member)
    buy(world.lan, date(2026, 9, 1), 50_000, store=world.store)
    export_all()
    return members
