"""What Mai types and mistypes on the pages of the mailbox and of the promises stands there still."""

from typing import Any

import pytest
from django.test import Client

from quen.tickets.models import Mailbox, SpecialDay, Target, TicketSettings
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.tickets.test_tickets import at, text
from tests.world import World

WEEK = {f"from_{day}": "08:00" for day in range(6)} | {f"until_{day}": "17:15" for day in range(6)}
BOX = {
    "host": "imap.cafemai.vn",
    "port": "993",
    "security": "none",
    "user": "mai@cafemai.vn",
    "folder": "Thư",
}


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def refused(answer: Any) -> str:
    assert answer.status_code == 422
    return str(answer.content.decode())


def test_a_wrong_port_leaves_the_mailbox_as_it_was_typed(mai: Client) -> None:
    page = refused(mai.post(at("change_mailbox"), BOX | {"port": "99999"}))
    for typed in ('value="imap.cafemai.vn"', 'value="99999"', 'value="mai@cafemai.vn"', 'value="Thư"'):
        assert typed in page
    assert "is-invalid" in page and not Mailbox.objects.exists()
    assert mai.post(at("change_mailbox"), BOX).status_code == 302


def test_no_encryption_is_said_in_vietnamese(mai: Client) -> None:
    page = text(mai.get(at("mailbox")))
    assert '<option value="none">Không mã hóa</option>' in page and ">none<" not in page


@pytest.mark.parametrize("wrong", [{"opens": "9 giờ"}, {"opens": "18:00"}, {"day": "mùng 3"}])
def test_a_day_that_does_not_fit_stands_as_it_was_typed(mai: Client, wrong: dict[str, str]) -> None:
    typed = {"day": "2027-02-08", "opens": "09:00", "closes": "12:35", "words": "Mùng 3"} | wrong
    page = refused(mai.post(at("day"), typed))
    assert all(f'value="{said}"' in page for said in typed.values()) and not SpecialDay.objects.exists()


@pytest.mark.parametrize("wrong", [{"from_0": "tám giờ"}, {"from_0": "18:00"}])
def test_a_week_that_does_not_fit_stands_as_it_was_typed(mai: Client, wrong: dict[str, str]) -> None:
    page = refused(mai.post(at("hours"), WEEK | wrong))
    assert page.count('value="17:15"') == 6 and f'value="{wrong["from_0"]}"' in page
    assert 'role="alert"' in page and not TicketSettings.objects.exists()


@pytest.mark.parametrize("first", ["0", "9999"])
def test_minutes_that_do_not_fit_stand_beside_their_own_priority(mai: Client, first: str) -> None:
    typed = {"priority": "high", "first": first, "following": "77", "solve": "888"}
    page = refused(mai.post(at("target"), typed))
    assert page.count('value="77"') == page.count('value="888"') == page.count(f'value="{first}"') == 1
    assert not Target.objects.exists()
    assert mai.post(at("target"), typed | {"priority": "soon"}).status_code == 404
