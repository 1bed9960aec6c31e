"""Another system opens a ticket, from a review too, reads it and answers."""

from quen.shops.models import Store
from quen.shops.scopes import TILL, Scope
from quen.tickets.models import Entry, Ticket
from quen.tickets.note import note
from tests.api.cast import Till, till
from tests.tickets.matters import MONDAY_TEN, heard
from tests.world import World

COLD = {
    "text": "Cà phê nguội.\nGọi không ai nghe máy.",
    "topic": "delivery",
    "phone": "0912 345 678",
    "name": "Chị Lan",
}


def desk() -> Till:
    return till(Scope.TICKETS_READ, Scope.TICKETS_WRITE)


def test_a_ticket_is_opened_once_read_and_answered(shop: World) -> None:
    other = desk()
    first, again = (other.post("/tickets", {**COLD, "kind": "complaint"}, key="t-1") for _ in range(2))
    assert first.status_code == 201 and first.json() == again.json()
    made = first.json()
    assert (made["state"], made["priority"], made["customer"], made["is_proven"], made["heard"]) == (
        "open", "high", shop.lan.pk, False, "api",
    )  # fmt: skip
    note(ticket=made["id"], text="nội bộ", at=MONDAY_TEN, by=shop.by_mai)
    said = other.post(f"/tickets/{made['id']}/replies", {"text": "Sao rồi?"})
    assert said.status_code == 201
    answered = other.post(f"/tickets/{made['id']}/answers", {"text": "Quán xin lỗi ạ", "is_settled": True})
    assert (answered.json()["state"], answered.json()["due_at"]) == ("solved", None)
    whole = other.get(f"/tickets/{made['id']}").json()
    assert [(one["kind"], one["text"]) for one in whole["entries"]] == [
        ("in", COLD["text"]), ("in", "Sao rồi?"), ("out", "Quán xin lỗi ạ"),
    ]  # fmt: skip
    assert other.post(f"/tickets/{made['id']}/answers", {"text": "Nữa"}).status_code == 409
    assert Ticket.objects.count() == 1


def test_one_star_is_a_complaint_and_one_review_is_one_ticket(shop: World) -> None:
    review = {**COLD, "heard": "review", "stars": 1, "source": "https://maps.example.com/r/5512"}
    first, second = desk(), None
    made = first.post("/tickets", review).json()
    second = first.post("/tickets", {**review, "text": "Cà phê nguội (sửa)"}).json()
    assert made["id"] == second["id"]
    assert (made["kind"], made["heard"], made["subject"]) == (
        "complaint",
        "review",
        "Cà phê nguội. Gọi không ai nghe máy.",
    )
    assert Entry.objects.get().text.startswith("★☆☆☆☆\nCà phê nguội.")
    kinds = [
        first.post("/tickets", {"text": "x", "heard": "review", "stars": n}).json()["kind"] for n in (3, 5)
    ]
    assert kinds == ["request", "praise"]


def test_the_list_is_read_in_pages_by_state_and_customer(shop: World) -> None:
    three = [heard(shop).pk for _ in range(3)]
    other = desk()
    page = other.get("/tickets", limit=2).json()
    assert [one["id"] for one in page["data"]] == three[:2]
    rest = other.get("/tickets", limit=2, cursor=page["next"]).json()
    assert ([one["id"] for one in rest["data"]], rest["next"]) == (three[2:], None)
    assert other.get("/tickets", state="solved").json()["data"] == []
    assert len(other.get("/tickets", customer=shop.lan.pk).json()["data"]) == 3
    assert other.get("/tickets", state="gone").status_code == 422


def test_a_token_of_one_store_knows_no_ticket_of_another(shop: World) -> None:
    seven = Store.objects.create(name="Quận 7", key="quan 7")
    theirs = heard(shop, store=seven.pk)
    bound = till(Scope.TICKETS_READ, Scope.TICKETS_WRITE, stores=[shop.store])
    assert bound.get("/tickets").json()["data"] == []
    assert bound.get(f"/tickets/{theirs.pk}").status_code == 404
    assert bound.post(f"/tickets/{theirs.pk}/answers", {"text": "x"}).status_code == 404
    assert bound.post("/tickets", {**COLD, "store": seven.pk}).status_code == 403
    assert Ticket.objects.count() == 1


def test_a_till_neither_reads_nor_opens_tickets_and_nonsense_is_refused(shop: World) -> None:
    assert not {Scope.TICKETS_READ, Scope.TICKETS_WRITE} & TILL
    assert till(Scope.TICKETS_READ).post("/tickets", COLD).status_code == 403
    for wrong in ({"text": " \n "}, {**COLD, "phone": "12"}, {**COLD, "store": 999}, {**COLD, "stars": 6}):
        assert desk().post("/tickets", wrong).status_code in {400, 404, 422}
    assert not Ticket.objects.exists()
