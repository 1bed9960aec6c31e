"""Who is in which segment: kept in step with the story and with time, told where it is news."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from quen.events.models import Event
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.insight.summary.reader import summary_reader
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer, SegmentMembership
from quen.people.tag import tag
from quen.segments.archive import archive_segment, follow_segment, restore_segment
from quen.segments.due import keep_in_step
from quen.segments.errors import SegmentInUse
from quen.segments.fixed_list import put_on_list, recognise_all, take_off_list, words_of
from quen.segments.membership import fill_due
from quen.segments.models import Segment, SegmentCount
from quen.segments.reader import segment_reader
from quen.segments.ready_made import READY_MADE, make_ready_made
from quen.segments.save import change_segment, make_segment
from tests.insight.shop import at as moment
from tests.insight.shop import buy, count_as
from tests.segments.shop import NOW, TODAY, Shop, build_shop, know_everybody, rule

pytestmark = pytest.mark.django_db

BOUGHT_LATELY = {"condition": "bought", "when": {"span": "last", "days": 30}}
VIP = {"condition": "tag", "tag": "VIP"}


@pytest.fixture
def shop() -> Shop:
    shop = build_shop()
    know_everybody()
    _read(TODAY)
    return shop


def _read(today: date) -> None:
    now = moment(today, 12)
    catch_up(summary_reader(lambda: today), until=EVERYTHING)
    catch_up(segment_reader(lambda: today, lambda: now), until=EVERYTHING)
    keep_in_step(today=today, at=now)


def _in(key: str) -> list[str]:
    found = Customer.objects.filter(segments__segment=key).order_by("pk")
    return [customer.name.split()[-1] for customer in found]


def _told() -> list[tuple[str, str]]:
    events = Event.objects.filter(kind__in=["segment.entered", "segment.left"]).order_by("pk")
    return [(event.kind, Customer.objects.get(pk=event.customer or 0).name.split()[-1]) for event in events]


def _make(name: str, *parts: dict[str, Any]) -> Segment:
    segment = make_segment(name=name, rule=rule(*parts), by=SYSTEM, at=NOW)
    keep_in_step(today=TODAY, at=NOW)
    return segment


def test_a_new_segment_is_filled_at_once_and_told_once(shop: Shop) -> None:
    segment = _make("Mua gần đây", BOUGHT_LATELY)
    assert _in("mua-gan-day") == ["Lan", "Hoa"]
    assert _told() == []
    filled = Event.objects.get(kind="segment.filled")
    assert (filled.customer, filled.facts) == (None, {"key": "mua-gan-day", "entered": 2, "left": 0})
    segment.refresh_from_db()
    assert (segment.customers, segment.filled_version) == (2, 1)
    assert fill_due(today=TODAY, at=NOW) == 0


def test_a_purchase_moves_its_customer_and_nobody_else(shop: Shop) -> None:
    _make("Mua gần đây", BOUGHT_LATELY)
    buy(shop.dao, TODAY, 30_000, store=shop.world.store)
    _read(TODAY)
    assert _in("mua-gan-day") == ["Lan", "Đạo", "Hoa"]
    assert _told() == [("segment.entered", "Đạo")]
    assert Segment.objects.get(key="mua-gan-day").customers == 3


def test_what_was_long_ago_when_it_is_learnt_is_kept_and_not_told(shop: Shop) -> None:
    _make("Mua nhiều", {"condition": "bought", "times": 2})
    buy(shop.dao, TODAY - timedelta(days=8), 30_000, store=shop.world.store)
    _read(TODAY)
    assert _in("mua-nhieu") == ["Lan", "Đạo"]
    assert _told() == []


def test_reading_the_same_events_again_changes_nothing(shop: Shop) -> None:
    from quen.events.models import Cursor

    _make("Mua gần đây", BOUGHT_LATELY)
    buy(shop.dao, TODAY, 30_000, store=shop.world.store)
    _read(TODAY)
    kept = list(SegmentMembership.objects.values_list("customer", "segment", "entered_at"))
    Cursor.objects.filter(reader="segments").update(transaction=0, event=0)
    _read(TODAY)
    assert list(SegmentMembership.objects.values_list("customer", "segment", "entered_at")) == kept
    assert _told() == [("segment.entered", "Đạo")]


def test_time_alone_moves_customers_when_the_day_begins(shop: Shop) -> None:
    _make("Mua gần đây", BOUGHT_LATELY)
    _make("Có nhãn", VIP)
    _read(date(2026, 12, 9))
    assert _in("mua-gan-day") == ["Lan", "Hoa"]
    assert _told() == []
    _read(date(2026, 12, 10))  # Hoa bought on 10 November: the 30 days end on 9 December
    assert _in("mua-gan-day") == ["Lan"]
    assert _told() == [("segment.left", "Hoa")]
    entered = SegmentMembership.objects.get(customer=shop.lan, segment="mua-gan-day").entered_at
    assert entered == NOW  # who stays keeps the day she came


def test_a_changed_rule_moves_everybody_silently(shop: Shop) -> None:
    _make("Nhóm", BOUGHT_LATELY)
    change_segment(
        key="nhom", name="Nhóm", rule=rule({"condition": "gender", "genders": ["male"]}), by=SYSTEM, at=NOW
    )
    keep_in_step(today=TODAY, at=NOW)
    assert _in("nhom") == ["Đạo"]
    assert _told() == []
    filled = Event.objects.filter(kind="segment.filled").latest("pk")
    assert filled.facts == {"key": "nhom", "entered": 1, "left": 2}
    assert [version.number for version in Segment.objects.get(key="nhom").versions.order_by("pk")] == [1, 2]


def test_a_segment_within_another_follows_it(shop: Shop) -> None:
    _make("Trong", VIP)
    _make("Ngoài", {"condition": "segment", "segment": "trong"}, BOUGHT_LATELY)
    assert _in("ngoai") == ["Hoa"]
    tag(customers=[shop.lan.pk], tags=["VIP"], by=SYSTEM, at=NOW)
    _read(TODAY)
    assert (_in("trong"), _in("ngoai")) == (["Lan", "Hoa"], ["Lan", "Hoa"])
    change_segment(
        key="trong", name="Trong", rule=rule({"condition": "gender", "genders": ["male"]}), by=SYSTEM, at=NOW
    )
    keep_in_step(today=TODAY, at=NOW)
    assert (_in("trong"), _in("ngoai")) == (["Đạo"], [])


def test_merged_customers_count_as_one_and_come_apart_again(shop: Shop) -> None:
    _make("Có nhãn", VIP)
    count_as(shop.hoa, shop.lan)
    _read(TODAY)
    assert _in("co-nhan") == ["Lan"]
    assert _told() == [("segment.entered", "Lan")]
    count_as(shop.hoa, None)
    _read(TODAY)
    assert _in("co-nhan") == ["Hoa"]


def test_a_fixed_list_holds_whom_it_names_through_a_merge(shop: Shop) -> None:
    make_segment(name="Khách mời", rule=None, by=SYSTEM, at=NOW)
    named = recognise_all(words_of("0912 345 678; HOA@example.com\n0999999999,ai đó"))
    assert list(named.customers) == [shop.lan.pk, shop.hoa.pk]
    assert list(named.unknown) == ["0999999999", "ai đó"]
    assert put_on_list(key="khach-moi", customers=named.customers, by=SYSTEM, at=NOW) == 2
    assert put_on_list(key="khach-moi", customers=named.customers, by=SYSTEM, at=NOW) == 0
    keep_in_step(today=TODAY, at=NOW)
    assert _in("khach-moi") == ["Lan", "Hoa"]
    count_as(shop.hoa, shop.dao)
    _read(TODAY)
    assert _in("khach-moi") == ["Lan", "Đạo"]
    assert take_off_list(key="khach-moi", customers=[shop.dao.pk], by=SYSTEM, at=NOW) == 1
    keep_in_step(today=TODAY, at=NOW)
    assert _in("khach-moi") == ["Lan"]


def test_an_archived_segment_holds_nobody_until_it_is_brought_back(shop: Shop) -> None:
    _make("Có nhãn", VIP)
    archive_segment(key="co-nhan", by=SYSTEM, at=NOW)
    _read(TODAY)
    assert _in("co-nhan") == []
    assert _told() == []
    restore_segment(key="co-nhan", by=SYSTEM, at=NOW)
    keep_in_step(today=TODAY, at=NOW)
    assert _in("co-nhan") == ["Hoa"]


def test_a_segment_another_asks_for_stays(shop: Shop) -> None:
    _make("Trong", VIP)
    _make("Ngoài", {"condition": "segment", "segment": "trong"})
    with pytest.raises(SegmentInUse):
        archive_segment(key="trong", by=SYSTEM, at=NOW)
    assert _in("trong") == ["Hoa"]


def test_ready_made_segments_are_counted_and_kept_only_where_followed(shop: Shop) -> None:
    assert make_ready_made(at=NOW) == len(READY_MADE)
    assert make_ready_made(at=NOW) == 0
    _read(TODAY + timedelta(days=1))
    assert SegmentMembership.objects.count() == 0
    counts = {one.segment.key: one.customers for one in SegmentCount.objects.select_related("segment")}
    assert len(counts) == len(READY_MADE)
    assert (counts["bought-1"], counts["bought-2"], counts["members"]) == (3, 1, 1)
    assert sum(count for key, count in counts.items() if key.startswith("rfm-")) == 3
    follow_segment(key="bought-2", is_followed=True, by=SYSTEM, at=NOW)
    keep_in_step(today=TODAY + timedelta(days=1), at=NOW)
    assert _in("bought-2") == ["Lan"]


def test_a_change_of_category_is_counted_anew_by_the_next_day(shop: Shop) -> None:
    from quen.purchases.models import Category

    food = Category.objects.create(name="Đồ ăn", key="do an")
    shop.tea.category = food
    shop.tea.save()
    _make("Mua đồ ăn", {"condition": "bought", "of": f"category:{food.pk}"})
    assert _in("mua-do-an") == []
    _read(TODAY + timedelta(days=1))
    _read(TODAY + timedelta(days=2))
    assert _in("mua-do-an") == ["Lan", "Hoa"]


def test_a_quiet_second_asks_little(shop: Shop, django_assert_max_num_queries: object) -> None:
    _make("Có nhãn", VIP)
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        keep_in_step(today=TODAY, at=datetime(2026, 11, 22, 5, tzinfo=NOW.tzinfo))
