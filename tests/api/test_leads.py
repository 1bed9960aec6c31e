"""Another system brings leads and reads how far they are."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from quen.leads.models import Lead
from quen.people.merge import merge
from quen.people.models import Customer, Identity
from quen.shops.models import Store
from quen.shops.scopes import TILL, Scope
from tests.api.cast import Till, till
from tests.leads.hoa import HOA
from tests.tickets.matters import MONDAY_TEN
from tests.world import World

ASKED = {
    "source": "ad", "name": HOA.name, "phone": HOA.phone, "wish": "Máy pha cà phê", "expected_minor": 9_000_000,
    "utm_source": "facebook", "utm_medium": "cpc", "utm_campaign": "tet-2027",
}  # fmt: skip


def site() -> Till:
    return till(Scope.LEADS_READ, Scope.LEADS_WRITE)


def test_a_lead_is_taken_once_and_can_be_read(shop: World) -> None:
    other = site()
    first, again = (other.post("/leads", {**ASKED, "store": shop.store.pk}, key="form-1") for _ in range(2))
    assert first.status_code == 201 and first.json() == again.json()
    made = first.json()
    lead = Lead.objects.get()
    assert made == {
        "id": lead.pk, "customer": lead.customer_id, "is_new_lead": True, "is_known_customer": False,
        "namesakes": [],
    }  # fmt: skip
    read = other.get(f"/leads/{lead.pk}").json()
    assert {name: read[name] for name in ASKED if name in read} == {
        name: said for name, said in ASKED.items() if name not in {"name", "phone"}
    }
    assert (read["stage"], read["state"], read["store"], read["staff"], read["contacts"]) == (
        "collect", "open", shop.store.pk, None, 1,
    )  # fmt: skip
    assert HOA.name not in str(read) and "987654321" not in str(read), "those stand with the customer"
    assert other.post("/leads", {**ASKED, "wish": "Khác"}, key="form-1").status_code == 409
    assert lead.made_by.startswith("token:")


def test_who_is_known_is_recognised_and_learns_nothing_that_was_only_typed(shop: World) -> None:
    other = site()
    typed = {"source": "website", "name": "Ai đó", "phone": "0912345678", "email": "stranger@example.com"}
    first = other.post("/leads", typed).json()
    assert (first["customer"], first["is_new_lead"], first["is_known_customer"]) == (shop.lan.pk, True, True)
    again = other.post("/leads", {**typed, "source": "zalo", "wish": "Giao tận nhà"}).json()
    assert (again["id"], again["is_new_lead"], again["is_known_customer"]) == (first["id"], False, True)
    lead = Lead.objects.get()
    assert (lead.source, lead.contacts, lead.wish, lead.customer.name) == (
        "website", 2, "Giao tận nhà", "Nguyễn Thị Lan",
    )  # fmt: skip
    assert not Identity.objects.filter(value="stranger@example.com").exists()
    other.post("/leads", {"source": "zalo", "customer": shop.lan.pk, "email": "lan@example.com"})
    assert Identity.objects.get(value="lan@example.com").customer == shop.lan
    assert Customer.objects.count() == 1
    named = other.post("/leads", {"source": "visit", "name": "nguyen thi lan"}).json()
    assert (named["is_known_customer"], named["namesakes"]) == (False, [shop.lan.pk])


def test_the_list_is_read_in_pages_and_narrowed(shop: World) -> None:
    other, made = site(), list[Any]()
    for number, source in enumerate(("ad", "zalo", "ad")):
        made.append(other.post("/leads", {"source": source, "phone": f"098765430{number}"}).json())
    three = [one["id"] for one in made]
    Lead.objects.filter(pk=three[2]).update(stage="support", store=shop.store)
    page = other.get("/leads", limit=2).json()
    assert [one["id"] for one in page["data"]] == three[:2]
    with CaptureQueriesContext(connection) as asked:
        rest = other.get("/leads", limit=2, cursor=page["next"]).json()
    assert ([one["id"] for one in rest["data"]], rest["next"]) == (three[2:], None)
    assert len([one for one in asked if "leads_lead" in one["sql"]]) == 1
    for query, found in (
        ({"source": "ad"}, [three[0], three[2]]), ({"stage": "support"}, three[2:]), ({"state": "won"}, []),
        ({"store": shop.store.pk}, three[2:]), ({"source": "ad", "stage": "collect"}, three[:1]),
    ):  # fmt: skip
        assert [one["id"] for one in other.get("/leads", **query).json()["data"]] == found, query
    for wrong in ({"state": "gone"}, {"stage": "x"}, {"source": "radio"}, {"limit": 0}, {"q": "Hoa"}):
        assert other.get("/leads", **wrong).status_code == 422
    merge(customer=made[0]["customer"], into=shop.lan.pk, by=shop.by_mai, at=MONDAY_TEN)
    (hers,) = other.get("/leads", customer=shop.lan.pk).json()["data"]
    assert (hers["id"], hers["customer"]) == (three[0], shop.lan.pk)


def test_a_token_of_one_store_knows_no_lead_of_another(shop: World) -> None:
    seven = Store.objects.create(name="Quận 7", key="quan 7")
    theirs = site().post("/leads", {**ASKED, "store": seven.pk}).json()["id"]
    free = site().post("/leads", {"source": "event", "phone": "0987654300"}).json()["id"]
    bound = till(Scope.LEADS_READ, Scope.LEADS_WRITE, stores=[shop.store])
    assert bound.get("/leads").json()["data"] == []
    assert [bound.get(f"/leads/{lead}").status_code for lead in (theirs, free, 999)] == [404] * 3
    assert bound.post("/leads", {**ASKED, "store": seven.pk}).status_code == 403
    told = bound.post("/leads", {**ASKED, "wish": "Nữa"}).json()
    assert (told["id"], told["is_new_lead"]) == (theirs, False)
    assert set(told) == {"id", "customer", "is_new_lead", "is_known_customer", "namesakes"}
    hers = bound.post("/leads", {**ASKED, "phone": "0987654301"}).json()["id"]
    assert bound.get(f"/leads/{hers}").json()["store"] == shop.store.pk, (
        "the token's one store, where none is said"
    )
    of_two = till(Scope.LEADS_WRITE, stores=[shop.store, seven])
    either = of_two.post("/leads", {**ASKED, "phone": "0987654302"}).json()["id"]
    assert Lead.objects.get(pk=either).store is None


def test_a_till_has_nothing_to_do_with_leads_and_nonsense_is_refused(shop: World) -> None:
    assert not {Scope.LEADS_READ, Scope.LEADS_WRITE} & TILL
    assert till(Scope.LEADS_READ).post("/leads", ASKED).status_code == 403
    assert till(Scope.LEADS_WRITE).get("/leads").status_code == 403
    for wrong in (
        {"source": "website"}, {**ASKED, "source": "radio"}, {**ASKED, "phone": "12"}, {**ASKED, "store": 999},
        {**ASKED, "customer": 999}, {**ASKED, "expected_minor": -1}, {**ASKED, "utm_campaign": "x" * 81},
        {**ASKED, "stage": "introduce"}, {**ASKED, "wish": "a\x00b"},
    ):  # fmt: skip
        assert site().post("/leads", wrong).status_code in {400, 404, 422}, wrong
    assert not Lead.objects.exists() and Customer.objects.count() == 1
