"""Mai makes a voucher, its codes, and sees who used them."""

import csv
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.events.models import Event
from quen.vouchers.issue import issue
from quen.vouchers.lease import lease
from quen.vouchers.models import Batch, State, Voucher, VoucherKind
from quen.vouchers.terms import PercentOff, Terms
from quen.vouchers.use import use
from tests import world
from tests.console.cast import signed_in
from tests.vouchers.kinds import CAKE, TWENTY, kind
from tests.world import World

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Giảm Tết", "gives": "percent", "percent": "20", "cap_minor": "50000", "minimum_minor": "200000",
    "code": "tet2027", "weekdays": ["sat", "sun"], "hours": "08:00-11:00", "most_a_member": "1",
}  # fmt: skip


@pytest.fixture
def shop() -> World:
    return world.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def page(client: Client, name: str, *arguments: object, **query: str) -> str:
    answer = client.get(reverse(f"console:vouchers:{name}", args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, address: str, /, *arguments: object, **said: Any) -> Any:
    return client.post(reverse(f"console:vouchers:{address}", args=arguments), said)


def test_without_vouchers_the_list_says_what_they_are_for(mai: Client) -> None:
    assert "Chưa có phiếu nào" in page(mai, "index")


def test_wrong_codes_are_said_at_their_fields_and_what_was_typed_stays(mai: Client) -> None:
    row = kind(timezone.now(), terms=TWENTY)
    answer = post(mai, "make_batch", row.pk, codes="0", name="Tờ rơi", valid_until="mai")
    shown = answer.content.decode()
    assert (answer.status_code, Batch.objects.count()) == (422, 0)
    assert 'id="id_codes_error"' in shown and 'id="id_valid_until_error"' in shown
    assert 'value="Tờ rơi"' in shown


def test_the_form_says_in_words_what_it_will_promise_and_keeps_nothing(mai: Client) -> None:
    answer = mai.post(reverse("console:vouchers:new") + "?words", TYPED)
    assert "Giảm 20%, tối đa 50.000 ₫, cho hóa đơn từ 200.000 ₫" in answer.content.decode()
    assert not VoucherKind.objects.exists()


def test_mai_makes_a_voucher(mai: Client) -> None:
    assert post(mai, "new", **TYPED).status_code == 302
    row = VoucherKind.objects.get()
    assert (row.key, row.code) == ("giam-tet", "TET2027")
    terms = row.said()
    assert terms.gives == PercentOff(percent=20, cap_minor=50_000)
    assert (terms.minimum_minor, terms.weekdays, terms.most_a_member) == (200_000, ("sat", "sun"), 1)
    again = post(mai, "edit", row.pk, **(TYPED | {"name": "Giảm Xuân"}))
    assert again.status_code == 302
    row.refresh_from_db()
    assert (row.name, row.said()) == ("Giảm Xuân", terms)


@pytest.mark.parametrize(
    ("gives", "said"),
    [
        ("fixed", {"amount_minor": "10000"}),
        ("free_item", {"free": "Cà phê sữa"}),
        ("bundle", {"parts": "2 x Cà phê sữa\nBánh mì", "price_minor": "99000"}),
        ("gift", {}),
    ],
)
def test_every_kind_is_kept_and_shown_again_as_it_was_typed(
    mai: Client, gives: str, said: dict[str, str]
) -> None:
    assert post(mai, "new", name="Phiếu", gives=gives, **said).status_code == 302
    row = VoucherKind.objects.get()
    terms = row.said()
    form = mai.get(reverse("console:vouchers:edit", args=[row.pk])).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert post(mai, "edit", row.pk, **typed).status_code == 302
    row.refresh_from_db()
    assert row.said() == terms


def test_what_is_missing_is_asked_for(mai: Client) -> None:
    answer = post(mai, "new", name="Phiếu", gives="fixed")
    assert answer.status_code == 422
    assert not VoucherKind.objects.exists()


def test_codes_are_made_taken_home_and_undone(mai: Client) -> None:
    row = kind(timezone.now())
    post(mai, "make_batch", row.pk, codes="25", name="Tờ rơi")
    batch = Batch.objects.get()
    answer = mai.get(reverse("console:vouchers:download", args=[batch.pk]))
    rows = list(csv.DictReader(b"".join(answer).decode().splitlines()))
    assert len(rows) == 25
    assert "Tờ rơi" in page(mai, "show", row.pk)
    post(mai, "void_batch", batch.pk, reason=" ")
    assert set(Voucher.objects.values_list("state", flat=True)) == {State.READY}
    post(mai, "void_batch", batch.pk, reason="In nhầm ngày")
    assert Event.objects.get(kind="voucher_batch.voided").facts["reason"] == "In nhầm ngày"
    assert set(Voucher.objects.values_list("state", flat=True)) == {State.VOID}


def test_who_used_which_code_where_is_shown_and_leaves_in_a_file(shop: World, mai: Client) -> None:
    now = timezone.now()
    row = kind(now)
    code = issue(kind="giam", customer=shop.lan.pk, at=now, key="v", by=shop.by_mai).code
    use(code=code, customer=shop.lan.pk, store=shop.store.pk, lines=[CAKE], at=now, key="s", by=shop.by_mai)
    text = page(mai, "show", row.pk)
    assert "Nguyễn Thị Lan" in text
    assert "10.000" in text
    answer = mai.get(reverse("console:vouchers:export_uses", args=[row.pk, "csv"]))
    assert "Quận 1" in b"".join(answer).decode()
    found = mai.get(reverse("console:vouchers:index"), {"q": code.lower()}, follow=True)
    assert "Nguyễn Thị Lan" in found.content.decode()


def test_a_stopped_voucher_says_so_and_counts_again(mai: Client) -> None:
    row = kind(timezone.now(), terms=TWENTY)
    post(mai, "switch", row.pk)
    assert "Đã ngừng" in page(mai, "index", state="stopped")
    assert "Không tìm thấy" in page(mai, "index", state="open")
    post(mai, "switch", row.pk)
    row.refresh_from_db()
    assert row.stopped_at is None


def test_the_list_and_one_voucher_cost_few_queries_however_many_there_are(shop: World, mai: Client) -> None:
    now = timezone.now()
    for number in range(12):
        terms = Terms(gives=PercentOff(percent=10), tiers=("gold",) if number else ())
        kind(now, key=f"k{number}", terms=terms, code=f"MA{number}")
    for number in range(8):
        use(
            code="MA0",
            customer=None,
            store=shop.store.pk,
            lines=[CAKE],
            at=now,
            key=f"s{number}",
            by=shop.by_mai,
        )
    for address in (
        reverse("console:vouchers:index"),
        reverse("console:vouchers:show", args=[VoucherKind.objects.order_by("pk")[0].pk]),
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert mai.get(address).status_code == 200
        assert len(asked) <= 12


def test_vouchers_leave_as_csv_and_xlsx(mai: Client) -> None:
    kind(timezone.now(), terms=TWENTY)
    for file_format in ("csv", "xlsx"):
        assert mai.get(reverse("console:vouchers:export", args=[file_format])).status_code == 200
    assert mai.get(reverse("console:vouchers:export", args=["pdf"])).status_code == 404


def test_a_profile_shows_the_vouchers_she_can_use(shop: World, mai: Client) -> None:
    assert "Khách chưa có phiếu" in page(mai, "of_customer", shop.lan.pk)
    assert "<html" in page(mai, "of_customer", shop.lan.pk)
    kind(timezone.now())
    code = issue(kind="giam", customer=shop.lan.pk, at=timezone.now(), key="v", by=shop.by_mai).code
    assert code in page(mai, "of_customer", shop.lan.pk)
    profile = mai.get(reverse("console:people:show", args=[shop.lan.pk])).content.decode()
    assert reverse("console:vouchers:of_customer", args=[shop.lan.pk]) in profile


def test_one_code_is_made_void_with_a_reason_that_her_story_keeps(shop: World, mai: Client) -> None:
    now = timezone.now()
    kind(now)
    voucher = issue(kind="giam", customer=shop.lan.pk, at=now, key="v", by=shop.by_mai)
    refused = mai.post(reverse("console:vouchers:void", args=[voucher.pk]), {"reason": " "}, follow=True)
    assert "Hãy ghi lý do" in refused.content.decode()
    voucher.refresh_from_db()
    assert voucher.state == State.READY
    post(mai, "void", voucher.pk, reason="Khách gửi nhầm")
    voucher.refresh_from_db()
    assert voucher.state == State.VOID
    story = mai.get(reverse("console:people:story", args=[shop.lan.pk])).content.decode()
    assert f"{voucher.code} · Khách gửi nhầm" in story


def test_mai_frees_from_its_page_what_a_lost_till_holds(shop: World, mai: Client) -> None:
    now = timezone.now()
    row = kind(now)
    codes = [
        issue(kind="giam", customer=shop.lan.pk, at=now, key=key, by=shop.by_mai) for key in ("a", "b", "c")
    ]
    for voucher in codes[:2]:
        lease(
            code=voucher.code, store=shop.store.pk, till="K7Q · Quận 1", device="lost", at=now, key=voucher.code,
            by=shop.by_mai,
        )  # fmt: skip
    assert "K7Q" not in page(mai, "voucher", codes[2].pk)
    text = page(mai, "voucher", codes[0].pk)
    assert "K7Q · Quận 1" in text and "tất cả 2 phiếu" in text and "giảm hai lần" in text
    assert codes[1].code in page(mai, "show", row.pk)
    tu = signed_in(shop.tu)
    assert tu.post(reverse("console:vouchers:free", args=[codes[0].pk])).status_code == 403
    answer = mai.post(reverse("console:vouchers:free", args=[codes[0].pk]), {"all": "on"}, follow=True)
    assert "Đã giải phóng 2 phiếu" in answer.content.decode()
    assert "K7Q" not in page(mai, "voucher", codes[1].pk)
    again = mai.post(reverse("console:vouchers:free", args=[codes[0].pk]), follow=True)
    assert "Không còn quầy nào giữ phiếu này" in again.content.decode()
    story = mai.get(reverse("console:people:story", args=[shop.lan.pk])).content.decode()
    assert "K7Q · Quận 1" in story
