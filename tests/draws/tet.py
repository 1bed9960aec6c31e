"""The draw of the stories: a scooter and two kettles, an entry for every 50,000 ₫."""

from datetime import timedelta
from typing import Any

from quen.draws.models import Draw
from quen.draws.plan import Plan, PrizePlan, plan_draw
from quen.draws.run import open_draw
from quen.people.models import Customer
from tests.flows.loyal import SUNDAY, bought
from tests.world import World

OPENS, CLOSES = SUNDAY - timedelta(days=1), SUNDAY + timedelta(days=7)


def plan(**parts: Any) -> Plan:
    facts: dict[str, Any] = {
        "name": "Quay số Tết", "opens_at": OPENS, "closes_at": CLOSES, "amount_per_entry_minor": 50_000,
        "prizes": [
            PrizePlan(name="Xe máy", value_minor=30_000_000),
            PrizePlan(name="Ấm siêu tốc", value_minor=500_000, pieces=2),
        ],
        "reserves": 2, **parts,
    }  # fmt: skip
    return Plan(**facts)


def opened(world: World, **parts: Any) -> Draw:
    draw = plan_draw(plan=plan(**parts), at=OPENS, by=world.by_mai)
    return open_draw(draw=draw.pk, at=OPENS, by=world.by_mai)


def customers(world: World, count: int) -> list[int]:
    """So many customers, the first with one entry, the second with two and so on, up to five."""
    people = [Customer.objects.create(name=f"Khách {n}").pk for n in range(count)]
    for place, person in enumerate(people):
        bought(world, 50_000 * (place % 5 + 1) + 9_000, customer=person, key=f"tet-{person}")
    return people
