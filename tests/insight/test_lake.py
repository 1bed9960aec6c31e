"""The lake tells what the database tells, also half way through an update."""

import os
import signal
import subprocess
import sys
from datetime import date, datetime
from typing import Any

import pytest

from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.home.folder import lake_folder
from quen.insight.lake import export as exporting
from quen.insight.lake.export import export_all
from quen.insight.lake.manifest import read_manifest
from quen.insight.lake.on_duckdb import OnDuckDB
from quen.insight.lake.read import Filters, open_lake
from quen.insight.lake.reader import lake_reader
from quen.insight.lake.tables import PURCHASES
from quen.people.models import Customer
from quen.purchases.models import Category, Product, Purchase
from quen.shops.models import Business, Store
from tests.events.test_readers import own_address
from tests.insight.shop import at, bring_back, buy, count_as, product
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


def read_story() -> None:
    catch_up(lake_reader(), until=EVERYTHING)


def rows(table: str, *columns: str, filters: Filters | None = None) -> list[tuple[Any, ...]]:
    with open_lake() as lake:
        facts = lake.facts(table, filters or Filters())
        chosen = facts.order_by(*facts.columns).select(*columns)
        return [tuple(row.values()) for row in lake.rows(chosen)]


def parts() -> set[tuple[str, str]]:
    return {(part.table, part.month) for part in read_manifest().parts}


def test_an_empty_lake_has_empty_tables_with_the_right_columns() -> None:
    with open_lake() as lake:
        purchases, returns = lake.tables()
        assert lake.rows(purchases) == lake.rows(returns) == []
        assert isinstance(lake.engine, OnDuckDB)
        assert [str(kind) for kind in lake.engine.duck.sql("FROM purchases_0").types] == list(
            PURCHASES.values()
        )


def test_facts_lie_in_the_month_of_the_shop_with_their_largest_line(world: World) -> None:
    phin, beans = product("phin", "dung cu"), product("beans", "ca phe")
    buy(
        world.lan,
        date(2026, 10, 31),
        30,
        70,
        store=world.store,
        hour=23,
        products=(phin, beans),
        channel="web",
    )
    first = buy(None, date(2026, 11, 1), 5, store=world.store, hour=0)
    bring_back(world.lan, date(2026, 11, 2), 30, store=world.store)
    read_story()
    dung_cu, ca_phe = (Category.objects.get(key=key).pk for key in ("dung cu", "ca phe"))
    assert {part for part in parts() if part[1]} == {
        ("purchases", "2026-10"), ("lines", "2026-10"),
        ("purchases", "2026-11"), ("lines", "2026-11"), ("returns", "2026-11"),
    }  # fmt: skip
    assert rows("purchases", "customer", "at", "day", "amount_minor", "channel", "category", "product") == [
        (world.lan.pk, datetime(2026, 10, 31, 23), date(2026, 10, 31), 100, "web", ca_phe, beans.pk),
        (None, datetime(2026, 11, 1, 0), date(2026, 11, 1), 5, None, None, None),
    ]
    assert rows("lines", "product", "category", "amount_minor") == [
        (phin.pk, dung_cu, 30),
        (beans.pk, ca_phe, 70),
        (None, None, 5),
    ]
    assert rows("returns", "customer", "day", "amount_minor", "purchase") == [
        (world.lan.pk, date(2026, 11, 2), 30, None)
    ]
    assert rows("purchases", "id", filters=Filters(first_day=date(2026, 11, 1))) == [(first.pk,)]


def test_only_the_months_with_news_are_written_again(world: World) -> None:
    buy(world.lan, date(2026, 10, 5), 10, store=world.store)
    buy(world.lan, date(2026, 11, 5), 10, store=world.store)
    read_story()
    before = {part for part in read_manifest().parts if part.table == "purchases"}
    buy(world.lan, date(2026, 11, 6), 10, store=world.store)
    read_story()
    after = {part for part in read_manifest().parts if part.table == "purchases"}
    assert [part.month for part in before & after] == ["2026-10"]
    assert sorted((part.month, part.rows) for part in after) == [("2026-10", 1), ("2026-11", 2)]


def test_the_same_facts_make_the_same_version_and_new_ones_another(world: World) -> None:
    buy(world.lan, date(2026, 11, 5), 10, store=world.store)
    read_story()
    version = read_manifest().version
    assert export_all().version == version
    buy(world.lan, date(2026, 11, 5), 10, store=world.store)
    read_story()
    assert read_manifest().version != version
    assert export_all().version == read_manifest().version, "incremental and whole are the same lake"


def test_a_receipt_that_turns_out_to_have_begun_a_month_earlier_moves(world: World) -> None:
    late = buy(world.lan, date(2026, 11, 1), 10, store=world.store)
    read_story()
    Purchase.objects.filter(pk=late.pk).update(bought_at=at(date(2026, 10, 31)))
    complete(late)
    read_story()
    assert rows("purchases", "day") == [(date(2026, 10, 31),)]
    assert {month for table, month in parts() if table == "purchases"} == {"2026-10"}


def complete(purchase: Purchase) -> None:
    from quen.events.models import Event

    purchase.refresh_from_db()
    Event.objects.create(
        kind="purchase.completed", happened_at=purchase.bought_at, actor="import:1", subject=purchase.pk
    )


def test_a_product_that_moves_to_another_category_takes_its_past_along(world: World) -> None:
    beans = product("beans", "ca phe")
    buy(world.lan, date(2026, 9, 5), 10, store=world.store, products=(beans,))
    buy(world.lan, date(2026, 10, 5), 10, store=world.store)
    read_story()
    drinks = Category.objects.create(name="Đồ uống", key="do uong")
    Product.objects.filter(pk=beans.pk).update(category=drinks)
    buy(world.lan, date(2026, 11, 5), 10, store=world.store)
    read_story()
    assert rows("lines", "day", "category") == [
        (date(2026, 9, 5), drinks.pk),
        (date(2026, 10, 5), None),
        (date(2026, 11, 5), None),
    ]


def test_a_merge_is_seen_at_once_in_every_month_and_its_undoing_too(world: World) -> None:
    twin = Customer.objects.create(name="Lan Nguyễn")
    buy(world.lan, date(2026, 10, 5), 1, store=world.store)
    buy(twin, date(2026, 11, 5), 2, store=world.store)
    bring_back(twin, date(2026, 11, 6), 2, store=world.store)
    read_story()
    facts = {part for part in read_manifest().parts if part.month}
    count_as(twin, world.lan)
    read_story()
    assert {row[0] for table in ("purchases", "lines", "returns") for row in rows(table, "customer")} == {
        world.lan.pk
    }
    assert {part for part in read_manifest().parts if part.month} == facts, "no month was written again"
    count_as(twin, None)
    read_story()
    assert rows("purchases", "customer", "amount_minor") == [(world.lan.pk, 1), (twin.pk, 2)]


def test_a_shop_that_moves_to_another_time_zone_gets_another_lake(world: World) -> None:
    buy(world.lan, date(2026, 11, 1), 1, store=world.store, hour=3)
    read_story()
    Business.objects.update(timezone="Europe/London")
    buy(world.lan, date(2026, 12, 1), 1, store=world.store, hour=12)
    read_story()
    assert rows("purchases", "day") == [(date(2026, 10, 31),), (date(2026, 12, 1),)]
    assert not [part for part in parts() if part[1] == "2026-11"]


def test_filters_ask_for_days_and_stores(world: World) -> None:
    other = Store.objects.create(name="Quận 3", key="quan 3")
    for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)):
        buy(world.lan, day, 1, store=world.store)
        buy(world.lan, day, 3, store=other)
    read_story()
    october = Filters(first_day=date(2026, 10, 1), last_day=date(2026, 10, 31), stores=(other.pk,))
    assert rows("purchases", "day", "amount_minor", filters=october) == [
        (date(2026, 10, 1), 3),
        (date(2026, 10, 31), 3),
    ]


def test_names_that_look_like_anything_survive(world: World) -> None:
    hostile = "a,\"b\"\r\n'c'; DROP TABLE x; --"
    goods = Product.objects.create(code=hostile, name=hostile)
    buy(world.lan, date(2026, 11, 1), 1, store=world.store, receipt=hostile, products=(goods,))
    read_story()
    told = hostile.replace("\r\n", "  ")
    assert rows("purchases", "receipt") == [(told,)]
    with open_lake() as lake:
        assert [row["code"] for row in lake.rows(lake.whole("products"))] == [told]


def test_old_files_stay_while_a_report_may_read_them_and_then_go(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    buy(world.lan, date(2026, 11, 1), 1, store=world.store)
    read_story()
    with open_lake() as lake:
        purchases, _ = lake.tables()
        buy(world.lan, date(2026, 11, 2), 1, store=world.store)
        read_story()
        assert len(lake.rows(purchases)) == 1, "the report sees the lake as it was when it began"
    monkeypatch.setattr(exporting, "KEEP_OLD_FILES_SECONDS", -1)
    export_all()
    assert {path.name for path in lake_folder().glob("*.parquet")} == {p.file for p in read_manifest().parts}


KILLED_EXPORT = """
import django
django.setup()
from quen.insight.lake import export
real = export.write_manifest
def slowly(manifest):
    import time
    print("files written", flush=True)
    time.sleep(600)
export.write_manifest = slowly
export.export_all()
"""


@pytest.mark.django_db(transaction=True)
def test_an_export_killed_before_its_end_leaves_the_former_lake(world: World) -> None:
    buy(world.lan, date(2026, 11, 1), 1, store=world.store)
    export_all()
    version = read_manifest().version
    buy(world.lan, date(2026, 11, 2), 1, store=world.store)
    worker = subprocess.Popen(
        [sys.executable, "-c", KILLED_EXPORT],
        stdout=subprocess.PIPE,
        env={**os.environ, "DATABASE_URL": own_address()},
    )
    assert worker.stdout is not None and worker.stdout.readline() == b"files written\n"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert read_manifest().version == version
    assert rows("purchases", "day") == [(date(2026, 11, 1),)]
    export_all()
    assert rows("purchases", "day") == [(date(2026, 11, 1),), (date(2026, 11, 2),)]
    assert not list(lake_folder().glob("unfinished-*"))
