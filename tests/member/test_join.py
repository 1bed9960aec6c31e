"""A stranger types a number on the poster's page: a new member, or an old one; she is told the same."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.cards.models import PhoneLink
from quen.cards.open_on_phone import open_waiting
from quen.enrolment.models import Member, Way
from quen.member.limits import FOR_ONE_PHONE
from quen.member.models import Attempt
from quen.people.models import Consent, Customer
from quen.points.earn import earn
from tests.flows.loyal import running
from tests.world import World


def stamped(age: timedelta = timedelta(seconds=30)) -> str:
    shown_at = (timezone.now() - age).timestamp()
    return signing.dumps([shown_at, f"sending {Attempt.objects.count()} {age}"], salt="quen.member.join")


def sent(world: World, client: Client, phone: str = "0987 654 321", **said: str) -> Any:
    address = reverse("member:join_store", args=[world.store.pk])
    return client.post(address, {"phone": phone, "stamp": stamped(), **said})


def phone() -> Client:
    return Client(headers={"accept-language": "vi"})


def told(client: Client) -> str:
    """The page that follows, without what differs from phone to phone by chance."""
    text = client.get("/m/").content.decode()
    return re.sub(
        r"<svg.*?</svg>|\d{4} \d{4}|name=\"csrfmiddlewaretoken\" value=\"\w+\"", "", text, flags=re.S
    )


def test_a_number_and_a_tap_make_a_member_whose_card_opens_at_the_counter(world: World) -> None:
    running(world, welcome={"points": 20})
    client = phone()
    assert "20 điểm" in client.get(reverse("member:join_store", args=[world.store.pk])).content.decode()
    assert sent(world, client, name="Phạm Hoa", consent="on").headers["Location"] == "/m/"
    hoa = Member.objects.get().customer
    assert (hoa.name, hoa.member.way, hoa.member.store_id) == ("Phạm Hoa", Way.POSTER, world.store.pk)
    assert client.get("/m/").headers["X-Card"] == "waiting"
    assert not Consent.objects.exists()
    open_waiting(link=PhoneLink.objects.get().pk, proof="nghe số", at=timezone.now(), by=world.by_mai)
    page = client.get("/m/")
    assert page.headers["X-Card"] == "shown" and "Chào Hoa" in page.content.decode()
    assert Consent.objects.get().customer == hoa


def test_the_number_of_a_member_tells_a_stranger_nothing(world: World) -> None:
    running(world, welcome={"points": 20})
    earn(customer=world.lan.pk, points=1234, at=timezone.now(), key="k", by=world.by_mai)
    stranger, newcomer = phone(), phone()
    assert sent(world, stranger, phone="0912345678", name="Kẻ Lạ", consent="on").status_code == 302
    assert sent(world, newcomer).status_code == 302
    assert told(stranger) == told(newcomer)
    page = stranger.get("/m/").content.decode()
    assert "1.234" not in page and "Lan" not in page and "1.254" not in page
    assert Customer.objects.get(pk=world.lan.pk).name == "Nguyễn Thị Lan"
    assert not Consent.objects.exists()
    assert stranger.post(reverse("member:consent"), {"purpose": "marketing", "said": "no"}).status_code == 404


def test_sent_twice_it_is_one_member(world: World) -> None:
    running(world, welcome={"points": 20})
    sent(world, phone())
    sent(world, phone())
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"phone": "12"}, 400),
        ({"phone": ""}, 422),
        ({"website": "http://spam.example"}, 422),
        ({"stamp": "made up"}, 422),
        ({"stamp": ""}, 422),
    ],
)
def test_what_no_person_sends_keeps_nothing(world: World, said: dict[str, str], status: int) -> None:
    assert sent(world, phone(), **{"phone": "0987654321", **said}).status_code == status
    assert not Member.objects.exists() and not PhoneLink.objects.exists()


# Too fast on the slowest machine, too: it comes back before it was shown.
@pytest.mark.parametrize("age", [-timedelta(minutes=1), timedelta(hours=3)])
def test_too_fast_and_too_late_are_asked_again(world: World, age: timedelta) -> None:
    assert sent(world, phone(), stamp=stamped(age)).status_code == 422
    assert not Member.objects.exists()


def test_one_number_is_tried_only_so_often(world: World) -> None:
    most, _within = FOR_ONE_PHONE
    for _try in range(most):
        assert sent(world, phone()).status_code == 302
    answer = sent(world, phone())
    assert answer.status_code == 429 and "Quá nhiều lần thử" in answer.content.decode()
    assert PhoneLink.objects.count() == most


def test_a_store_that_is_not_there_or_closed_has_no_page(world: World) -> None:
    assert phone().get(reverse("member:join_store", args=[world.store.pk + 1])).status_code == 404
    world.store.closed_on = timezone.localdate()
    world.store.save()
    assert phone().get(reverse("member:join_store", args=[world.store.pk])).status_code == 404
