"""Mai writes a journey, switches it on, and sees who is where."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.console.journeys.as_file import LARGEST_FILE
from quen.journeys.advance import advance_due
from quen.journeys.models import Enrolment, Journey, State
from quen.people.models import Customer
from tests import world as cast
from tests.console.cast import signed_in
from tests.journeys.travel import THANKS, buys, go, journey_of
from tests.world import World

TEXT = """
key: cam-on
name: Cảm ơn sau mua
triggers:
- on: event
  event: purchase.recorded
  where:
  - fact: amount_minor
    compare: at_least
    value: 1000000
steps:
- do: wait
  days: 3
- do: condition
  happened: {event: purchase.recorded}
  yes:
  - do: goal
    name: Quay lại
  no:
  - do: task
    title: Gọi hỏi thăm
"""


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def at(address: str, *arguments: object) -> str:
    return reverse(f"console:journeys:{address}", args=arguments)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_journey_is_written_switched_on_and_watched(mai: Client, shop: World) -> None:
    assert "Chưa có hành trình nào" in text(mai.get(at("index")))
    assert "key: welcome" in text(mai.get(at("new_file")))  # an example stands where a journey is pasted
    answer = mai.post(at("new_file"), {"text": TEXT})
    journey = Journey.objects.get()
    assert answer.headers["Location"] == at("show", journey.pk)
    page = text(mai.get(at("show", journey.pk)))
    assert "Mua hàng (số tiền ít nhất 1.000.000 ₫)" in page
    assert "Chờ 3 ngày" in page
    assert "mọi khách" in page
    assert "Từ khi vào hành trình: Mua hàng?" in page
    mai.post(at("switch", journey.pk), {"to": "on"})
    now = timezone.now()
    buys(shop.lan, now + timedelta(minutes=1), 1_500_000)
    go(now + timedelta(minutes=2))
    page = text(mai.get(at("show", journey.pk)))
    assert "1 đang ở đây" in page
    her = text(mai.get(at("customers", journey.pk), {"step": "1"}))
    assert "Nguyễn Thị Lan" in her
    story = text(mai.get(reverse("console:people:story", args=[shop.lan.pk])))
    assert "Vào hành trình “Cảm ơn sau mua”" in story
    advance_due(at=now + timedelta(days=4))
    assert "1 đã qua" in text(mai.get(at("show", journey.pk)))
    mai.post(at("switch", journey.pk), {"to": "off"})
    assert not Journey.objects.get().is_on


def test_a_mistake_is_said_where_it_stands_and_nothing_is_kept(mai: Client) -> None:
    wrong = TEXT.replace("days: 3", "days: ba").replace("title: Gọi", "tilte: Gọi")
    answer = mai.post(at("new_file"), {"text": wrong})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Dòng 13, steps[1].days: cần một số nguyên" in page
    assert "Dòng 20, steps[2].no[1].title: còn thiếu" in page
    assert "Dòng 21, steps[2].no[1].tilte: không có khóa này" in page
    assert not Journey.objects.exists()


def test_a_journey_comes_in_a_file_and_its_mistakes_are_mended_on_the_page(mai: Client) -> None:
    def sent(written: bytes) -> Any:
        return mai.post(at("new_file"), {"text": "", "file": SimpleUploadedFile("cam-on.yaml", written)})

    wrong = sent(TEXT.replace("days: 3", "days: ba").encode())
    assert wrong.status_code == 422
    assert "Dòng 13" in wrong.content.decode() and "Gọi hỏi thăm" in wrong.content.decode()
    assert sent(b"\xff\xfe\x00").status_code == sent(b"key: [").status_code == sent(b"").status_code == 422
    assert sent(b"x" * (LARGEST_FILE + 1)).status_code == 422
    unfit = TEXT + "- do: message\n  texts:\n  - channel: sms\n    body: Chào {{ tne }}\n"
    assert "Dòng 25, steps[3].texts[1].body" in sent(unfit.encode()).content.decode()
    assert not Journey.objects.exists()
    made = sent(b"\xef\xbb\xbf" + TEXT.encode())
    assert made.headers["Location"] == at("show", Journey.objects.get(key="cam-on").pk)


def test_its_file_is_taken_along_and_changed(mai: Client) -> None:
    mai.post(at("new_file"), {"text": TEXT})
    journey = Journey.objects.get()
    written = mai.get(at("download", journey.pk)).content.decode()
    assert "days: 3" in written
    mai.post(at("file", journey.pk), {"text": written.replace("days: 3", "days: 5")})
    assert Journey.objects.get().version == 2
    assert "Chờ 5 ngày" in text(mai.get(at("show", journey.pk)))
    assert "Chờ 3 ngày" in text(mai.get(at("show", journey.pk), {"version": "1"}))


def test_those_who_are_stuck_are_tried_again(mai: Client, shop: World) -> None:
    now = timezone.now()
    journey = journey_of({"do": "wait", "days": 1}, THANKS, at=now)
    buys(shop.lan, now + timedelta(minutes=1))
    go(now + timedelta(minutes=2))
    Enrolment.objects.update(state=State.STUCK, trouble="máy chủ im lặng")
    assert "1 khách không đi tiếp được" in text(mai.get(at("show", journey.pk)))
    assert "máy chủ im lặng" in text(mai.get(at("customers", journey.pk), {"state": "stuck"}))
    mai.post(at("try_again", journey.pk))
    assert Enrolment.objects.get().state == State.ACTIVE


def test_the_pages_ask_few_questions(mai: Client) -> None:
    now = timezone.now()
    for n in range(12):
        journey = journey_of(
            {"do": "wait", "days": n + 1}, THANKS, at=now, key=f"so-{n}", name=f"Số {n}", reentry_days=0
        )
    for each in Customer.objects.bulk_create(Customer(name=f"Khách {n}") for n in range(20)):
        buys(each, now + timedelta(minutes=1))
    go(now + timedelta(minutes=2))
    for address in (at("index"), at("show", journey.pk), at("customers", journey.pk)):
        mai.get(address)
        with CaptureQueriesContext(connection) as asked:
            mai.get(address)
        assert len(asked) <= 12, [each["sql"][:80] for each in asked]


def test_a_ready_made_journey_is_taken_over(mai: Client) -> None:
    assert "Quà sinh nhật" in text(mai.get(at("ready")))
    answer = mai.post(at("ready"), {"key": "birthday"})
    journey = Journey.objects.get()
    assert (journey.name, journey.is_on) == ("Quà sinh nhật", False)
    assert answer.headers["Location"] == at("show", journey.pk)
