"""The inbox and a ticket: Mai types what Lan says, answers, settles."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.shops.models import SettingChange, Staff, Store
from quen.shops.roles import Role
from quen.tickets.choices import CameBy, TicketKind
from quen.tickets.mail.take_in import take_in
from quen.tickets.mail_models import Attachment, Mailbox
from quen.tickets.models import Entry, Mail, SpecialDay, Target, Ticket, TicketSettings
from quen.tickets.open_ticket import Matter
from tests import world as cast
from tests.console.cast import signed_in
from tests.tickets.matters import MONDAY_TEN, heard
from tests.tickets.test_letters import letter, mixed
from tests.world import World

TYPED = {
    "text": "Cà phê giao tới đã nguội", "kind": "complaint", "topic": "delivery", "priority": "", "came_by": "phone",
    "store": "", "name": "Chị Lan", "phone": "0912 345 678", "email": "lan@example.com",
}  # fmt: skip


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def at(address: str, *arguments: object) -> str:
    return reverse(f"console:tickets:{address}", args=arguments)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def support(name: str = "Hoa", *stores: Store) -> Staff:
    person = cast.staff(name=name, email=f"{name}@example.com", role=Role.SUPPORT)
    person.stores.set(stores)
    return person


def test_what_lan_says_is_typed_answered_and_settled(mai: Client, shop: World) -> None:
    assert "Chưa có phiếu nào ở đây" in text(mai.get(at("index")))
    assert mai.post(at("new"), {**TYPED, "phone": "12"}).status_code == 422
    assert mai.post(at("new"), TYPED).status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.customer, ticket.owner, ticket.is_proven) == (shop.lan, shop.mai, True)
    assert "Cà phê giao tới đã nguội" in text(mai.get(at("index") + "?list=mine"))
    assert "lan@example.com" in text(mai.get(at("show", ticket.pk)))
    assert "Nguyễn Thị Lan" in text(mai.get(at("beside", ticket.pk)))
    mai.post(at("note", ticket.pk), {"note": "Khách quen từ 2024"})
    mai.post(at("answer", ticket.pk), {"text": "Xin lỗi chị", "then": "wait"})
    assert "Đang chờ khách" in text(mai.get(at("index")))
    mai.post(at("heard", ticket.pk), {"text": "Cảm ơn", "way": "phone"})
    mai.post(at("answer", ticket.pk), {"text": "Dạ", "then": "solve"})
    ticket.refresh_from_db()
    assert (ticket.state, Entry.objects.filter(ticket=ticket).count()) == ("solved", 5)
    page = text(mai.get(at("show", ticket.pk)))
    assert "Khách quen từ 2024" in page and "Mở lại" in page
    mai.post(at("reopen", ticket.pk))
    ticket.refresh_from_db()
    assert ticket.state == "open"
    story = text(mai.get(reverse("console:people:story", args=[shop.lan.pk])))
    assert f"Khiếu nại #{ticket.pk}: Giao hàng" in story and "nguội" not in story
    assert "Cà phê giao tới đã nguội" in text(mai.get(at("of_customer", shop.lan.pk)))


def test_a_cashier_reads_no_ticket_and_staff_of_one_store_only_theirs(shop: World) -> None:
    other = Store.objects.create(name="Quận 7", key="quan 7")
    hers, others = heard(shop, store=shop.store.pk), heard(shop, store=other.pk)
    assert signed_in(shop.tu).get(at("index")).status_code == 403
    hoa = support("Hoa", shop.store)
    client = signed_in(hoa)
    page = text(client.get(at("index")))
    assert at("show", hers.pk) in page and at("show", others.pk) not in page
    assert client.get(at("show", others.pk)).status_code == 404
    assert client.post(at("answer", others.pk), {"text": "x"}).status_code == 404
    assert client.get(at("beside", others.pk)).status_code == 404
    assert not Entry.objects.filter(kind="out").exists()
    assert "console:tickets" not in text(client.get(at("of_customer", shop.lan.pk)))
    assert text(client.get(at("of_customer", shop.lan.pk))).count("people-value") == 1
    assert at("show", others.pk) in text(signed_in(support("Vy")).get(at("index")))


def test_lists_filters_and_search_find_the_right_ones(mai: Client, shop: World) -> None:
    now = timezone.now()
    late = heard(shop, now - timedelta(days=9), owner=shop.mai.pk)
    praise = heard(shop, now, Matter(text="Bánh ngon", kind=TicketKind.PRAISE), contact=None)

    def found(query: str) -> list[bool]:
        page = text(mai.get(at("index") + query))
        return [at("show", one.pk) in page for one in (late, praise)]

    assert found("") == [True, True]
    assert found("?list=mine") == found("?list=breaching") == found("?kind=complaint") == [True, False]
    assert found("?list=unassigned") == found("?q=banh ngon") == [False, True]
    assert found("?q=0912345678") == found(f"?q=%23{late.pk}") == found("?q=lan@example") == [True, False]
    assert found("?q=khong+co") == found("?list=done") == found("?store=1x&q=~") == [False, False]
    assert found("?after=nonsense") == [True, True]


def test_my_teams_are_those_of_my_role_whoever_has_them(mai: Client, shop: World) -> None:
    hoa, manager = support(), cast.staff(name="Nam", email="nam@example.com", role=Role.MANAGER)
    ours, vys = heard(shop), heard(shop, owner=support("Vy").pk)
    theirs = heard(shop, role=Role.MANAGER)
    for person, seen in ((hoa, [True, True, False]), (manager, [False, False, True])):
        page = text(signed_in(person).get(at("index") + "?list=team"))
        assert [at("show", one.pk) in page for one in (ours, vys, theirs)] == seen, person


def test_giving_sorting_and_naming(mai: Client, shop: World) -> None:
    ticket, hoa = heard(shop, contact=None, is_proven=False), support()
    mai.post(at("assign", ticket.pk), {"who": str(hoa.pk)})
    mai.post(
        at("classify", ticket.pk),
        {"kind": "idea", "topic": "store", "priority": "low", "store": str(shop.store.pk)},
    )
    mai.post(at("customer", ticket.pk), {"customer": f"#{shop.lan.pk}"})
    ticket.refresh_from_db()
    assert (ticket.owner, ticket.kind, ticket.topic, ticket.priority, ticket.store, ticket.customer) == (
        hoa, "idea", "store", "low", shop.store, shop.lan,
    )  # fmt: skip
    mai.post(at("customer", ticket.pk), {"customer": "nobody"})
    mai.post(at("solve", ticket.pk))
    ticket.refresh_from_db()
    assert (ticket.customer, ticket.state) == (shop.lan, "solved")
    assert mai.post(at("classify", ticket.pk), {"kind": "x"}).status_code == 404


def test_what_was_sorted_by_its_words_says_so_and_is_sorted_anew_with_one_tap(
    mai: Client, shop: World
) -> None:
    angry = heard(shop, matter=Matter(text="Phục vụ quá tệ"), came_by=CameBy.EMAIL)
    page = text(mai.get(at("show", angry.pk)))
    assert "theo lời khách: quá tệ" in page and "Đây không phải khiếu nại" in page
    assert mai.post(at("kind", angry.pk), {"kind": "request"}).status_code == 302
    page = text(mai.get(at("show", angry.pk)))
    assert "Trần Thị Mai đã xếp lại: Yêu cầu" in page and "Đây không phải khiếu nại" not in page
    assert "Đây là khiếu nại" in page
    mai.post(at("kind", angry.pk), {"kind": "complaint"})
    angry.refresh_from_db()
    assert (angry.kind, angry.priority) == ("complaint", "high")
    assert mai.post(at("kind", angry.pk), {"kind": "praise"}).status_code == 404
    typed = heard(shop, matter=Matter(text="Phục vụ quá tệ"))
    assert "theo lời khách" not in text(mai.get(at("show", typed.pk)))


def test_what_is_promised_can_be_changed(mai: Client, shop: World) -> None:
    assert "Giờ trả lời" in text(mai.get(at("promises")))
    week = {f"from_{day}": "08:00" for day in range(6)} | {f"until_{day}": "17:00" for day in range(6)}
    mai.post(at("hours"), week | {"keeps_holidays": "on"})
    assert TicketSettings.objects.get().week == [480, 1020] * 6 + [0, 0]
    mai.post(at("hours"), {})
    assert TicketSettings.objects.get().week == [480, 1020] * 6 + [0, 0]
    mai.post(at("target"), {"priority": "normal", "first": "30", "following": "20", "solve": "600"})
    assert Target.objects.get().first_minutes == 30
    mai.post(at("day"), {"day": "2027-02-08", "opens": "09:00", "closes": "12:00", "words": "Mùng 3"})
    assert SpecialDay.objects.get().until_minute == 720
    page = text(mai.get(at("promises")))
    assert "Mùng 3" in page and 'value="30"' in page
    mai.post(at("forget_day", "2027-02-08"))
    assert not SpecialDay.objects.exists()


def tickets_read(sql: str) -> int:
    """Tickets a statement looks at: what it costs, however slow the machine and whatever else it joins."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        told = cursor.fetchone()[0]
    return sum(
        _looked_at(node) for node in _nodes((json.loads(told) if isinstance(told, str) else told)[0]["Plan"])
    )


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _looked_at(node: dict[str, Any]) -> int:
    if node.get("Relation Name") != "tickets_ticket":
        return 0
    return int((node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"])


def test_ten_thousand_open_tickets_are_no_more_work_than_ten(mai: Client, shop: World) -> None:
    first = heard(shop, MONDAY_TEN)
    fields = {field.attname: getattr(first, field.attname) for field in Ticket._meta.concrete_fields}
    del fields["id"]
    many = [
        Ticket(**{**fields, "due_at": first.due_at + timedelta(minutes=number), "owner_id": None})  # type: ignore[operator]
        for number in range(9_999)
    ]
    Ticket.objects.bulk_create(many, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tickets_ticket")
    address, seen = at("index"), set[int]()
    for _page in range(3):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = mai.get(address)
        assert len(asked) <= 8
        listed, counted = (
            tickets_read(one["sql"])
            for one in asked.captured_queries
            if 'FROM "tickets_ticket"' in one["sql"]
        )
        assert listed < 200, "the list by its index"
        assert counted <= 10_000, "the numbers above it in one pass"
        shown = {ticket.pk for ticket in answer.context["tickets"]}
        assert len(shown) == 30 and not shown & seen
        seen |= shown
        address = at("index") + f"?after={answer.context['following'].replace('+', '%2B')}"
    assert "10.000" in text(mai.get(at("index")))


def test_letters_are_shown_harmless_and_files_only_given_out(mai: Client, shop: World) -> None:
    html = '<p>Nguội</p><script>alert(1)</script><img src="https://spy.example/x">'
    raw = mixed(
        f"Content-Type: text/html\r\n\r\n{html}",
        "Content-Type: image/svg+xml; name=a.png\r\n\r\n<svg onload=x>",
    )
    number = take_in(raw, at=timezone.now()).ticket
    assert number is not None
    page = text(mai.get(at("show", number)))
    assert "<p>Nguội</p>" in page and "spy.example" not in page and "alert(1)" not in page
    kept = Attachment.objects.get()
    given = mai.get(at("file", number, kept.pk))
    assert (given.content, given.headers["Content-Type"]) == (b"<svg onload=x>", "application/octet-stream")
    assert given.headers["Content-Disposition"] == 'attachment; filename="a.png"'
    assert "sandbox" in given.headers["Content-Security-Policy"]
    other = heard(shop)
    assert mai.get(at("file", other.pk, kept.pk)).status_code == 404


def test_the_mailbox_is_set_and_its_password_never_shown(mai: Client, shop: World) -> None:
    said = {
        "is_on": "on", "host": "imap.example.com", "port": "993", "security": "tls", "user": "quan@example.com",
        "password": "bi-mat", "folder": "INBOX", "own_addresses": "",
    }  # fmt: skip
    mai.post(at("change_mailbox"), said)
    mai.post(at("change_mailbox"), said | {"password": "", "port": "99999"})
    mai.post(at("change_mailbox"), said | {"password": "", "port": "143", "security": "starttls"})
    box = Mailbox.objects.get()
    assert (box.password, box.port, box.security) == ("bi-mat", 143, "starttls")
    mai.post(at("new_hook"))
    box.refresh_from_db()
    take_in(letter("Precedence: bulk", "Subject: Quảng cáo"), at=timezone.now())
    page = text(mai.get(at("mailbox")))
    assert f"/hooks/mail/{box.hook_secret}/" in page and "bi-mat" not in page and "Quảng cáo" in page
    assert not SettingChange.objects.filter(Q(before="bi-mat") | Q(after="bi-mat")).exists()


def test_an_answer_that_was_refused_is_shown_and_sent_again(mai: Client, shop: World) -> None:
    ticket = heard(shop)
    mai.post(at("answer", ticket.pk), {"text": "Xin lỗi", "then": "wait"})
    Mail.objects.update(state="refused", detail="550 no such user")
    assert "550 no such user" in text(mai.get(at("show", ticket.pk)))
    mai.post(at("send_again", ticket.pk, Mail.objects.get().pk), {"address": "moi@example.com"})
    assert (Mail.objects.get().state, Mail.objects.get().address) == ("ready", "moi@example.com")
