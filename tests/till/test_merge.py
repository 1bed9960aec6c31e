"""Sales that were made without a line: each stands, each once, whatever became of the points meanwhile."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from quen.points.models import Transfer, TransferKind
from quen.points.reads import balance_of
from quen.points.redeem import redeem
from quen.purchases.models import Purchase
from quen.shops.models import SettingChange
from quen.till.decide import change_till_settings, till_settings
from quen.till.errors import NotALimit
from quen.vouchers.issue import issue
from tests import world as cast
from tests.till.conftest import Till
from tests.vouchers.kinds import kind


def _late(till: Till, lan: int, **said: object) -> dict[str, object]:
    """A sale of an hour ago that spent three points."""
    at = (timezone.now() - timedelta(hours=1)).isoformat()
    own = {"key": str(uuid4()), "receipt": "261126-K7Q-002", "was_offline": True}
    return till.sale(95_000, customer=lan, at=at, redeem_points=3, **own, **said)


def test_within_the_owners_limit_points_are_spent(till: Till, lan: int, world: cast.World) -> None:
    change_till_settings(offline_points=3, by=world.by_mai)
    answer = till.post("sales", **_late(till, lan)).json()
    assert (answer["conflict"], answer["receipt"]["points_redeemed"]) == ("", 3)


def test_over_the_limit_the_sale_stands_and_the_points_stay(till: Till, lan: int) -> None:
    said = _late(till, lan)
    first, again = till.post("sales", **said).json(), till.post("sales", **said).json()
    assert first["receipt"]["due_minor"] == 95_000
    assert first["conflict"].startswith("Giao dịch bán vẫn được ghi nhận")
    assert again["conflict"] and again["receipt"]["purchase"] == first["receipt"]["purchase"]
    assert Purchase.objects.count() == 1
    assert not Transfer.objects.filter(kind=TransferKind.REDEEM).exists()


def test_refused_points_stay_refused_when_the_limit_changes(till: Till, lan: int, world: cast.World) -> None:
    said = _late(till, lan)
    first = till.post("sales", **said).json()
    change_till_settings(offline_points=100, by=world.by_mai)
    again = till.post("sales", **said).json()
    assert again["receipt"]["purchase"] == first["receipt"]["purchase"]
    assert "đã bị từ chối trước đó" in again["conflict"]
    assert not Transfer.objects.filter(kind=TransferKind.REDEEM).exists()


def test_points_spent_elsewhere_meanwhile_are_owed(till: Till, lan: int, world: cast.World) -> None:
    change_till_settings(offline_points=3, by=world.by_mai)
    redeem(customer=lan, points=5, at=timezone.now(), key="elsewhere", by=world.by_mai)
    answer = till.post("sales", **_late(till, lan)).json()
    assert answer["receipt"]["points_redeemed"] == 3
    assert any("nợ" in sentence for sentence in answer["receipt"]["sentences"])
    assert balance_of(customer=lan, at=timezone.now()).available == 6  # nine came, three were made good


def test_what_was_quoted_before_the_line_broke_keeps_its_word(till: Till, lan: int) -> None:
    answer = till.post("sales", **_late(till, lan, was_quoted=True)).json()
    assert (answer["conflict"], answer["receipt"]["points_redeemed"]) == ("", 3)


def test_at_the_counter_a_refusal_is_a_refusal(till: Till, lan: int) -> None:
    said = _late(till, lan) | {"was_offline": False, "redeem_points": 50}
    assert till.post("sales", **said).status_code == 409
    assert not Purchase.objects.exists()


def test_a_voucher_used_elsewhere_meanwhile_is_refused_and_the_sale_stands(
    till: Till, lan: int, world: cast.World
) -> None:
    ten_thousand = kind(timezone.now() - timedelta(days=1))
    code = issue(kind=ten_thousand.key, customer=lan, at=timezone.now(), key="v1", by=world.by_mai).code
    assert till.sell(customer=lan, vouchers=[code]).json()["receipt"]["due_minor"] == 85_000
    said = _late(till, lan) | {"redeem_points": 0, "vouchers": [code]}
    answer = till.post("sales", **said).json()
    assert answer["receipt"]["due_minor"] == 95_000
    assert f"{code} không được tính" in answer["conflict"]
    assert any("không dùng được" in sentence for sentence in answer["receipt"]["sentences"])
    assert till.post("sales", **said).json()["receipt"]["purchase"] == answer["receipt"]["purchase"]
    assert Purchase.objects.count() == 2


def test_the_owners_limits_have_a_history(world: cast.World) -> None:
    assert (till_settings().offline_points, till_settings().remembered_customers) == (0, 100)
    change_till_settings(offline_points=20, remembered_customers=50, by=world.by_mai)
    change_till_settings(offline_points=20, by=world.by_mai)
    assert [(row.setting, row.before, row.after) for row in SettingChange.objects.order_by("setting")] == [
        ("till.offline_points", 0, 20),
        ("till.remembered_customers", 100, 50),
    ]
    with pytest.raises(NotALimit):
        change_till_settings(remembered_customers=501, by=world.by_mai)
    assert till_settings().remembered_customers == 50


def test_mai_sets_the_limits_on_her_page(world: cast.World) -> None:
    from tests.till.conftest import till_of

    till = till_of(world.mai, world.store.pk)
    saved = till.client.post(
        "/till/settings/",
        {"offline_points": 10, "offline_voucher": 50_000, "lease_hours": 24, "remembered_customers": 20},
        follow=True,
    )
    assert "Đã lưu" in saved.content.decode()
    now = till.get("now").json()
    assert (now["offline_points"], now["offline_voucher_minor"]) == (10, 50_000)
    wrong = till.client.post("/till/settings/", {"offline_points": -1, "remembered_customers": 20})
    assert wrong.status_code == 422
    assert (
        "Số điểm một lần bán được dùng khi mất mạng" in till.client.get("/settings/history/").content.decode()
    )
