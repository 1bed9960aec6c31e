"""Stopping offers: by one click of the mail program, on the page, with a reason, or keeping some."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from quen.events.models import Event
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.confirm import ask_to_confirm
from quen.messages.hand_over import hand_over_due
from quen.messages.models import TemplateVersion, Unsubscribed, Wish
from quen.messages.queue import queue
from quen.messages.reads import reasons_since
from quen.messages.settings import account_of, change_sending
from quen.messages.unsubscribe_link import token_of
from quen.messages.wishes import say_wishes
from quen.people.consent import in_force
from quen.people.models import Consent, ConsentChannel, Purpose
from quen.shops.models import Business
from tests.messages.conftest import written
from tests.messages.mailbox import Mailbox
from tests.world import World


def agrees(shop: World, channel: ConsentChannel) -> bool:
    return in_force(customer=shop.lan.pk, purpose=Purpose.MARKETING, channel=channel)


@pytest.fixture
def page(shop: World) -> str:
    return f"/u/{token_of(customer=shop.lan.pk, channel=Channel.EMAIL, message=5)}/"


@pytest.fixture
def phone() -> Client:
    """A stranger's browser that holds nothing, and checks for forged requests."""
    return Client(enforce_csrf_checks=True)


def test_looking_changes_nothing(shop: World, page: str, phone: Client) -> None:
    before = Consent.objects.count()
    answer = phone.get(page)
    assert answer.status_code == 200
    assert "cookie" not in answer.headers
    assert (Consent.objects.count(), agrees(shop, ConsentChannel.EMAIL)) == (before, True)


def test_who_wants_no_messages_is_offered_the_social_pages(shop: World, page: str, phone: Client) -> None:
    assert "https://facebook.com/quan" not in phone.get(page).content.decode()
    change_sending(social_pages=["https://facebook.com/quan"], by=SYSTEM)
    assert 'href="https://facebook.com/quan"' in phone.get(page).content.decode()


def test_one_click_of_the_mail_program_stops_offers_by_mail_alone(
    shop: World, page: str, phone: Client
) -> None:
    for _twice in range(2):
        assert phone.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not agrees(shop, ConsentChannel.EMAIL)
    assert agrees(shop, ConsentChannel.SMS)
    told = Event.objects.get(kind="message.unsubscribed")
    assert (told.customer, told.subject, told.facts["channel"]) == (shop.lan.pk, 5, "email")
    assert Unsubscribed.objects.count() == 1
    assert (
        Consent.objects.filter(is_given=False).get().proof == "Khách bấm ngừng nhận ở liên kết của tin số 5"
    )


def test_she_says_why_afterwards(shop: World, page: str, phone: Client, now: datetime) -> None:
    phone.post(page, {"wish": "stop"})
    phone.post(page, {"wish": "stop", "reason": "too_many", "words": "Ngày nào cũng có"})
    assert [(row.reason, row.words) for row in Unsubscribed.objects.all()] == [
        ("too_many", "Ngày nào cũng có")
    ]
    assert Event.objects.get(kind="message.unsubscribe_reason").facts["reason"] == "too_many"
    assert reasons_since(now) == [("too_many", 1)]


def test_nothing_at_all_ends_every_channel(shop: World, page: str, phone: Client) -> None:
    phone.post(page, {"wish": "nothing", "reason": "moved_on"})
    assert not any(agrees(shop, channel) for channel in ConsentChannel)


def test_a_mistake_is_undone_by_her_own_yes(shop: World, page: str, phone: Client) -> None:
    phone.post(page, {"wish": "stop"})
    phone.post(page, {"wish": "again"})
    assert agrees(shop, ConsentChannel.EMAIL)


def test_less_often_keeps_her_yes(shop: World, page: str, phone: Client, now: datetime) -> None:
    say_wishes(customer=shop.lan.pk, title="cô", at=now, by=SYSTEM)
    phone.post(page, {"wish": "less"})
    wish = Wish.objects.get()
    assert (wish.most_a_month, wish.only_birthdays, wish.title) == (1, False, "cô")
    assert agrees(shop, ConsentChannel.EMAIL)
    phone.post(page, {"wish": "birthdays"})
    wish.refresh_from_db()
    assert (wish.most_a_month, wish.only_birthdays) == (None, True)


def test_another_way_is_a_no_to_this_one_and_a_yes_to_that_one(shop: World, page: str, phone: Client) -> None:
    phone.post(page, {"wish": "other", "instead": ["zalo"]})
    assert not agrees(shop, ConsentChannel.EMAIL)
    assert agrees(shop, ConsentChannel.ZALO)


def test_proofs_are_kept_in_the_language_of_the_shop(shop: World, page: str, phone: Client) -> None:
    """Whatever language her browser speaks."""
    phone.cookies["django_language"] = "en"
    for wish in ({"wish": "other", "instead": ["zalo"]}, {"wish": "again"}):
        phone.post(page, wish)
    kept = list(Consent.objects.order_by("pk").values_list("proof", flat=True))[-3:]
    assert kept == [
        "Khách bấm ngừng nhận ở liên kết của một tin", "Khách chọn trên trang mở từ liên kết trong tin",
        "Trên trang mở từ liên kết trong tin",
    ]  # fmt: skip
    Business.objects.update(language="en")
    phone.post(page, {"wish": "nothing"})
    assert Consent.objects.latest("pk").proof == "Unsubscribed by the link of message 5"


def test_what_she_wished_is_what_she_gets(
    shop: World, page: str, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime, phone: Client
) -> None:
    """From the page by the guard to her mailbox: at most one a month, then only on her birthday, then as before."""
    day = timedelta(days=1)

    def offer(at: datetime, occasion: str = "") -> int:
        before = len(mailbox.arrived())
        queue(
            customer=shop.lan.pk, version=mail_offer, key=f"{at}:{occasion}", at=at, by=SYSTEM, occasion=occasion,
            not_after=at + day,
        )  # fmt: skip
        hand_over_due(account_of(Channel.EMAIL), at=at)
        return len(mailbox.arrived()) - before

    phone.post(page, {"wish": "less"})
    assert [offer(now), offer(now + 2 * day), offer(now + 29 * day), offer(now + 30 * day)] == [1, 0, 0, 1]
    phone.post(page, {"wish": "birthdays"})
    assert [offer(now + 31 * day), offer(now + 31 * day, "birthday")] == [0, 1]
    phone.post(page, {"wish": "again"})
    assert [offer(now + 32 * day), offer(now + 33 * day)] == [1, 1]


def test_a_link_that_was_tampered_with_says_nothing(shop: World, page: str, phone: Client) -> None:
    for wrong in (page.replace(".email.", ".sms."), "/u/1.email.5.AAAA/", "/u/x/", f"/u/{'9' * 200}/"):
        assert phone.post(wrong, {"List-Unsubscribe": "One-Click"}).status_code == 404
    assert agrees(shop, ConsentChannel.EMAIL)
    assert agrees(shop, ConsentChannel.SMS)


def test_the_link_in_the_mail_is_the_link_that_works(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox, now: datetime, phone: Client
) -> None:
    message = queue(customer=shop.lan.pk, version=mail_offer, key="tet", at=now, by=SYSTEM)
    hand_over_due(account_of(Channel.EMAIL), at=now)
    [mail] = mailbox.arrived()
    address = mail["List-Unsubscribe"].strip().strip("<>").removeprefix("https://quan.example.com")
    assert phone.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Unsubscribed.objects.get().message == message.pk
    assert (
        queue(customer=shop.lan.pk, version=mail_offer, key="next", at=now, by=SYSTEM).reason == "no_consent"
    )


def test_a_yes_to_mail_counts_once_the_link_was_followed(
    shop: World, mailbox: Mailbox, now: datetime, phone: Client
) -> None:
    Consent.objects.all().delete()
    version = written(
        Channel.EMAIL, MessagePurpose.TRANSACTIONAL, subject="Xác nhận", body="[Đồng ý]({{ link }})"
    )
    ask_to_confirm(customer=shop.lan.pk, version=version, at=datetime.now(tz=now.tzinfo), by=SYSTEM)
    hand_over_due(account_of(Channel.EMAIL), at=datetime.now(tz=now.tzinfo))
    [mail] = mailbox.arrived()
    text = next(mail.iter_parts()).get_content()
    path = text.split("https://quan.example.com")[1].split()[0]
    assert phone.get(path).status_code == 200
    assert not agrees(shop, ConsentChannel.EMAIL)
    assert phone.post(path).status_code == 200
    assert agrees(shop, ConsentChannel.EMAIL)
    assert Consent.objects.get().proof == "Confirmed by the link sent to lan@example.com"
    assert not agrees(shop, ConsentChannel.SMS)
    assert phone.post(path.replace("/u/yes/", "/u/yes/x")).status_code == 404
