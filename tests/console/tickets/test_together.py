"""Mai and Hoa at one ticket: asleep, merged, split, linked, and who else is there."""

import pytest
from django.test import Client

from quen.shops.models import Store
from quen.tickets.models import Entry, Ticket
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.tickets.test_tickets import at, support, text
from tests.tickets.matters import heard
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def test_a_ticket_sleeps_and_wakes(mai: Client, shop: World) -> None:
    ticket = heard(shop)
    mai.post(at("sleep", ticket.pk), {"then": "until", "until": "2031-01-01T09:00"})
    ticket.refresh_from_db()
    assert not ticket.is_asleep
    mai.post(at("sleep", ticket.pk), {"then": "until", "until": "x"})
    mai.post(at("sleep", ticket.pk), {"then": "heard"})
    assert "Tạm gác đến khi khách viết lại" in text(mai.get(at("show", ticket.pk)))
    assert "nguội" not in text(mai.get(at("index"))) and "nguội" in text(
        mai.get(at("index") + "?list=asleep")
    )
    mai.post(at("sleep", ticket.pk), {"then": "wake"})
    assert "nguội" in text(mai.get(at("index")))


def test_merge_apart_split_and_link(mai: Client, shop: World) -> None:
    first, second = heard(shop), heard(shop)
    answer = mai.post(at("merge", second.pk), {"other": f"#{first.pk}"})
    assert answer.headers["Location"] == at("show", first.pk)
    assert "đã gộp vào phiếu này" in text(mai.get(at("show", first.pk)))
    assert "Tách ra lại" in text(mai.get(at("show", second.pk)))
    mai.post(at("unmerge", second.pk))
    assert not Ticket.objects.exclude(merged_into=None).exists()
    mai.post(at("heard", first.pk), {"text": "Máy xay hỏng", "way": "phone"})
    answer = mai.post(at("split", first.pk, Entry.objects.latest("pk").pk))
    made = Ticket.objects.latest("pk")
    assert answer.headers["Location"] == at("show", made.pk) and made.subject == "Máy xay hỏng"
    assert f"#{made.pk} Máy xay hỏng" in text(mai.get(at("show", first.pk)))
    mai.post(at("link", first.pk), {"other": str(made.pk), "then": "unlink"})
    assert f"#{made.pk} Máy xay hỏng" not in text(mai.get(at("show", first.pk)))
    assert mai.post(at("link", first.pk), {"other": "999999"}).status_code == 404


def test_of_other_stores_nothing_can_be_merged_linked_or_watched(shop: World) -> None:
    other = Store.objects.create(name="Quận 7", key="quan 7")
    hers, others = heard(shop, store=shop.store.pk), heard(shop, store=other.pk)
    hoa = signed_in(support("Hoa", shop.store))
    for name in ("merge", "link"):
        hoa.post(at(name, hers.pk), {"other": str(others.pk)})
    assert not Ticket.objects.exclude(merged_into=None).exists()
    assert "console:" not in text(hoa.get(at("show", hers.pk)))
    assert hoa.post(at("here", others.pk)).status_code == 404
    assert hoa.post(at("sleep", others.pk), {"then": "heard"}).status_code == 404


def test_two_at_one_ticket_are_warned_and_an_answer_that_crosses_is_kept(mai: Client, shop: World) -> None:
    ticket, hoa = heard(shop), signed_in(support("Hoa"))
    assert "Hoa" not in text(mai.post(at("here", ticket.pk)))
    text(hoa.post(at("here", ticket.pk), {"typing": "1"}))
    assert "Hoa đang viết câu trả lời cho phiếu này" in text(mai.post(at("here", ticket.pk)))
    last = str(Entry.objects.latest("pk").pk)
    hoa.post(at("answer", ticket.pk), {"text": "Em gửi ly mới", "then": "wait", "last": last})
    crossed = mai.post(at("answer", ticket.pk), {"text": "Hoàn tiền cho chị", "then": "wait", "last": last})
    assert crossed.status_code == 409
    page = crossed.content.decode()
    assert "Hoàn tiền cho chị</textarea>" in page and "Em gửi ly mới" in page
    mai.post(at("answer", ticket.pk), {"text": "Hoàn tiền cho chị", "then": "wait", "last": "99999999"})
    assert Entry.objects.filter(kind="out").count() == 2


def test_a_note_that_names_nobody_is_refused_and_its_words_stay(mai: Client, shop: World) -> None:
    ticket = heard(shop)
    refused = mai.post(at("note", ticket.pk), {"note": "@khongai xem giúp"})
    assert refused.status_code == 400 and "@khongai xem giúp</textarea>" in refused.content.decode()
    assert not Entry.objects.filter(kind="note").exists()
