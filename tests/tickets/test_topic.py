"""What letters are about: seventy the rule was looked at with (those of the languages), and twenty-four after it stood."""

from typing import Any

import pytest

from quen.shops.roles import Role
from quen.tickets.change_routing import save_rule
from quen.tickets.choices import CameBy, Topic
from quen.tickets.mail.take_in import take_in
from quen.tickets.models import Ticket
from quen.tickets.open_ticket import Matter
from quen.tickets.topic import topic_of
from tests import world as cast
from tests.tickets.matters import MONDAY_TEN, heard
from tests.tickets.test_language import (
    ENGLISH,
    HELD_OUT_ENGLISH,
    HELD_OUT_VIETNAMESE,
    VIETNAMESE,
)
from tests.tickets.test_letters import letter
from tests.world import World

HELD_OUT = (
    ("Đơn hàng của em ba ngày rồi vẫn chưa được giao", "delivery"),
    ("Bạn giao hàng làm đổ hết nước trong túi", "delivery"),
    ("Sao tôi mua 500 nghìn mà không được cộng điểm?", "points"),
    ("Mã ưu đãi sinh nhật nhập vào báo lỗi", "points"),
    ("Máy xay mới mua một tháng đã kêu to, cửa hàng bảo hành giúp", "warranty"),
    ("Em muốn xuất hóa đơn đỏ cho đơn hôm qua", "payment"),
    ("Thu ngân tính nhầm cho tôi hai ly", "payment"),
    ("Cô thu ngân nói chuyện rất khó chịu", "staff"),
    ("Tôi xếp hàng gần nửa tiếng mới được gọi món", "staff"),
    ("Nhà vệ sinh tầng hai bốc mùi", "store"),
    ("Bánh kem nhận được bị chua", "product"),
    ("Cho mình hỏi cuối tuần quán có mở cửa không?", "other"),
    ("The driver left my parcel at the wrong address", "delivery"),
    ("My order still has not arrived", "delivery"),
    ("Why were no points added for my purchase on Monday?", "points"),
    ("The app keeps asking for a code that never comes", "points"),
    ("I want to return these shoes and get a refund", "warranty"),
    ("You charged me twice for one cake", "payment"),
    ("The lady at the till was rude to my mother", "staff"),
    ("Forty minutes for two teas is too slow", "staff"),
    ("The tables were sticky and the floor was filthy", "store"),
    ("The beans I bought taste burnt", "product"),
    ("Could somebody call me about my son's party?", "other"),
    ("Is there parking near your shop on Lê Lợi?", "other"),
)


def test_of_the_letters_it_was_looked_at_with_one_in_thirty_four_told_is_told_wrong() -> None:
    letters = (*VIETNAMESE, *ENGLISH, *HELD_OUT_VIETNAMESE, *HELD_OUT_ENGLISH)
    told = {text: topic_of(text) for text in letters if topic_of(text) != Topic.OTHER}
    assert len(told) == 34
    assert told["Voucher TET2027 dùng được ở chi nhánh nào ạ?"] == Topic.PRODUCT, (
        "that one: it is of vouchers"
    )
    assert told["Your voucher does not work"] == Topic.POINTS
    assert told["Xin chào, tôi muốn huỷ đơn #5512"] == Topic.DELIVERY
    assert told["Need an invoice for company Công ty TNHH Hoa Sen"] == Topic.PAYMENT


def test_what_is_wrong_of_the_letters_written_after_it_stood_is_named() -> None:
    wrong = {
        text: topic_of(text).value for text, right in HELD_OUT if topic_of(text) not in (right, Topic.OTHER)
    }
    untold = [text for text, right in HELD_OUT if topic_of(text) == Topic.OTHER != right]
    assert wrong == {
        "Bạn giao hàng làm đổ hết nước trong túi": "product", "You charged me twice for one cake": "product",
    }  # fmt: skip
    assert untold == ["My order still has not arrived"]


@pytest.mark.parametrize(
    "text", ["", "  ", "👍", "cho hoi khi nao giao hang", "ngon " * 100_000, "Chào shop"]
)
def test_what_tells_nothing_goes_to_the_team(text: str) -> None:
    assert topic_of(text) in (Topic.OTHER, Topic.PRODUCT if "ngon" in text else Topic.OTHER)


def test_a_letter_about_delivery_meets_the_rule_for_delivery_when_it_arrives(world: World) -> None:
    hoa = cast.staff(name="Hoa", email="hoa@example.com", role=Role.SUPPORT)
    save_rule(name="Giao hàng", topic=Topic.DELIVERY, role="support", by=world.by_mai)
    opened = [
        take_in(letter(f"Message-ID: <{number}@lan>", "Subject: Hỏi", body=body), at=MONDAY_TEN).ticket
        for number, body in enumerate(
            ("Đơn hàng của em ba ngày rồi vẫn chưa được giao", "Quán mở cửa mấy giờ?")
        )
    ]
    found = [Ticket.objects.get(pk=number or 0) for number in opened]
    assert [(one.topic, one.owner) for one in found] == [("delivery", hoa), ("other", None)]


@pytest.mark.parametrize(
    ("came_by", "topic"),
    [(CameBy.CHAT, "points"), (CameBy.SMS, "points"), (CameBy.REVIEW, "points"), (CameBy.ZALO, "points"), (CameBy.WEB, "other"),
     (CameBy.MEMBER, "other"), (CameBy.PHONE, "other")],
)  # fmt: skip
def test_who_could_choose_a_topic_has_chosen(world: World, came_by: CameBy, topic: str) -> None:
    matter = Matter(text="Sao tôi mua 500 nghìn mà không được cộng điểm?")
    said: dict[str, Any] = {"matter": matter, "came_by": came_by}
    assert heard(world, **said).topic == topic
    chosen = Matter(text=matter.text, topic=Topic.STAFF)
    assert heard(world, **{**said, "matter": chosen}).topic == "staff"
