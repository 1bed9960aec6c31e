"""A stranger asks on the shop's site; machines and those who type too often get nowhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from quen.leads.models import Lead
from quen.member.limits import FOR_ONE_PHONE
from quen.people.models import Customer
from tests.world import World

ASKED = {"name": "Trần Thị Hoa", "phone": "0987 654 321", "wish": "Máy pha cà phê cho văn phòng"}


def stamped(age: timedelta = timedelta(seconds=30)) -> str:
    return signing.dumps([(timezone.now() - age).timestamp(), "sending"], salt="quen.member.join")


def sent(**said: str) -> Any:
    return Client(headers={"accept-language": "vi"}).post("/m/ask/", {"stamp": stamped(), **ASKED, **said})


def test_who_asks_becomes_a_lead_with_the_advertisement_she_came_from(world: World) -> None:
    page = Client().get("/m/ask/?utm_source=facebook&utm_campaign=tet").content.decode()
    assert 'name="utm_campaign" value="tet"' in page
    assert "Cảm ơn" in sent(utm_source="facebook", utm_campaign="tet").content.decode()
    lead = Lead.objects.get()
    assert (lead.source, lead.utm_campaign, lead.wish) == ("ad", "tet", ASKED["wish"])
    assert lead.customer.name == "Trần Thị Hoa"


def test_lan_is_told_the_same_and_is_not_written_down_twice(world: World) -> None:
    known, stranger = sent(phone="0912345678", name="Ai đó"), sent()
    assert [known.status_code, stranger.status_code] == [200, 200]
    world.lan.refresh_from_db()
    assert (world.lan.name, Lead.objects.filter(customer=world.lan).count()) == ("Nguyễn Thị Lan", 1)
    assert Customer.objects.count() == 2


@pytest.mark.parametrize(
    "said", [{"website": "http://x"}, {"stamp": "nonsense"}, {"phone": "12"}, {"wish": ""}]
)
def test_machines_and_nonsense_leave_nothing(world: World, said: dict[str, str]) -> None:
    assert 400 <= sent(**said).status_code < 500
    assert not Lead.objects.exists()
    assert Customer.objects.count() == 1


def test_one_phone_asks_a_few_times_a_day_only(world: World) -> None:
    for _ in range(FOR_ONE_PHONE[0]):
        assert sent().status_code == 200
    assert sent().status_code == 429
    assert Lead.objects.get().contacts == FOR_ONE_PHONE[0]
