"""A shop with a year of sales, settled as the worker leaves it."""

from datetime import date, timedelta

from quen.insight.lake.export import export_all
from quen.insight.summary.due import measure_yardsticks, refresh_due
from quen.insight.summary.refresh import refresh_all
from quen.people.models import Customer
from quen.shops.models import Store
from tests.insight.shop import bring_back, buy, product
from tests.world import World, build

FIRST_DAY = date(2026, 1, 5)
LAST_DAY = date(2026, 11, 21)


def settle(today: date) -> None:
    """Bring summaries and lake in step with the facts, as the readers do."""
    refresh_all(today=today)
    measure_yardsticks(today=today)
    refresh_due(today=today)
    export_all()


def open_shop() -> World:
    """Lan comes every ten days from January to November, Hoa once in January, Minh twice at another store in October;
    a stranger and a return besides."""
    world = build()
    other = Store.objects.create(name="Quận 3 <chợ>", key="quan 3 cho")
    coffee, tea = product("coffee", "ca phe"), product("tea", "tra")
    hoa, minh = Customer.objects.create(name="Hoa"), Customer.objects.create(name="Minh")
    day = FIRST_DAY
    while day <= LAST_DAY:
        buy(world.lan, day, 100_000, store=world.store, products=(coffee,))
        day += timedelta(days=10)
    buy(hoa, FIRST_DAY, 40_000, store=world.store, products=(tea,))
    buy(minh, date(2026, 10, 5), 60_000, store=other, products=(tea,))
    buy(minh, date(2026, 10, 25), 80_000, store=other, products=(coffee,))
    buy(None, LAST_DAY, 30_000, store=world.store)
    bring_back(world.lan, LAST_DAY, 50_000, store=world.store)
    return world
