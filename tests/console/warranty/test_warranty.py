"""Lan's machine leaks: Tú looks it up and receives it, Mai decides, and Lan fetches it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.shops.models import Store
from quen.warranty.models import Claim, TermsVersion
from tests import world as cast
from tests.console.cast import signed_in
from tests.warranty.machines import SERIAL, category, claimed, product, promised, sold
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


@pytest.fixture
def tu(shop: World) -> Client:
    return signed_in(shop.tu)


def at(address: str, *arguments: object) -> str:
    return reverse(f"console:warranty:{address}", args=arguments)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_from_one_look_to_the_goods_return(tu: Client, mai: Client, shop: World) -> None:
    line = sold(shop, timezone.now() - 30 * DAY, warranty_months=12)
    page = text(tu.get(at("look"), {"q": "0912 345 678"}))
    assert "Máy pha cà phê" in page and "Nhận bảo hành" in page and SERIAL in page
    assert tu.post(at("receive", line.pk), {"fault": "", "store": shop.store.pk}).status_code == 422
    assert tu.post(at("receive", line.pk), {"fault": "Rò nước", "store": shop.store.pk}).status_code == 302
    claim = Claim.objects.get()
    assert (claim.store, claim.opened_by, claim.proposed) == (shop.store, f"staff:{shop.tu.pk}", "accepted")
    assert "Món này đã ở đây" in text(tu.get(at("receive", line.pk)))
    assert "Máy pha cà phê" in text(tu.get(at("claims"), {"list": "undecided"}))
    assert "Quyết định lại" not in text(tu.get(at("show", claim.pk)))
    assert tu.post(at("decide", claim.pk), {"decision": "accepted"}).status_code == 403
    mai.post(at("decide", claim.pk), {"decision": "accepted"})
    for place in ("workshop", "back", "handed_over"):
        tu.post(at("move", claim.pk), {"place": place, "words": "Thay gioăng"})
    claim.refresh_from_db()
    assert (claim.decision, claim.place) == ("accepted", "handed_over")
    page = text(mai.get(at("show", claim.pk)))
    assert "Thay gioăng" in page and "Hàng vẫn còn ở đây" in page
    assert "Máy pha cà phê" in text(mai.get(at("claims"), {"list": "ended", "q": SERIAL.lower()}))
    story = text(mai.get(reverse("console:people:story", args=[shop.lan.pk])))
    assert "Mang Máy pha cà phê đến vì lỗi" in story
    assert "Nhận bảo hành: Máy pha cà phê" in story
    assert "Máy pha cà phê: Đã trao" in story
    mai.post(at("reopen", claim.pk))
    claim.refresh_from_db()
    assert claim.is_open


def test_a_decision_against_the_terms_without_a_word_changes_nothing(mai: Client, shop: World) -> None:
    claim = claimed(shop, sold(shop, timezone.now() - 900 * DAY, warranty_months=12), timezone.now())
    told = mai.post(at("decide", claim.pk), {"decision": "accepted"}, follow=True)
    assert "Điều khoản đề xuất khác" in text(told)
    claim.refresh_from_db()
    assert claim.decision == ""
    assert mai.post(at("decide", claim.pk), {"decision": "maybe"}).status_code == 404
    assert mai.post(at("move", claim.pk), {"place": "moon"}).status_code == 404


def test_water_is_a_clause_to_refuse_by(mai: Client, shop: World) -> None:
    now = timezone.now()
    promised(shop, now)
    claim = claimed(shop, sold(shop, now - DAY), now)
    assert "Hư hỏng do nước" in text(mai.get(at("show", claim.pk)))
    mai.post(at("decide", claim.pk), {"decision": "refused", "clause": "4"})
    claim.refresh_from_db()
    assert (claim.decision, claim.decided_clause) == ("refused", 4)
    assert "Điều 4: Hư hỏng do nước" in text(mai.get(at("show", claim.pk)))


def test_what_nobody_knows_is_said_and_a_customer_without_warranties_too(tu: Client, shop: World) -> None:
    assert "Không ai biết số này" in text(tu.get(at("look"), {"q": "không ai"}))
    assert "chưa bán cho khách này" in text(tu.get(at("look"), {"q": "0912345678"}))
    assert "Yêu cầu đang xử lý" in text(tu.get(at("look")))
    assert tu.get(at("receive", 99)).status_code == 404
    assert tu.get(at("show", 99)).status_code == 404


def test_mai_lays_terms_down_by_rows(mai: Client, tu: Client, shop: World) -> None:
    category("Máy móc")
    product("LOC1", "Giấy lọc")
    assert "Số tháng ghi trên hóa đơn" in text(mai.get(at("new_terms")))
    rows = [
        ("Máy móc 12 tháng", "category", "12", "máy móc"), ("", "all", "", ""), ("Giấy lọc", "excluded", "", "LOC1"),
        ("Rơi vỡ", "excluded", "", ""),
    ]  # fmt: skip
    typed = {"in_force_from": "2026-01-01", "clause-TOTAL_FORMS": "4", "clause-INITIAL_FORMS": "0"}
    for place, (words, covers, months, named) in enumerate(rows):
        typed |= {f"clause-{place}-words": words, f"clause-{place}-covers": covers, f"clause-{place}-months": months,
                  f"clause-{place}-named": named}  # fmt: skip
    assert tu.post(at("new_terms"), typed).status_code == 403
    wrong = mai.post(at("new_terms"), typed | {"clause-0-named": "máy bay"})
    assert wrong.status_code == 422 and "không có nhóm hàng" in wrong.content.decode()
    assert mai.post(at("new_terms"), typed).status_code == 302
    clauses = TermsVersion.objects.get().said().clauses
    assert [(one.number, one.category, one.product, one.months) for one in clauses] == [
        (1, "may moc", "", 12), (2, "", "LOC1", None), (3, "", "", None),
    ]  # fmt: skip
    page = text(tu.get(at("terms")))
    assert "Đang áp dụng" in page and "Máy móc" in page and "Giấy lọc" in page
    assert mai.post(at("new_terms"), typed).status_code == 422


def test_claims_of_other_stores_are_not_in_the_list_of_who_works_at_one(tu: Client, shop: World) -> None:
    other, now = Store.objects.create(name="Quận 7", key="quan 7"), timezone.now()
    claimed(shop, sold(shop, now - DAY, warranty_months=1), now, store=other.pk)
    assert "Máy pha cà phê" in text(tu.get(at("claims")))
    shop.tu.stores.add(shop.store)
    assert "Máy pha cà phê" not in text(tu.get(at("claims")))


@pytest.mark.parametrize(
    "name", ["look", "look?q=0912345678", "claims", "show", "receive", "terms", "new_terms"]
)
def test_pages_ask_few_queries(mai: Client, shop: World, name: str) -> None:
    now = timezone.now()
    lines = [sold(shop, now - DAY, receipt=f"HD{n}", serial=f"S{n}", warranty_months=12) for n in range(8)]
    claims = [claimed(shop, line, now) for line in lines[:4]]
    page, _mark, query = name.partition("?")
    named = {"show": [claims[0].pk], "receive": [lines[0].pk]}
    address = at(page, *named.get(page, [])) + (f"?{query}" if query else "")
    mai.get(address)
    with CaptureQueriesContext(connection) as asked:
        text(mai.get(address))
    assert len(asked) <= (19 if query else 14)
