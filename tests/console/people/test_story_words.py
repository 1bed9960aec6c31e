"""Every kind of event has its sentence."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now as current

from quen.console.people.story_words import _TELLERS, said
from quen.console.people.telling import Names
from quen.events.happening import Happening
from quen.events.models import Event
from quen.insight.events import StageChanged
from quen.people import events as people_events
from quen.points import events as points_events
from quen.rewards import events as reward_events
from quen.tasks.record_call import CallResult, Direction, record_call
from quen.tiers import events as tier_events
from quen.vouchers import events as voucher_events
from tests import world as cast
from tests.console.cast import signed_in

OF_NO_CUSTOMER = {
    people_events.CustomersExported.kind, points_events.PartnerChanged.kind, voucher_events.KindMade.kind,
    voucher_events.KindChanged.kind, voucher_events.KindStopped.kind, voucher_events.BatchMade.kind,
    voucher_events.BatchVoided.kind, voucher_events.VoucherLeased.kind, voucher_events.VoucherLeaseEnded.kind, reward_events.RewardKept.kind,
}  # fmt: skip


def kinds_of_people() -> list[str]:
    declared = [
        value
        for room in (people_events, points_events, tier_events, voucher_events, reward_events)
        for value in vars(room).values()
        if isinstance(value, type)
    ]
    return sorted(value.kind for value in declared if issubclass(value, Happening) and value is not Happening)


def event(kind: str, **facts: Any) -> Event:
    return Event(kind=kind, facts=facts, happened_at=current(), store=1, subject=2, actor="staff:1")


@pytest.mark.parametrize("kind", [*kinds_of_people(), StageChanged.kind, "purchase.recorded", "purchase.completed",
                                  "purchase.returned", "return.completed"])  # fmt: skip
def test_no_kind_is_told_by_its_name(kind: str) -> None:
    if kind in OF_NO_CUSTOMER:
        return
    assert kind in _TELLERS
    assert said(event(kind), Names()).words not in {"", kind} or kind == "customer.tagged"


def test_a_purchase_says_how_much_and_where() -> None:
    with translation.override("vi"):
        words = said(event("purchase.recorded", amount_minor=125_000), Names(stores={1: "Quận 1"})).words
    assert words == "Mua 125.000 ₫ · Quận 1"


@pytest.mark.parametrize(
    ("kind", "facts", "one", "two"),
    [
        ("points.expired", {"points": 1}, "1 point expired", "2 points expired"),
        ("points.restored", {"points": 1}, "1 spent point was given back", "2 spent points were given back"),
        ("points.adjusted", {"change": 1}, "Balance corrected by +1 point", "Balance corrected by +2 points"),
        (
            "points.adjusted",
            {"change": -1},
            "Balance corrected by −1 point",
            "Balance corrected by −2 points",
        ),
    ],
)
def test_one_point_is_one_point(kind: str, facts: dict[str, int], one: str, two: str) -> None:
    with translation.override("en"):
        assert said(event(kind, **facts), Names()).words == one
        twice = {name: 2 * number for name, number in facts.items()}
        assert said(event(kind, **twice), Names()).words == two


def test_changed_facts_are_told_before_and_after() -> None:
    facts = {
        "before": {"gender": "", "birth_date": "1990-02-03"},
        "after": {"gender": "female", "birth_date": None},
    }
    with translation.override("vi"):
        told = said(event("customer.edited", **facts), Names())
    assert told.detail == "Giới tính: – → Nữ; Ngày sinh: 03/02/1990 → –"


def test_a_merge_names_both() -> None:
    with translation.override("en"):
        told = said(event("customers.merged", merged=7, into=8), Names(customers={7: "Lan", 8: "Nguyễn Lan"}))
    assert told.words == "Lan was merged into Nguyễn Lan"


def test_an_event_of_a_later_version_is_not_hidden() -> None:
    assert said(event("moon.landed"), Names()).words == "moon.landed"


@pytest.mark.django_db
def test_a_recording_can_be_heard_from_the_story_and_nothing_but_a_web_address_is_a_link() -> None:
    shop, now = cast.build(), current()
    for recording in ("https://tongdai.vn/a.mp3", "", "javascript:alert(1)"):
        record_call(
            phone="0912 345 678", direction=Direction.INBOUND, result=CallResult.ANSWERED, seconds=75,
            recording=recording, at=now, by=shop.by_mai,
        )  # fmt: skip
    page = signed_in(shop.mai).get(reverse("console:people:story", args=[shop.lan.pk])).content.decode()
    assert page.count("Đã gọi đến cửa hàng") == 3 and "1:15" in page
    assert page.count("Nghe lại cuộc gọi") == 1 and 'href="https://tongdai.vn/a.mp3"' in page
    assert "javascript:alert" not in page
