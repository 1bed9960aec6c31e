"""Leads leave in a file: those the list shows to whoever takes it, harmless, and told."""

import csv
import io
from collections.abc import Iterable
from typing import cast

import openpyxl
import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.events.models import Event
from quen.leads.capture import Person, Utm
from quen.leads.end import lose
from quen.leads.models import LeadSource, LossReason
from quen.people.merge import merge
from quen.shops.models import Store
from quen.shops.roles import Role
from tests import world as cast_of
from tests.console.cast import signed_in
from tests.leads.hoa import HOA, hoa_asks
from tests.world import World, staff


@pytest.fixture
def shop(db: None) -> World:
    return cast_of.build()


def address(file_format: str, query: str = "") -> str:
    return reverse("console:leads:export", args=[file_format]) + f"?{query}"


def content(client: Client, file_format: str, query: str = "") -> bytes:
    answer = client.get(address(file_format, query))
    assert answer.status_code == 200
    return b"".join(cast(Iterable[bytes], cast(StreamingHttpResponse, answer).streaming_content))


def rows_of_csv(client: Client, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(client, "csv", query).decode("utf-8-sig"))))


def test_the_file_holds_whom_the_list_shows_and_who_took_it_is_told(shop: World) -> None:
    now, mai = timezone.now(), signed_in(shop.mai)
    lead = hoa_asks(
        shop, now, HOA, source=LeadSource.ADVERTISEMENT, utm=Utm("facebook", "cpc", "tet"), store=shop.store.pk,
        expected_minor=9_000_000, owner=shop.mai.pk, wish="=HYPERLINK(1)",
    ).lead  # fmt: skip
    lose(lead=lead.pk, reason=LossReason.PRICE, words="Đắt", at=now, by=shop.by_mai)
    merge(customer=lead.customer_id, into=shop.lan.pk, by=shop.by_mai, at=now)
    hoa_asks(shop, now, Person(name="Ai"))
    (row,) = rows_of_csv(mai, "state=lost&source=ad")
    assert {name: row[name] for name in ("Tên", "Điện thoại", "Email", "Chiến dịch", "Nguồn UTM")} == {
        "Tên": "Nguyễn Thị Lan", "Điện thoại": "0912345678, 0987654321", "Email": "hoa@example.com",
        "Chiến dịch": "tet", "Nguồn UTM": "facebook",
    }  # fmt: skip
    assert "'=HYPERLINK(1)" in row.values() and "9000000" in row.values() and "Đắt" in row.values()
    assert {"Quận 1", "Trần Thị Mai", f"{timezone.localdate():%Y-%m-%d}"} <= set(row.values())
    told = Event.objects.get(kind="leads.exported")
    assert (told.actor, told.customer, told.facts) == (
        f"staff:{shop.mai.pk}", None, {"leads": 1, "file_format": "csv", "query": "state=lost&source=ad"},
    )  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(content(mai, "xlsx"))).active
    assert sheet is not None
    _heading, *rows = sheet.iter_rows()
    wish = next(cell for cell in rows[-1] if cell.value == "=HYPERLINK(1)")
    assert (len(rows), wish.data_type) == (2, "s")
    page = mai.get(reverse("console:leads:index") + "?state=lost").content.decode()
    assert address("csv", "state=lost") in page


def test_nobody_takes_what_she_may_not_see(shop: World) -> None:
    seven, bound = Store.objects.create(name="Quận 7", key="quan 7"), staff(
        name="An", email="an@example.com", role=Role.MARKETER
    )  # fmt: skip
    bound.stores.set([shop.store])
    hoa_asks(shop, timezone.now(), HOA, store=seven.pk)
    hoa_asks(shop, timezone.now(), Person(name="Ai"), store=shop.store.pk)
    assert [row["Tên"] for row in rows_of_csv(signed_in(bound))] == ["Ai"]
    assert Event.objects.get(kind="leads.exported").facts["leads"] == 1
    assert signed_in(bound).get(address("pdf")).status_code == 404
    assert signed_in(shop.tu).get(address("csv")).status_code == 403
    assert Event.objects.filter(kind="leads.exported").count() == 1
