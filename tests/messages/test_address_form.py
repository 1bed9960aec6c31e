"""How a text speaks to a customer."""

from datetime import date, datetime

import pytest

from quen.kernel.actor import SYSTEM
from quen.messages.address_form import Known, dear, given_name, title_of
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.preview import preview
from quen.messages.settings_models import Tone
from quen.messages.wishes import say_wishes
from quen.people.edit import edit_customer
from quen.people.models import CustomerKind, Gender
from tests.messages.conftest import written
from tests.world import World

TODAY = date(2026, 11, 22)


def born(age: int, gender: str = Gender.FEMALE) -> Known:
    return Known("Nguyễn Thị Lan", gender=gender, birth_date=date(2026 - age, 11, 22))


@pytest.mark.parametrize(
    ("known", "tone", "title"),
    [
        (born(30), Tone.GROWN, "chị"),
        (born(30, Gender.MALE), Tone.GROWN, "anh"),
        (born(55), Tone.GROWN, "cô"),
        (born(55, Gender.MALE), Tone.GROWN, "chú"),
        (born(54), Tone.GROWN, "chị"),
        (born(17), Tone.GROWN, "em"),
        (born(18), Tone.GROWN, "chị"),
        (born(24), Tone.YOUNG, "em"),
        (born(45), Tone.YOUNG, "cô"),
        (born(60), Tone.FRIENDLY, "bạn"),
        (born(40, Gender.OTHER), Tone.GROWN, "bạn"),
        (Known("Lan", gender=Gender.FEMALE), Tone.GROWN, "chị"),
        (Known("Lan"), Tone.GROWN, "bạn"),
        (Known("Lan", gender=Gender.FEMALE, wished="cô"), Tone.FRIENDLY, "cô"),
        (Known("Công ty An", kind=CustomerKind.COMPANY, wished="cô"), Tone.GROWN, "Quý công ty"),
    ],
)
def test_the_word_for_you(known: Known, tone: Tone, title: str) -> None:
    assert title_of(known, tone=tone, today=TODAY) == title


def test_she_turns_fifty_five_on_her_birthday() -> None:
    known = Known("Lan", gender=Gender.FEMALE, birth_date=date(1971, 11, 23))
    assert title_of(known, tone=Tone.GROWN, today=TODAY) == "chị"
    assert title_of(known, tone=Tone.GROWN, today=date(2026, 11, 23)) == "cô"


def test_the_given_name_stands_last() -> None:
    assert given_name(Known("Nguyễn Thị Lan")) == "Lan"
    assert given_name(Known("Công ty An", kind=CustomerKind.COMPANY)) == "Công ty An"
    assert dear(Known("Nguyễn Thị Lan"), title="chị", language="en") == "Lan"
    assert dear(Known(""), title="chị", language="vi") == "chị"


def test_her_own_wish_goes_before_gender_and_age(shop: World, now: datetime) -> None:
    text = written(Channel.SMS, MessagePurpose.TRANSACTIONAL, body="Chào {{ dear }}")

    def read() -> str:
        letter = preview(version=text, customer=shop.lan.pk, at=now).letter
        assert letter is not None
        return letter.text

    assert read() == "Chào bạn Lan"
    edit_customer(customer=shop.lan.pk, gender=Gender.FEMALE, by=SYSTEM, at=now)
    assert read() == "Chào chị Lan"
    say_wishes(customer=shop.lan.pk, title="cô", at=now, by=SYSTEM)
    assert read() == "Chào cô Lan"
