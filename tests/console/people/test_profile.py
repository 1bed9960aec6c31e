"""Everything about one customer on one screen."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quen.insight.models import CustomerSummary
from quen.insight.summary.refresh import refresh_all
from quen.people.household import join_household
from quen.people.merge import merge
from quen.people.models import Customer, LikelyDuplicate, LikenessReason
from quen.people.note import write_note
from tests.console.people.conftest import LONG_NAME, known
from tests.flows.loyal import bought, line, member, running
from tests.insight.shop import bring_back, buy, product
from tests.world import World

Shop = dict[str, Customer]


def show(client: Client, customer: Customer) -> str:
    answer = client.get(reverse("console:people:show", args=[customer.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def part(client: Client, name: str, customer: Customer, query: str = "") -> str:
    """What htmx fetches."""
    address = reverse(f"console:people:{name}", args=[customer.pk])
    return client.get(f"{address}?{query}", headers={"HX-Request-Type": "partial"}).content.decode()


def test_lan_is_shown_with_her_class_its_reason_and_her_numbers(mai: Client, shop: Shop, today: date) -> None:
    page = show(mai, shop["lan"])
    due = CustomerSummary.objects.get(customer=shop["lan"]).due_on
    assert f"6 ngày mua. Ghé lại đến {due:%d/%m/%Y} vẫn là đúng nhịp." in page
    assert "Thường 7 ngày ghé một lần, nay đã 2 ngày chưa ghé." in page
    assert "600.000\N{NO-BREAK SPACE}₫" in page and "100.000\N{NO-BREAK SPACE}₫" in page
    assert "tel:+84912345678" in page and "0912\N{NO-BREAK SPACE}345\N{NO-BREAK SPACE}678" in page


def test_a_lapsed_customer_is_late_and_the_reason_says_since_when(mai: Client, shop: Shop) -> None:
    page = show(mai, shop["dao"])
    assert "3 ngày mua rồi vắng" in page
    assert 'class="rhythm is-late"' in page


def test_in_english_too(mai: Client, shop: Shop) -> None:
    mai.cookies["django_language"] = "en"
    assert "Usually every 7 days, now 2 days since the last visit." in show(mai, shop["lan"])


def test_who_never_bought_and_has_no_name_still_has_a_page(mai: Client, shop: Shop) -> None:
    page = show(mai, shop["nameless"])
    assert f"#{shop['nameless'].pk}" in page
    assert "Đã biết tên nhưng chưa mua lần nào." in page and "rhythm" not in page
    assert "Chưa mua lần nào." in part(mai, "purchases", shop["nameless"])
    assert LONG_NAME in show(mai, shop["company"])


def test_before_the_reader_came_there_is_no_summary_and_the_page_stands(mai: Client, world: World) -> None:
    assert "Đã biết tên nhưng chưa mua lần nào." in show(mai, known(world, "Vừa đến"))


def test_a_merged_customers_address_leads_to_her_root(mai: Client, world: World, shop: Shop) -> None:
    merge(customer=shop["hoa"].pk, into=shop["lan"].pk, by=world.by_mai, at=timezone.now())
    answer = mai.get(reverse("console:people:show", args=[shop["hoa"].pk]))
    assert answer.headers["Location"] == reverse("console:people:show", args=[shop["lan"].pk])
    assert mai.get(reverse("console:people:show", args=[999_999])).status_code == 404


def test_purchases_come_with_lines_and_returns_page_by_page(
    mai: Client, world: World, shop: Shop, today: date
) -> None:
    coffee = product("Cà phê sữa đá")
    for days in range(10, 22):
        last = buy(shop["hoa"], today - timedelta(days=days), 29_000, store=world.store, products=(coffee,))
    bring_back(shop["hoa"], today, 29_000, store=world.store, of=last)
    page = part(mai, "purchases", shop["hoa"])
    assert page.count("people-purchase") == 10
    assert "Cà phê sữa đá" in page and "12 lần" in page
    older = mai.get(reverse("console:people:purchases", args=[shop["hoa"].pk])).context["older"]
    rest = part(
        mai,
        "purchases",
        shop["hoa"],
        f"before={older.bought_at.isoformat().replace('+', '%2B')}&purchase={older.purchase}",
    )
    assert rest.count("people-purchase") == 3 and "trả hàng" in rest and "people-usual" not in rest


def test_support_reads_why_a_purchase_gave_what_it_gave_and_what_may_still_come(
    mai: Client, world: World
) -> None:
    rules = [
        {"key": "twice", "name": "Nhân đôi cà phê", "when": {"products": ["ca-phe"]}, "give": {"multiply": 2}},
        {"key": "stamp", "name": "Đóng dấu", "give": {"stamp": "coffee"}},
        {"key": "third", "name": "Lần thứ ba", "when": {"nth_purchase": {"number": 3}}, "give": {"voucher": "cup"}},
    ]  # fmt: skip
    card = {"key": "coffee", "name": "Mua 5 tặng 1", "stamps": 5, "voucher": "cup"}
    running(world, rules=rules, vouchers=[{"key": "cup", "name": "Một ly"}], punch_cards=[card])
    member(world)
    bought(world, line(90_000, quantity_milli=2_000))
    page = part(mai, "purchases", world.lan)
    why = page.partition("Vì sao được số điểm này")[2]
    assert "Điểm cho mỗi lượt mua" in why and why.count("+9") == 2
    assert "Nhân đôi cà phê" in why and "2 dấu" in why and "Lần thứ ba" not in why
    points = part(mai, "points", world.lan)
    assert "Còn 1 lần mua nữa thì được áp dụng." in points
    assert "Đã có 2/5 dấu; đủ dấu sẽ được: Một ly." in points


def test_the_story_tells_everything_in_sentences_page_by_page(
    mai: Client, world: World, shop: Shop, today: date
) -> None:
    write_note(customer=shop["hoa"].pk, text="Dị ứng đậu phộng", by=world.by_mai, at=timezone.now())
    for days in range(10, 35):
        buy(shop["hoa"], today - timedelta(days=days), 29_000, store=world.store)
    answer = mai.get(reverse("console:people:story", args=[shop["hoa"].pk]))
    first = answer.content.decode()
    assert "Viết ghi chú" in first and "Dị ứng đậu phộng" in first and "Trần Thị Mai" in first
    older = answer.context["older"]
    rest = part(
        mai,
        "story",
        shop["hoa"],
        f"before={older.happened_at.isoformat().replace('+', '%2B')}&event={older.event}",
    )
    assert first.count("story-entry") == 20
    assert rest.count("story-entry") == 9  # 26 purchases, the note, how she became known and a new customer
    assert "Được biết đến" in rest


@pytest.mark.parametrize(
    "query", ["before=x&event=1", "before=2026-01-01&event=1", "before=&event=", "before=2026-13-45T00:00Z"]
)
def test_a_broken_place_in_the_story_is_its_beginning(mai: Client, shop: Shop, query: str) -> None:
    assert part(mai, "story", shop["lan"], query).count("story-entry") == 7  # and that she became loyal
    assert part(mai, "purchases", shop["lan"], query).count("people-purchase") == 6


def test_a_likely_duplicate_is_shown_with_its_reason(
    mai: Client, tu: Client, world: World, shop: Shop
) -> None:
    twin = known(world, "Nguyễn Thị Lan")
    LikelyDuplicate.objects.create(
        first=shop["lan"], second=twin, score=90, reasons=[LikenessReason.SAME_NAME_AND_BIRTH_DATE],
        found_at=timezone.now(),
    )  # fmt: skip
    compare = reverse("console:people:merge", args=[shop["lan"].pk, twin.pk])
    page = show(mai, shop["lan"])
    assert compare in page and "90/100" in page and "Trùng tên và ngày sinh" in page
    assert compare not in show(tu, shop["lan"])


def test_the_cashier_sees_all_and_is_offered_no_change(tu: Client, world: World, shop: Shop) -> None:
    write_note(customer=shop["lan"].pk, text="Thích ít đường", by=world.by_mai, at=timezone.now())
    page = show(tu, shop["lan"])
    assert "Thích ít đường" in page
    main = page[page.index("<main") :]
    assert 'method="post"' not in main


def test_few_queries_even_with_everything(
    mai: Client, world: World, shop: Shop, today: date, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lan = shop["lan"]
    twins = [known(world, "Nguyễn Thị Lan") for _ in range(4)]
    for twin in twins[:3]:
        merge(customer=twin.pk, into=lan.pk, by=world.by_mai, at=timezone.now())
        write_note(customer=twin.pk, text="…", by=world.by_mai, at=timezone.now())
    LikelyDuplicate.objects.create(first=lan, second=twins[3], score=50, reasons=[], found_at=timezone.now())
    join_household(customer=lan.pk, of=shop["dao"].pk, by=world.by_mai, at=timezone.now())
    for days in range(15):
        bought = buy(
            twins[0], today - timedelta(days=days), 10, 20, store=world.store, products=(product("A"),)
        )
        bring_back(twins[0], today, 10, store=world.store, of=bought)
    refresh_all(today=today)
    for name in ("show", "story", "purchases", "edit", "consents"):
        with django_assert_max_num_queries(12):
            mai.get(reverse(f"console:people:{name}", args=[lan.pk]))
    with django_assert_max_num_queries(12):
        mai.get(reverse("console:people:merge", args=[lan.pk, twins[3].pk]))
