"""Mai gives Tú a call to make; Tú makes it and says what came of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.people.models import Customer, SegmentMembership
from quen.segments.models import Segment
from quen.segments.profile.refresh import refresh_all_profiles
from quen.segments.ready_made import make_ready_made
from quen.tasks.models import Lease, Outcome, Task, TaskState
from tests import world as cast
from tests.console.cast import signed_in
from tests.people.story import last_facts
from tests.tasks.errands import errand
from tests.world import World

MORNING = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


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
    return reverse(f"console:tasks:{address}", args=arguments)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def hour(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_mai_gives_a_task_from_lans_profile_and_tu_does_it(mai: Client, tu: Client, shop: World) -> None:
    assert "Nguyễn Thị Lan" in text(mai.get(at("new") + f"?customer={shop.lan.pk}"))
    typed = {"title": "Gọi chúc mừng", "kind": "call", "who": f"staff:{shop.tu.pk}", "due_at": "2026-11-23T09:00",
             "repeat": "", "store": "", "script": "Dạ em chào chị"}  # fmt: skip
    assert mai.post(at("new") + f"?customer={shop.lan.pk}", typed).status_code == 302
    task = Task.objects.get()
    assert (task.customer, task.owner, task.due_at) == (
        shop.lan,
        shop.tu,
        datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
    )
    assert "Gọi chúc mừng" in text(tu.get(at("index")))
    assert "Gọi chúc mừng" in text(tu.get(at("of_customer", shop.lan.pk)))
    assert "tel:+84912345678" in text(tu.get(at("show", task.pk)))
    tu.post(at("done", task.pk), {"outcome": "bought", "words": "Mua hai ly"})
    task.refresh_from_db()
    assert (task.state, task.outcome) == (TaskState.DONE, Outcome.BOUGHT)
    assert "Gọi chúc mừng" in text(tu.get(at("index") + "?list=done"))
    tu.post(at("undo", task.pk))
    task.refresh_from_db()
    assert task.state == TaskState.OPEN


def test_tu_neither_sees_nor_gives_away_what_is_mais(tu: Client, shop: World) -> None:
    task = errand(shop, MORNING, owner=shop.mai.pk)
    assert tu.get(at("show", task.pk)).status_code == 404
    assert tu.post(at("done", task.pk), {"outcome": "reached"}).status_code == 404
    assert tu.post(at("assign", task.pk), {"who": "all"}).status_code == 403
    assert "Gọi hỏi thăm" not in text(tu.get(at("index") + "?list=all"))
    typed = {"title": "x", "kind": "care", "who": f"staff:{shop.mai.pk}", "due_at": "2026-11-23T09:00"}
    assert tu.post(at("new"), typed).status_code == 422
    assert list(Task.objects.values_list("state", "owner")) == [("open", shop.mai.pk)]


def test_lists_put_off_cancel_and_assign(mai: Client, shop: World) -> None:
    task = errand(shop, MORNING)
    for name in ("team", "overdue", "all"):
        assert "Gọi hỏi thăm" in text(mai.get(at("index") + f"?list={name}&q=lan"))
    assert "Không tìm thấy" in text(mai.get(at("index") + "?list=team&q=zzz"))
    mai.post(at("later", task.pk), {"until": "nonsense"})
    assert Task.objects.get().state == TaskState.OPEN
    soon = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    mai.post(at("later", task.pk), {"until": soon})
    assert Task.objects.get().state == TaskState.SNOOZED
    mai.post(at("assign", task.pk), {"who": f"staff:{shop.tu.pk}"})
    assert Task.objects.get().owner == shop.tu
    mai.post(at("cancel", task.pk))
    assert Task.objects.get().state == TaskState.CANCELLED


def test_the_number_beside_the_menu_takes_one_query_of_its_own(mai: Client, shop: World) -> None:
    errand(shop, MORNING, due_at=timezone.now() - timedelta(minutes=5))
    mai.get(at("count"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert ">1<" in text(mai.get(at("count")))
    assert sum("tasks_task" in query["sql"] for query in asked) == 1


@pytest.mark.parametrize("name", ["index", "new", "calls", "show"])
def test_pages_ask_at_most_twelve_queries(mai: Client, shop: World, name: str) -> None:
    for _ in range(15):
        task = errand(shop, MORNING, owner=shop.mai.pk)
    address = at(name, task.pk) if name == "show" else at(name)
    mai.get(address)
    with CaptureQueriesContext(connection) as asked:
        text(mai.get(address))
    assert len(asked) <= 12


def test_one_tap_brings_the_next_customer(
    mai: Client, tu: Client, shop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour(monkeypatch, MORNING)
    first, second = errand(shop, MORNING), errand(shop, MORNING, title="Gọi lần hai")
    mai.post(at("take"))
    assert "Gọi hỏi thăm" in text(mai.get(at("calls")))
    tu.post(at("take"))
    assert "Gọi" not in [
        task.title
        for task in Task.objects.filter(pk__in=Lease.objects.filter(staff=shop.tu.pk).values("task"))
    ]
    assert mai.post(at("answer", first.pk), {"outcome": "reached"}).status_code == 302
    assert Lease.objects.get().task == second.pk
    mai.post(at("answer", second.pk), {"outcome": "no_answer", "call_at": "2026-11-23T14:00"})
    second.refresh_from_db()
    assert (second.state, second.outcome, second.attempts) == ("snoozed", "no_answer", 1)
    assert second.due_at == datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert not Lease.objects.exists()


def test_nobody_is_dealt_out_at_night(mai: Client, shop: World, monkeypatch: pytest.MonkeyPatch) -> None:
    errand(shop, MORNING)
    hour(monkeypatch, NIGHT)
    mai.post(at("take"))
    assert not Lease.objects.exists()
    assert "8" in text(mai.get(at("calls")))


def test_a_time_outside_the_hours_is_told_and_another_proposed(
    mai: Client, shop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour(monkeypatch, MORNING)
    call = errand(shop, MORNING)
    mai.post(at("take"))
    evening = {"outcome": "no_answer", "call_at": "2026-11-23T20:00", "words": "Máy bận"}
    refused = mai.post(at("answer", call.pk), evening)
    page = refused.content.decode()
    assert refused.status_code == 422 and "từ 8 đến 17 giờ" in page and "20:00" in page
    assert "24/11/2026 08:00" in page and "Máy bận" in page
    assert "giữ nguyên" not in page  # who did not answer asked for nothing
    assert mai.post(at("answer", call.pk), evening | {"hers": "1"}).status_code == 422
    call.refresh_from_db()
    assert (call.state, call.attempts) == (TaskState.OPEN, 0)
    mai.post(at("answer", call.pk), evening | {"propose": "2026-11-24T08:00"})
    call.refresh_from_db()
    assert (call.due_at, call.words, call.is_appointment) == (
        datetime(2026, 11, 24, 1, 0, tzinfo=UTC), "Máy bận", False,
    )  # fmt: skip


def test_the_hour_she_asked_for_herself_is_kept_told_and_dealt(
    mai: Client, shop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour(monkeypatch, MORNING)
    call = errand(shop, MORNING)
    mai.post(at("take"))
    evening = {"outcome": "call_back", "call_at": "2026-11-23T22:00"}
    assert "Khách tự hẹn giờ đó: giữ nguyên" in mai.post(at("answer", call.pk), evening).content.decode()
    mai.post(at("answer", call.pk), evening | {"hers": "1"})
    call.refresh_from_db()
    assert (call.due_at, call.is_appointment) == (NIGHT, True)
    assert last_facts(shop.lan.pk)["is_appointment"] is True
    story = mai.get(reverse("console:people:story", args=[shop.lan.pk]))
    assert "Khách tự hẹn giờ này." in text(story)
    errand(shop, MORNING, customer=Customer.objects.create(name="Mơ").pk)  # asked for nothing
    hour(monkeypatch, NIGHT)
    page = text(mai.get(at("calls")))
    assert "Số cuộc đang chờ: 1" in page and "tự hẹn" in page
    mai.post(at("take"))
    assert Lease.objects.get().task == call.pk
    assert "tự hẹn" in text(mai.get(at("calls")))
    mai.post(at("answer", call.pk), {"outcome": "reached"})
    assert not Lease.objects.exists()


def test_what_speaks_against_an_offer_is_told(
    mai: Client, shop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    errand(shop, MORNING)
    hour(monkeypatch, MORNING)
    mai.post(at("take"))
    assert "Không chào hàng qua điện thoại" in text(mai.get(at("calls")))
    mai.post(at("leave"))
    assert not Lease.objects.exists()


def test_a_segment_becomes_a_list_to_call_through(mai: Client, shop: World) -> None:
    made = timezone.now()
    Segment.objects.create(key="vip", name="VIP", kind="list", owner="system", made_at=made, changed_at=made)
    SegmentMembership.objects.create(customer=shop.lan, segment="vip", entered_at=made)
    typed = {
        "segment": "vip",
        "title": "Gọi mời",
        "kind": "call",
        "who": "role:support",
        "due_at": "2026-11-23T09:00",
    }
    assert "VIP" in text(mai.get(at("many")))
    for _ in range(2):
        assert mai.post(at("many"), typed).status_code == 302
    task = Task.objects.get()
    assert (task.customer, task.role, task.title) == (shop.lan, "support", "Gọi mời")


def test_a_segment_nobody_follows_is_asked_by_its_rule(mai: Client, shop: World) -> None:
    make_ready_made(at=timezone.now())
    refresh_all_profiles()
    typed = {
        "segment": "potential", "title": "Mời ghé thử", "kind": "call", "who": "role:support",
        "due_at": "2026-11-23T09:00",
    }  # fmt: skip
    assert mai.post(at("many"), typed).status_code == 302
    assert Task.objects.get().customer == shop.lan


def test_the_script_is_read_out_with_her_facts(
    mai: Client, shop: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hour(monkeypatch, MORNING)
    said = "Dạ em chào {{ dear }}, em gọi từ {{ business }}. Lần trước mình mua {{ product }} phải không ạ?"
    call = errand(shop, MORNING, script=said)
    mai.post(at("take"))
    for page in (text(mai.get(at("calls"))), text(mai.get(at("show", call.pk)))):
        assert (
            f"Dạ em chào bạn Lan, em gọi từ {shop.business.name}. Lần trước mình mua … phải không ạ?" in page
        )
    nobodys = errand(shop, MORNING, customer=None, script="Chào {{ dear }}", title="Việc chung")
    assert "Chào …" in text(mai.get(at("show", nobodys.pk)))
    old = errand(shop, MORNING, script="Chào {{ tên }}", title="Từ tệp cũ")
    assert "Chào {{ tên }}" in text(mai.get(at("show", old.pk)))
    typed = {"title": "Gọi", "kind": "call", "who": f"staff:{shop.mai.pk}", "due_at": "2026-11-23T14:00"}
    refused = mai.post(at("new"), typed | {"script": "Chào {{ deer }}"})
    assert refused.status_code == 422 and "deer" in refused.content.decode()
