"""Mai tries a draft on last year's sales before she launches it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quen.enrolment.draft import draft
from quen.enrolment.launch import launch
from quen.events.position import EVERYTHING
from quen.events.readers import catch_up
from quen.flows.import_sales.jobs import run_import
from quen.insight.backtest.ask import PATIENCE, run_back_test
from quen.insight.lake.reader import lake_reader
from quen.insight.models import BackTest, BackTestState
from quen.programme.example import example_text
from quen.segments.models import Segment, SegmentKind
from tests import world
from tests.console.cast import signed_in, upload
from tests.world import World

pytestmark = pytest.mark.django_db
DOUBLE = "rules: [{key: all, name: Nhân đôi, give: {multiply: 2}}]\n"


@pytest.fixture
def shop() -> World:
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


@pytest.fixture
def number(shop: World, now: Any) -> int:
    """A draft with double points, beside the usual programme in force."""
    launch(number=draft(text=example_text(), by=shop.by_mai, at=now).number, by=shop.by_mai, at=now)
    return draft(text=example_text() + DOUBLE, by=shop.by_mai, at=now).number


def started(mai: Client, number: int, **values: str) -> BackTest:
    mai.post(reverse("console:programme:back_test", args=[number]), values)
    return BackTest.objects.latest("pk")


def result(mai: Client, asked: BackTest) -> str:
    address = reverse("console:programme:back_test_result", args=[asked.version, asked.pk])
    return str(mai.get(address).content.decode())


def test_a_draft_is_held_against_the_programme_in_force(mai: Client, number: int) -> None:
    run_import(import_id=upload(mai).pk)
    catch_up(lake_reader(), until=EVERYTHING)
    asked = started(mai, number)
    assert "hx-trigger" in result(mai, asked)
    run_back_test(back_test_id=asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.against_version) == (BackTestState.DONE, 1)
    # Lan spent 58,000 and 45,000, Đạo 25,000: 10 + 2 points, and twice that.
    assert asked.findings
    assert [asked.findings[side]["points_earned"] for side in ("draft", "against")] == [24, 12]
    text = result(mai, asked)
    assert "Với thay đổi này 2 thành viên được lợi, 0 bị thiệt, 0 như cũ" in text
    assert "Nguyễn Thị Lan" in text and "Nhân đôi" in text and "HD001" in text
    assert "5 điểm cho 58.000 ₫." in text


def test_two_drafts_stand_side_by_side(mai: Client, shop: World, number: int, now: Any) -> None:
    run_import(import_id=upload(mai).pk)
    catch_up(lake_reader(), until=EVERYTHING)
    other = draft(
        text=example_text() + DOUBLE.replace("multiply: 2", "add: 100"), by=shop.by_mai, at=now
    ).number
    offered = mai.get(reverse("console:programme:back_test", args=[number])).content.decode()
    assert f'value="{other}"' in offered
    asked = started(mai, number, against=str(other))
    run_back_test(back_test_id=asked.pk)
    asked.refresh_from_db()
    assert asked.against_version == other
    text = re.sub(r"<[^>]+>|\s+", " ", result(mai, asked))
    text = re.sub(r"\s+", " ", text)
    assert f"Phiên bản {number} Phiên bản {other}" in text
    assert "Điểm đã tặng 24 312" in text, "twice 12, and three purchases with 100 more"
    assert "Với thay đổi này 0 thành viên được lợi, 2 bị thiệt, 0 như cũ" in text


def test_a_shop_without_sales_is_told_so(mai: Client, number: int) -> None:
    asked = started(mai, number)
    run_back_test(back_test_id=asked.pk)
    assert "Kỳ này không có hóa đơn của khách đã biết" in result(mai, asked)


def test_the_same_job_twice_changes_nothing(mai: Client, number: int) -> None:
    asked = started(mai, number)
    run_back_test(back_test_id=asked.pk)
    before = BackTest.objects.values().get(pk=asked.pk)
    run_back_test(back_test_id=asked.pk)
    assert BackTest.objects.values().get(pk=asked.pk) == before


def test_a_killed_back_test_is_said_to_have_broken_off(mai: Client, number: int) -> None:
    asked = started(mai, number)
    asked.state, asked.asked_at = BackTestState.RUNNING, asked.asked_at - PATIENCE
    asked.save()
    address = reverse("console:programme:back_test_progress", args=[number, asked.pk])
    text = result(mai, asked)
    assert address not in text
    assert "Việc chạy thử bị ngắt" in text
    assert mai.get(address).headers["HX-Refresh"] == "true"
    earlier = mai.get(reverse("console:programme:back_test", args=[number])).content.decode()
    assert "Không thành công" in earlier and "Đang chạy" not in earlier
    # Its worker was only late: what it finds counts.
    run_back_test(back_test_id=asked.pk)
    assert "Kỳ này không có hóa đơn" in result(mai, asked)


def test_a_period_runs_forward(mai: Client, number: int) -> None:
    address = reverse("console:programme:back_test", args=[number])
    assert mai.post(address, {"first_day": "2026-11-30", "last_day": "2026-11-01"}).status_code == 422
    assert not BackTest.objects.exists()


ASKING = (
    "rules:\n"
    "- {key: born, name: Sinh nhật, when: {birthday: {days_before: 3, days_after: 3}}, give: {multiply: 2}}\n"
    "- {key: card, name: Trả bằng thẻ, when: {payment_methods: [Thẻ]}, give: {multiply: 2}}\n"
    "- {key: dear, name: Khách ruột, when: {segments: [dear]}, give: {multiply: 2}}\n"
)


def test_the_page_says_what_the_sales_could_not_put_to_the_test(
    mai: Client, shop: World, number: int, now: Any
) -> None:
    run_import(import_id=upload(mai).pk)
    catch_up(lake_reader(), until=EVERYTHING)
    Segment.objects.create(
        key="dear", name="Người nhà của Mai", kind=SegmentKind.LIST, owner="x", made_at=now, changed_at=now
    )
    asking = draft(text=example_text() + ASKING, by=shop.by_mai, at=now).number
    asked = started(mai, number, against=str(asking))
    run_back_test(back_test_id=asked.pk)
    text = result(mai, asked)
    assert "Phân khúc được lấy theo hiện trạng hôm nay" in text
    assert f"Phiên bản {asking}: các quy tắc sau không bao giờ được áp dụng" in text
    assert "điều chúng hỏi: Trả bằng thẻ." in text
    assert f"Phiên bản {number}: các quy tắc" not in text
    own = started(mai, asking)
    run_back_test(back_test_id=own.pk)
    assert "Chỉ dành cho nhóm khách: Người nhà của Mai." in result(mai, own)
