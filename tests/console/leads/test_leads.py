"""From a lead to a customer: Mai writes Hoa down, moves her on, and her purchase wins her."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from quen.console.segments.condition_form import ConditionForm
from quen.flows.export_person import export_person
from quen.insight.economics import assume, assumed
from quen.leads.capture import Person, Utm
from quen.leads.end import win, win_buyers
from quen.leads.models import Competitor, Lead, LeadSource, LeadStage, Sighting, SourceCost
from quen.leads.move import move
from quen.people.models import Customer
from quen.people.reads import companies_of, contacts_of
from quen.purchases.models import Purchase
from quen.segments.conditions.identity import CameFrom
from quen.segments.names import Names
from quen.shops.models import Store
from quen.shops.roles import Role
from quen.tasks.models import TaskKind
from tests import world as cast
from tests.console.cast import signed_in
from tests.leads.hoa import hoa_asks
from tests.tasks.errands import errand
from tests.world import World, staff

TYPED = {
    "name": "Trần Thị Hoa", "phone": "0987 654 321", "email": "", "kind": "person", "source": "ad",
    "utm_campaign": "Tết", "wish": "Máy pha cà phê", "expected": "9000000",
}  # fmt: skip


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def at(address: str, *arguments: object) -> str:
    return reverse(f"console:leads:{address}", args=arguments)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_hoa_goes_from_the_board_to_a_customer(mai: Client, shop: World) -> None:
    assert "Chưa có khách tiềm năng" in text(mai.get(at("index")))
    assert mai.post(at("new"), TYPED).status_code == 302
    lead = Lead.objects.get()
    assert (lead.utm_campaign, lead.expected_minor, lead.owner) == ("Tết", 9_000_000, shop.mai)
    assert "Trần Thị Hoa" in text(mai.get(at("index")))
    page = text(mai.get(at("show", lead.pk)))
    assert "Có số điện thoại" in page and "tel:+84987654321" in page
    assert mai.post(at("move", lead.pk), {"stage": "introduce", "board": "1"}).headers["Location"] == at(
        "index"
    )
    Purchase.objects.create(
        store=shop.store, receipt="HD1", customer=lead.customer, amount_minor=9_000_000,
        bought_at=timezone.now() + timedelta(hours=1),
    )  # fmt: skip
    assert win_buyers() == 1
    assert "Trần Thị Hoa" in text(mai.get(at("index") + "?state=won"))
    assert "Trần Thị Hoa" not in text(mai.get(at("index")))
    story = text(mai.get(reverse("console:people:story", args=[lead.customer_id])))
    assert "Từ khách tiềm năng thành khách hàng" in story


def test_a_namesake_is_shown_before_anybody_is_written_down_twice(mai: Client, shop: World) -> None:
    typed = TYPED | {"name": "Nguyen Thi Lan", "phone": ""}
    assert "Cửa hàng đã có tên này" in text(mai.post(at("new"), typed))
    assert not Lead.objects.exists()
    mai.post(at("new"), typed | {"customer": str(shop.lan.pk)})
    assert (Lead.objects.get().customer, Customer.objects.count()) == (shop.lan, 1)
    mai.post(at("new"), typed | {"customer": ""})
    assert (Lead.objects.count(), Customer.objects.count()) == (2, 2)
    assert mai.post(at("new"), TYPED | {"phone": "12"}).status_code == 422


def test_a_lead_is_lost_to_a_competitor_and_opened_again(mai: Client, shop: World) -> None:
    lead = hoa_asks(shop, timezone.now()).lead
    mai.post(at("add_competitor"), {"name": "Cà phê Bên Kia", "words": "Máy pha"})
    rival = Competitor.objects.get()
    mai.post(at("lose", lead.pk), {"reason": "price", "competitor": str(rival.pk), "words": "Rẻ hơn"})
    assert "Cà phê Bên Kia" in text(mai.get(at("show", lead.pk)))
    assert "Cà phê Bên Kia" in text(mai.get(at("index") + "?state=lost"))
    mai.post(at("reopen", lead.pk))
    mai.post(at("win", lead.pk))
    lead.refresh_from_db()
    assert lead.state == "won"
    seen = {"competitor": str(rival.pk), "product": "Cà phê sữa", "price": "20000", "our_price": "25000",
            "seen_on": timezone.localdate().isoformat()}  # fmt: skip
    mai.post(at("sighting"), seen)
    mai.post(at("sighting"), seen | {"price": ""})
    assert Sighting.objects.count() == 1
    page = text(mai.get(at("competitors")))
    assert "80%" in page and "Chưa ai nói" in page
    mai.post(at("reopen", lead.pk))
    mai.post(
        at("lose", lead.pk), {"reason": "competitor", "competitor": str(rival.pk), "words": "Gần nhà hơn"}
    )
    page = text(mai.get(at("competitors")))
    assert 'data-label="Bỏ đi vì họ">1<' in page and "Giờ mua ở nơi khác" in page and "Gần nhà hơn" in page


def test_the_cost_of_a_new_customer_becomes_the_assumption(mai: Client, shop: World) -> None:
    now = timezone.now()
    mai.post(at("assume"))
    assert assumed().winning_minor == 0
    for number in range(3):
        lead = hoa_asks(shop, now, Person(phone=f"098765432{number}"), source=LeadSource.ADVERTISEMENT).lead
        win(lead=lead.pk, at=now, by=shop.by_mai)
    typed = {"source": "ad", "month": f"{timezone.localdate():%Y-%m}", "amount": "1000000"}
    mai.post(at("enter"), typed)
    mai.post(at("enter"), typed | {"month": "nonsense"})
    assert SourceCost.objects.get().amount_minor == 1_000_000
    assert "333.333" in text(mai.get(at("costs")))
    mai.post(at("assume"))
    assert assumed().winning_minor == 333_333


def test_keeping_one_stands_beside_winning_one_once_both_are_known(mai: Client, shop: World) -> None:
    now = timezone.now()

    def figures() -> list[str]:
        page = text(mai.get(at("costs")))
        return [
            name
            for name in ("Giữ một khách mỗi năm tốn", "Khách mới tốn gấp", "100.000", "4,5 lần")
            if name in page
        ]

    assert figures() == ["Giữ một khách mỗi năm tốn"]
    for number in range(4):
        asked = Person(phone=f"098765432{number}")
        lead = hoa_asks(shop, now, asked, source=LeadSource.ADVERTISEMENT).lead
        if number < 2:
            win(lead=lead.pk, at=now, by=shop.by_mai)
    # One of a source nobody entered costs for was won, too: it would make the others look cheap.
    win(lead=hoa_asks(shop, now, Person(phone="0987654329")).lead.pk, at=now, by=shop.by_mai)
    typed = {"source": "ad", "month": f"{timezone.localdate():%Y-%m}", "amount": "900000"}
    mai.post(at("enter"), typed)
    assert figures() == ["Giữ một khách mỗi năm tốn"]
    assume(replace(assumed(), keeping_minor=100_000), by=shop.by_mai)
    assert figures() == ["Giữ một khách mỗi năm tốn", "Khách mới tốn gấp", "100.000", "4,5 lần"]
    assert "450.000" in text(mai.get(at("costs")))


def test_a_campaign_has_costs_of_its_own_and_what_is_in_none_is_said(mai: Client, shop: World) -> None:
    now = timezone.now()
    for number in range(2):
        asked = Person(phone=f"098765432{number}")
        hoa_asks(shop, now, asked, source=LeadSource.ADVERTISEMENT, utm=Utm("facebook", "cpc", "tet-2027"))
    hoa_asks(shop, now, Person(phone="0987654329"))
    typed = {"source": "ad", "month": f"{timezone.localdate():%Y-%m}", "amount": "500000"}
    mai.post(at("enter"), typed)
    mai.post(at("enter"), typed | {"amount": "300000", "utm_campaign": "tet-2027"})
    assert SourceCost.objects.count() == 2
    page = text(mai.get(at("costs")))
    assert "tet-2027</td>" in page and "150.000" in page and "400.000" in page and "facebook</td>" not in page
    assert '<th scope="col">Chiến dịch</th>' in page and 'aria-current="true">Chiến dịch</a>' in page
    assert "500.000\xa0₫ được nhập mà không có nhãn này" in page and '<option value="tet-2027">' in page
    assert "1 khách tiềm năng đến mà không có nhãn này" in page
    page = text(mai.get(at("costs") + "?by=utm_source"))
    assert "facebook</td>" in page and "800.000\xa0₫ được nhập mà không có nhãn này" in page
    assert "tet-2027</td>" in text(mai.get(at("costs") + "?by=nonsense"))
    whole, of_campaign = SourceCost.objects.order_by("utm_campaign")
    for _ in range(2):
        assert mai.post(at("remove_cost", of_campaign.pk)).headers["Location"] == at("costs")
    assert SourceCost.objects.get() == whole
    assert "1 khoản chi phí đã nhập" in text(mai.get(at("costs")))


@pytest.mark.parametrize("name", ["index", "index?list", "new", "show", "costs", "competitors"])
def test_pages_ask_at_most_twelve_queries(mai: Client, shop: World, name: str) -> None:
    now = timezone.now()
    for number in range(10):
        lead = hoa_asks(shop, now, Person(name=f"Hoa {number}", phone=f"098765432{number}")).lead
    page, _mark, query = name.partition("?")
    address = (at(page, lead.pk) if page == "show" else at(page)) + (f"?{query}=1" if query else "")
    mai.get(address)
    with CaptureQueriesContext(connection) as asked:
        text(mai.get(address))
    assert len(asked) <= 12, "\n".join(one["sql"][:150] for one in asked)


def test_mai_reads_a_list_of_the_fair(mai: Client, shop: World) -> None:
    file = SimpleUploadedFile("hội chợ.csv", "Tên,Điện thoại\nHoa,0987654321\nSai,12\n".encode())
    page = text(mai.post(at("import"), {"source": "event", "file": file}))
    assert "Dòng 2" in page
    assert Lead.objects.get().source == "event"
    wrong = SimpleUploadedFile("ảnh.png", b"x")
    assert mai.post(at("import"), {"source": "event", "file": wrong}).status_code == 422


def test_a_company_brings_its_contacts_along_when_it_is_won(mai: Client, shop: World) -> None:
    typed = TYPED | {"name": "Công ty Sao Mai", "kind": "company", "phone": "028 3822 1234"}
    assert mai.post(at("new"), typed).status_code == 302
    lead = Lead.objects.get()
    company = lead.customer_id
    panel = reverse("console:people:contacts", args=[company])
    assert f"{panel}?lead={lead.pk}" in text(mai.get(at("show", lead.pk)))
    bring = reverse("console:people:bring_contact", args=[company])
    for name, phone, part in (
        ("Anh Bình", "0987 111 222", "buyer"), ("Chị Hoa", "0987 111 333", "user"),
        ("Lan", "0912 345 678", "beneficiary"),
    ):  # fmt: skip
        said = {"name": name, "phone": phone, "email": "", "part": part, "lead": str(lead.pk)}
        assert mai.post(bring, said).headers["Location"] == at("show", lead.pk)
    with CaptureQueriesContext(connection) as seen:
        page = text(mai.get(panel + f"?lead={lead.pk}"))
    assert len(seen) <= 9 and all(name in page for name in ("Anh Bình", "Chị Hoa", "Nguyễn Thị Lan"))
    assert "tel:+84987111222" in page and page.count("selected") >= 3
    hoa = Customer.objects.get(name="Chị Hoa")
    mai.post(reverse("console:people:contact_part", args=[company, hoa.pk]), {"part": "buyer"})
    hoa.refresh_from_db()
    assert hoa.part == "buyer" and [one.customer.pk for one in companies_of(hoa.pk)] == [company]
    stranger = reverse("console:people:contact_part", args=[company, Customer.objects.create(name="Ai").pk])
    assert mai.post(stranger, {"part": "user"}).status_code == 404
    win(lead=lead.pk, at=timezone.now(), by=shop.by_mai)
    profile = text(mai.get(reverse("console:people:show", args=[company])))
    assert panel in profile and all(name in profile for name in ("Anh Bình", "Chị Hoa", "Nguyễn Thị Lan"))
    hers = text(mai.get(reverse("console:people:show", args=[hoa.pk])))
    assert "Công ty Sao Mai" in hers
    assert mai.post(bring, {"name": "", "phone": "12", "part": "user"}).status_code == 302
    assert len(contacts_of(company)) == 3, "a number that is none adds nobody"


@pytest.mark.parametrize(
    ("language", "words", "raw"), [("vi", "Ghé cửa hàng", "visit"), ("en", "Came by", "visit")]
)
def test_where_she_came_from_is_said_in_words_everywhere(
    mai: Client, shop: World, language: str, words: str, raw: str
) -> None:
    lead = hoa_asks(shop, timezone.now(), source=LeadSource.VISIT).lead
    task = errand(shop, timezone.now(), customer=lead.customer_id, kind=TaskKind.CALL)
    mai.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for page in ("console:people:story", "console:people:show"):
        told = text(mai.get(reverse(page, args=[lead.customer_id])))
        assert words in told and f": {raw}<" not in told and f">{raw}<" not in told
    assert f"<dd>{words}</dd>" in text(mai.get(reverse("console:tasks:show", args=[task.pk])))
    with translation.override(language):
        assert words in CameFrom(source=raw).said(Names()) and "Bạn" in CameFrom(source="Bạn").said(Names())
        [suggestion] = ConditionForm(CameFrom, path="1", currency="VND").suggested
    assert suggestion == (raw, words)
    with zipfile.ZipFile(BytesIO(_her_file(lead.customer_id, shop, language))) as file:
        hers = file.read("index.html").decode()
    assert f"<td>{words}</td>" in hers and f"<td>{raw}</td>" not in hers and f": {raw}" not in hers


def _her_file(customer: int, shop: World, language: str) -> bytes:
    with translation.override(language):
        return export_person(customer=customer, by=shop.by_mai, at=timezone.now())


def test_who_works_at_one_store_sees_its_leads_and_those_of_none(mai: Client, shop: World) -> None:
    now, other = timezone.now(), Store.objects.create(name="Quận 7", key="quan 7")
    an = staff(name="An", email="an@example.com", role=Role.SUPPORT)
    an.stores.set([shop.store])
    mine, theirs, free = (
        hoa_asks(shop, now, Person(name=name, phone=phone), store=store).lead
        for name, phone, store in (
            ("Hoa Đây", "0987000001", shop.store.pk), ("Hoa Kia", "0987000002", other.pk),
            ("Hoa Chung", "0987000003", None),
        )
    )  # fmt: skip
    for query in ("", "?list=1", f"?store={other.pk}"):
        assert "Hoa Kia" in text(mai.get(at("index") + query))
    assert "Hoa Đây" not in text(mai.get(at("index") + f"?store={other.pk}"))
    hers = signed_in(an)
    for query in ("", "?list=1"):
        page = text(hers.get(at("index") + query))
        assert "Hoa Đây" in page and "Hoa Chung" in page and "Hoa Kia" not in page
    assert [hers.get(at("show", lead.pk)).status_code for lead in (mine, free, theirs)] == [200, 200, 404]
    assert hers.post(at("move", theirs.pk), {"stage": "support"}).status_code == 404
    assert hers.post(at("win", theirs.pk)).status_code == 404
    form = text(hers.get(at("new")))
    assert f'<option value="{shop.store.pk}" selected>' in form and "Quận 7" not in form
    typed = TYPED | {"phone": "0987000009", "store": str(other.pk)}
    assert hers.post(at("new"), typed).status_code == 422
    hers.post(at("new"), typed | {"store": str(shop.store.pk)})
    assert (Lead.objects.latest("pk").store, Lead.objects.count()) == (shop.store, 4)
    again = hers.post(at("new"), TYPED | {"phone": "0987000002", "store": ""}, follow=True)
    assert "một cửa hàng khác theo dõi" in text(again)
    theirs.refresh_from_db()
    assert (theirs.contacts, theirs.store, theirs.stage) == (2, other, "collect")
    page = text(hers.get(at("show", free.pk)))
    assert f'<option value="{an.pk}">An</option>' in page and ">Lê Anh Tú</option>" not in page
    given = hers.post(at("assign", free.pk), {"owner": str(an.pk), "store": str(other.pk)})
    assert given.headers["Location"] == at("show", free.pk), "her own she sees wherever they are"
    given = hers.post(at("assign", free.pk), {"owner": "", "store": str(other.pk)})
    assert given.headers["Location"] == at("index")
    assert hers.post(at("assign", theirs.pk), {"owner": str(an.pk), "store": ""}).status_code == 404
    story = text(mai.get(reverse("console:people:story", args=[free.customer_id])))
    assert "người khác phụ trách · Quận 7" in story


def test_the_board_says_what_it_leaves_out_and_the_list_is_filtered(mai: Client, shop: World) -> None:
    now = timezone.now()
    for number in range(17):
        hoa_asks(
            shop, now, Person(name=f"Hoa thứ {number}", phone=f"09876543{number:02}"), source=LeadSource.EVENT
        )
    move(lead=Lead.objects.order_by("pk")[0].pk, stage=LeadStage.SUPPORT, at=now, by=shop.by_mai)
    board = text(mai.get(at("index")))
    assert board.count("Hoa thứ") == 2 * 16, (
        "fifteen of sixteen, and the one who moved, each with her full name as title"
    )
    assert (
        "Xem cả 16" in board and "?state=open&amp;stage=collect" in board and 'href="#stage-collect"' in board
    )
    every = text(mai.get(at("index") + "?state=open&stage=collect"))
    assert every.count('class="row-link"') == 16 and "Hoa thứ 0<" not in every
    assert "Hoa thứ 0<" in text(mai.get(at("index") + "?stage=support"))
    assert "Không tìm thấy" in text(mai.get(at("index") + "?source=zalo"))
    events = text(mai.get(at("index") + "?source=event"))
    assert events.count('class="row-link"') == 17 and '<option value="event" selected>' in events
    lead = Lead.objects.order_by("pk")[1]
    mai.post(at("lose", lead.pk), {"reason": "price", "competitor": "", "words": ""})
    lost = text(mai.get(at("index") + "?state=lost"))
    assert '<th scope="col">Lý do mất</th>' in lost and "Giá" in lost
