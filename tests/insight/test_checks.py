"""`quen check facts` finds what is wrong, and nothing where nothing is."""

from collections.abc import Callable
from datetime import date

import pytest

from quen.events.models import ParkedEvent
from quen.events.position import EVERYTHING
from quen.events.readers import run_all
from quen.home.folder import lake_folder
from quen.insight.checks import check_facts
from quen.insight.lake.reader import lake_reader
from quen.insight.models import CustomerSummary
from quen.insight.summary.reader import summary_reader
from quen.people.models import Customer
from quen.purchases.models import Line, Purchase, Return, ReturnLine
from tests.insight.shop import bring_back, buy, product
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    world = build()
    beans = product("beans", "ca phe")
    purchase = buy(world.lan, date(2026, 11, 1), 10, 20, store=world.store, products=(beans, beans))
    bring_back(world.lan, date(2026, 11, 2), 10, store=world.store, of=purchase)
    buy(None, date(2026, 11, 3), 5, store=world.store)
    catch_up()
    return world


def catch_up() -> None:
    readers = [summary_reader(lambda: date(2026, 11, 22)), lake_reader()]
    run_all(readers, until=EVERYTHING)
    run_all(readers, until=EVERYTHING)  # stage changes told by the summary


def found() -> list[str]:
    return [str(finding) for finding in check_facts()]


def test_where_all_agrees_nothing_is_said(world: World) -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda: Line.objects.update(product=999), "3 lines name an unknown product, e.g. line"),
        (
            lambda: Line.objects.filter(amount_minor=20).update(amount_minor=21),
            "1 purchases are not worth the sum",
        ),
        (lambda: Purchase.objects.update(store=999), "2 purchases name an unknown store"),
        (lambda: Return.objects.update(purchase=999), "1 returns name an unknown purchase"),
        (lambda: Return.objects.update(customer=999), "1 returns name an unknown customer"),
        (lambda: ReturnLine.objects.update(of=999), "1 return lines belong to no return"),
        (lambda: CustomerSummary.objects.update(revenue_minor=31), "1 customers' summaries differ"),
        (lambda: CustomerSummary.objects.all().delete(), "1 customers' summaries differ"),
        (lambda: Purchase.objects.all().delete(), "The lake has 2 rows of purchases, the database 0."),
        (lambda: next(lake_folder().glob("lines-*")).unlink(), "The lake's file lines-2026-11"),
    ],
)
def test_what_was_spoilt_is_found(spoil: Callable[[], object], said: str, world: World) -> None:
    spoil()
    assert [finding for finding in found() if finding.startswith(said)], found()


def test_a_root_that_counts_as_another_is_found(world: World) -> None:
    second = Customer.objects.create(root=world.lan)
    Customer.objects.create(root=second)
    assert any(finding.startswith("1 customers count as one who counts as another") for finding in found())
    assert any(finding.startswith("2 customers count as another without a merge") for finding in found())


def test_a_reader_that_is_behind_is_named_instead_of_what_follows_from_it(world: World) -> None:
    buy(world.lan, date(2026, 11, 4), 10, store=world.store)
    assert found() == [
        "1 events wait for the reader “summary”; run the worker, then check again.",
        "1 events wait for the reader “lake”; run the worker, then check again.",
    ]
    catch_up()
    assert found() == []


def test_events_put_aside_are_told(world: World) -> None:
    from quen.events.models import Event

    ParkedEvent.objects.create(reader="lake", event=Event.objects.latest("id"), error="?")
    assert found() == ["1 events could not be taken in and were put aside."]
