"""Customers leave in a file: complete, harmless, and told."""

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

from quen.console.sheet_file import harmless
from quen.events.models import Event
from quen.people.consent import give_consent
from quen.people.models import ConsentChannel, Customer, Purpose
from tests.console.people.conftest import known
from tests.world import World

Shop = dict[str, Customer]


def content(answer: object) -> bytes:
    return b"".join(cast(Iterable[bytes], cast(StreamingHttpResponse, answer).streaming_content))


def rows_of_csv(client: Client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(reverse("console:people:export", args=["csv"]) + f"?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(content(answer).decode("utf-8-sig"))))


def test_the_file_holds_whom_the_list_shows_in_its_order(mai: Client, world: World, shop: Shop) -> None:
    give_consent(
        customer=shop["dao"].pk, purpose=Purpose.MARKETING, channel=ConsentChannel.SMS, proof="quầy", by=world.by_mai,
        at=timezone.now(),
    )  # fmt: skip
    first, second = rows_of_csv(mai, "area=quan 3&sort=revenue")
    assert (first["Tên"], first["Doanh thu"], first["Lượt mua"]) == ("Trần Văn Đạo", "2700000", "3")
    assert (first["Điện thoại"], first["Đồng ý nhận ưu đãi"]) == ("0987654321", "Có")
    assert (second["Tên"], second["Đồng ý nhận ưu đãi"]) == ("Lê Thị Hoa", "Không")


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1+1", "-2", "@sum", "\tx"])
def test_a_cell_never_becomes_a_formula(name: str) -> None:
    assert harmless(name) == f"'{name}"


def test_numbers_and_plain_words_stay_as_they_are() -> None:
    assert [harmless(cell) for cell in ("Lan", "", 5, -5)] == ["Lan", "", 5, -5]


def test_excel_opens_the_same_and_a_name_like_a_formula_stays_text(
    mai: Client, world: World, shop: Shop
) -> None:
    from quen.insight.summary.refresh import refresh_all

    odd = known(world, "=1+1", area="Quận 3")
    refresh_all(today=timezone.localdate())
    answer = mai.get(reverse("console:people:export", args=["xlsx"]) + "?area=quan 3&sort=name")
    sheet = openpyxl.load_workbook(io.BytesIO(content(answer))).active
    assert sheet is not None
    heading, *rows = sheet.iter_rows()
    assert [cell.value for cell in heading][:2] == ["Mã số", "Tên"]
    assert next((row[0].value, row[1].value, row[1].data_type) for row in rows) == (odd.pk, "=1+1", "s")
    assert len(rows) == 3


def test_the_story_tells_who_took_whom(mai: Client, world: World, shop: Shop) -> None:
    rows_of_csv(mai, "stage=loyal")
    event = Event.objects.get(kind="customers.exported")
    assert (event.actor, event.customer) == (f"staff:{world.mai.pk}", None)
    assert event.facts == {"customers": 1, "file_format": "csv", "query": "stage=loyal"}


def test_another_format_does_not_exist(mai: Client, shop: Shop) -> None:
    assert mai.get(reverse("console:people:export", args=["pdf"])).status_code == 404


def test_who_may_not_export_takes_nothing(tu: Client, shop: Shop) -> None:
    assert tu.get(reverse("console:people:export", args=["csv"])).status_code == 403
    assert not Event.objects.filter(kind="customers.exported").exists()
