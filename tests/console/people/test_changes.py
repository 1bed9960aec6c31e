"""What staff write down and take back on a profile."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.insight.models import CustomerSummary
from quen.kernel.actor import SYSTEM
from quen.messages.confirmed import CONFIRMED
from quen.people.consent import give_consent
from quen.people.models import Consent, ConsentChannel, Customer, Identity, Note, Purpose
from quen.people.note import write_note
from quen.people.reads import companies_of
from tests.people.story import told
from tests.world import World

Shop = dict[str, Customer]


def post(client: Client, name: str, *args: int, **fields: object) -> None:
    """Send the form and follow to the page that answers."""
    answer = client.post(reverse(f"console:people:{name}", args=args), fields, follow=True)
    assert answer.status_code == 200


def press_undo(client: Client, page: str) -> None:
    """The button in the message on `page`."""
    form = re.search(
        r'<form class="undo" method="post" action="([^"]+)">(.*?)</form>', client.get(page).content.decode()
    )
    assert form
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[2]))
    client.post(form[1], fields)


def do_and_undo(client: Client, name: str, *args: int, **fields: object) -> None:
    answer = client.post(reverse(f"console:people:{name}", args=args), fields)
    press_undo(client, answer.headers["Location"].partition("#")[0])


def test_a_note_is_written_changed_deleted_and_brought_back(mai: Client, shop: Shop) -> None:
    lan = shop["lan"].pk
    post(mai, "write_note", lan, text="Thích ít đường")
    note = Note.objects.get()
    post(mai, "edit_note", lan, note.pk, text="Không đường")
    do_and_undo(mai, "delete_note", lan, note.pk)
    note.refresh_from_db()
    assert (note.text, note.deleted_at) == ("Không đường", None)
    assert told(lan)[-4:] == ["note.written", "note.edited", "note.deleted", "note.restored"]


def test_a_note_of_another_customer_is_not_found_here(mai: Client, world: World, shop: Shop) -> None:
    note = write_note(customer=shop["dao"].pk, text="…", by=world.by_mai, at=timezone.now())
    address = reverse("console:people:delete_note", args=[shop["lan"].pk, note.pk])
    assert mai.post(address).status_code == 404
    assert Note.objects.filter(deleted_at=None).count() == 1


def test_tags_come_and_go_with_an_undo(mai: Client, shop: Shop) -> None:
    lan = shop["lan"].pk
    post(mai, "add_tag", lan, tag="VIP, thích trà")
    do_and_undo(mai, "remove_tag", lan, tag="VIP")
    assert Customer.objects.get(pk=lan).tags == ["VIP", "thích trà"]


def test_a_second_phone_is_added_and_removed_with_an_undo(mai: Client, shop: Shop) -> None:
    lan = shop["lan"].pk
    post(mai, "add_identity", lan, identity_kind="phone", value="0908 765 432")
    added = Identity.objects.get(value="+84908765432")
    do_and_undo(mai, "remove_identity", lan, added.pk)
    assert list(shop["lan"].identities.order_by("value").values_list("value", flat=True)) == [
        "+84908765432", "+84912345678",
    ]  # fmt: skip


def test_someone_elses_phone_leads_to_the_comparison(mai: Client, shop: Shop) -> None:
    address = reverse("console:people:add_identity", args=[shop["lan"].pk])
    page = mai.post(address, {"identity_kind": "phone", "value": "0987654321"}, follow=True).content.decode()
    assert reverse("console:people:merge", args=[shop["lan"].pk, shop["dao"].pk]) in page
    assert Identity.objects.filter(value="+84987654321").get().customer == shop["dao"]


def test_what_is_no_phone_is_refused_in_words(mai: Client, shop: Shop) -> None:
    address = reverse("console:people:add_identity", args=[shop["lan"].pk])
    page = mai.post(address, {"identity_kind": "phone", "value": "<b>12"}, follow=True).content.decode()
    assert "note-danger" in page and "<b>12" not in page
    assert shop["lan"].identities.count() == 1


def test_a_yes_and_a_later_no_are_recorded_with_their_proof(mai: Client, shop: Shop) -> None:
    lan, fields = shop["lan"].pk, {"purpose": "marketing", "channel": "sms", "proof": "Phiếu ký tại quầy"}
    post(mai, "consents", lan, answer="yes", **fields)
    post(mai, "consents", lan, answer="no", **fields)
    assert list(Consent.objects.order_by("pk").values_list("is_given", "proof")) == [
        (True, "Phiếu ký tại quầy"), (False, "Phiếu ký tại quầy"),
    ]  # fmt: skip
    page = mai.get(reverse("console:people:consents", args=[lan])).content.decode()
    assert page.count("Phiếu ký tại quầy") == 3  # in force once, said twice


def test_the_proof_of_a_followed_link_is_read_in_the_readers_language(mai: Client, shop: Shop) -> None:
    lan = shop["lan"].pk
    give_consent(
        customer=lan, purpose=Purpose.MARKETING, channel=ConsentChannel.EMAIL, proof=f"{CONFIRMED}lan@example.com",
        at=datetime(2026, 11, 1, tzinfo=UTC), by=SYSTEM,
    )  # fmt: skip
    for address in (
        reverse("console:people:consents", args=[lan]),
        reverse("console:people:show", args=[lan]),
    ):
        shown = mai.get(address).content.decode()
        assert "Khách xác nhận qua liên kết gửi đến lan@example.com" in shown
        assert CONFIRMED not in shown


def test_without_proof_nothing_is_recorded(mai: Client, shop: Shop) -> None:
    address = reverse("console:people:consents", args=[shop["lan"].pk])
    answer = mai.post(address, {"answer": "yes", "purpose": "marketing", "channel": "all", "proof": " "})
    assert (answer.status_code, Consent.objects.count()) == (422, 0)


def test_lan_and_dao_live_together_and_part(mai: Client, shop: Shop) -> None:
    lan, dao = shop["lan"], shop["dao"]
    found = mai.get(reverse("console:people:pick", args=[lan.pk, "household"]), {"q": "dao"}).context[
        "others"
    ]
    assert [other for other, _known in found] == [dao]
    post(mai, "join_household", lan.pk, other=dao.pk)
    lan.refresh_from_db()
    dao.refresh_from_db()
    assert lan.household_id is not None and lan.household_id == dao.household_id
    post(mai, "leave_household", lan.pk)
    lan.refresh_from_db()
    assert lan.household is None


def test_hoa_speaks_for_the_company(mai: Client, shop: Shop) -> None:
    hoa, company = shop["hoa"], shop["company"]
    picked = mai.get(reverse("console:people:pick", args=[hoa.pk, "company"]), {"q": "cong ty"}).context[
        "others"
    ]
    assert [other for other, _known in picked] == [company]
    post(mai, "add_contact", company.pk, other=hoa.pk)
    other = Customer.objects.create(name="Công ty thứ hai", kind="company")
    post(mai, "add_contact", hoa.pk, other=other.pk)
    assert [one.customer for one in companies_of(hoa.pk)] == [other, company]
    hers = mai.get(reverse("console:people:show", args=[hoa.pk])).content.decode()
    assert "Công ty thứ hai" in hers and company.name in hers
    assert "Lê Thị Hoa" in mai.get(reverse("console:people:show", args=[company.pk])).content.decode()
    post(mai, "remove_contact", company.pk, other=hoa.pk)
    assert [one.customer for one in companies_of(hoa.pk)] == [other]
    post(mai, "remove_contact", hoa.pk, other=other.pk)
    assert not companies_of(hoa.pk)


def test_a_new_customer_is_in_the_list_at_once(mai: Client, world: World) -> None:
    fields = {
        "name": " Phạm  Thị Mận ",
        "phone": "0333 444 555",
        "kind": "person",
        "part": "buyer",
        "interests": "trà, trà, bánh",
    }
    answer = mai.post(reverse("console:people:new"), fields)
    made = Customer.objects.get(name="Phạm Thị Mận")
    assert answer.headers["Location"] == reverse("console:people:show", args=[made.pk])
    assert (made.interests, CustomerSummary.objects.get(customer=made).stage) == (
        ["trà", "bánh"],
        "potential",
    )
    assert mai.get(reverse("console:people:list"), {"q": "man 444"}).context["page"].counted == 1


def test_a_known_phone_leads_to_its_customer_and_nobody_is_doubled(mai: Client, shop: Shop) -> None:
    fields = {"name": "Lan mới", "phone": "+84 912 345 678", "kind": "person", "part": "buyer"}
    answer = mai.post(reverse("console:people:new"), fields)
    assert answer.status_code == 422
    assert f'href="{reverse("console:people:show", args=[shop["lan"].pk])}"' in answer.content.decode()
    assert not Customer.objects.filter(name="Lan mới").exists()


@pytest.mark.parametrize(
    "fields", [{}, {"phone": "12"}, {"email": "không"}, {"name": "Lan", "birth_date": "2999-01-01"}]
)
def test_a_new_customer_needs_something_that_can_be(
    mai: Client, world: World, fields: dict[str, str]
) -> None:
    before = Customer.objects.count()
    answer = mai.post(reverse("console:people:new"), {"kind": "person", "part": "buyer", **fields})
    assert (answer.status_code, Customer.objects.count()) == (422, before)


def test_facts_are_edited_and_the_former_ones_kept_in_the_story(mai: Client, shop: Shop) -> None:
    address = reverse("console:people:edit", args=[shop["lan"].pk])
    initial = mai.get(address).context["form"].initial
    fields = {name: value for name, value in initial.items() if value} | {
        "name": "Nguyễn Thị Ngọc Lan",
        "is_internal": "on",
    }
    mai.post(address, fields)
    lan = Customer.objects.get(pk=shop["lan"].pk)
    assert (lan.name, lan.is_internal) == ("Nguyễn Thị Ngọc Lan", True)
    assert told(lan.pk)[-1] == "customer.edited"


@pytest.mark.parametrize("name", ["write_note", "add_tag", "add_identity", "join_household", "add_contact"])
def test_the_cashier_changes_nothing(tu: Client, shop: Shop, name: str) -> None:
    before = told(shop["lan"].pk)
    fields = {"text": "x", "tag": "x", "identity_kind": "code", "value": "x", "other": shop["dao"].pk}
    assert tu.post(reverse(f"console:people:{name}", args=[shop["lan"].pk]), fields).status_code == 403
    assert told(shop["lan"].pk) == before


@pytest.mark.parametrize(
    "name", ["write_note", "add_tag", "add_identity", "join_household", "leave_household"]
)
def test_of_nobody_nothing_is_written(mai: Client, world: World, name: str) -> None:
    fields = {"text": "x", "tag": "x", "identity_kind": "code", "value": "x", "other": world.lan.pk}
    assert mai.post(reverse(f"console:people:{name}", args=[999_999]), fields).status_code == 404
