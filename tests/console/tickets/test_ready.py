"""Mai writes an answer and a macro and sets a limit; Hoa uses them and makes good."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quen.enrolment.models import Way
from quen.flows.enrol import enrol
from quen.flows.ready_answers import save_canned
from quen.tickets.models import CannedAnswer, Entry, Macro, RecoveryLimit, RecoveryOffer
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.tickets.test_tickets import at, support, text
from tests.tickets.matters import heard
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    made = cast.build()
    before = timezone.now() - timedelta(days=1)
    enrol(phone="0912 345 678", consent=True, way=Way.TILL, at=before, key="lan", by=made.by_mai)
    return made


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def test_an_answer_is_written_put_in_and_a_macro_answers_with_it(mai: Client, shop: World) -> None:
    hoa = signed_in(support("Hoa"))
    assert mai.post(at("new_canned"), {"name": "Xin lỗi", "text": "{{ oops"}).status_code == 422
    mai.post(at("new_canned"), {"name": "Xin lỗi", "text": "Quán xin lỗi {{ name }} ạ"})
    canned = CannedAnswer.objects.get()
    assert mai.post(at("new_macro"), {"name": "Rỗng", "then": "wait", "sleep_days": "0"}).status_code == 422
    mai.post(
        at("new_macro"),
        {"name": "Xin lỗi ngay", "answer": str(canned.pk), "then": "solve", "sleep_days": "0"},
    )
    page = text(mai.get(at("ready")))
    assert "Xin lỗi ngay" in page and "Quán xin lỗi" in page
    ticket = heard(shop, timezone.now())
    assert "Quán xin lỗi Lan ạ</textarea>" in text(hoa.get(at("show", ticket.pk), {"canned": str(canned.pk)}))
    hoa.post(at("run_macro", ticket.pk), {"macro": str(Macro.objects.get().pk)})
    assert Entry.objects.latest("pk").text == "Quán xin lỗi Lan ạ"
    stranger = heard(shop, timezone.now(), contact=None)
    assert "name" in text(hoa.get(at("show", stranger.pk), {"canned": str(canned.pk)}))
    mai.post(at("put_away", "canned", canned.pk))
    assert "Xin lỗi ngay" not in text(mai.get(at("ready")))
    assert hoa.get(at("ready")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_address_of_an_answer_that_stands_ready_fills_it_in() -> None:
    shop = cast.build()
    canned = save_canned(name="Xin lỗi", text="Quán xin lỗi {{ name }} ạ", by=shop.by_mai)
    ticket = heard(shop, timezone.now())
    page = text(signed_in(support("Hoa")).get(at("show", ticket.pk), {"canned": str(canned.pk)}))
    assert "Quán xin lỗi Lan ạ</textarea>" in page


def test_hoa_asks_for_more_than_she_may_and_mai_says_yes(mai: Client, shop: World) -> None:
    mai.post(at("limit"), {"role": "support", "points": "20", "worth": "10000"})
    assert RecoveryLimit.objects.get().most_minor == 10_000
    hoa, ticket = signed_in(support("Hoa")), heard(shop, timezone.now())
    assert "tối đa 20 điểm" in text(hoa.get(at("show", ticket.pk)))
    hoa.post(at("make_good", ticket.pk), {"points": "50", "words": "Xin lỗi chị"})
    assert RecoveryOffer.objects.get().state == "waiting"
    assert "Chờ quản lý đồng ý" in text(hoa.get(at("show", ticket.pk)))
    assert hoa.post(at("decide_recovery", ticket.pk), {"then": "yes"}).status_code == 403
    mai.post(at("decide_recovery", ticket.pk), {"then": "yes"})
    assert RecoveryOffer.objects.get().state == "given" and Entry.objects.latest("pk").text == "Xin lỗi chị"
    assert "50 điểm" in text(mai.get(at("show", ticket.pk)))
    refused = hoa.post(at("make_good", ticket.pk), {"points": "1"})
    assert refused.status_code == 400
