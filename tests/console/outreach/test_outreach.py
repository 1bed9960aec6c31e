"""Mai writes a text, sees it as Lan would read it, and looks at what went and what did not."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.events.models import Event
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.models import (
    Message,
    State,
    Template,
    TemplateVersion,
    Unsubscribed,
    Wish,
)
from quen.messages.queue import queue
from quen.messages.settings import change_sending, connect
from quen.messages.templates import Said, make_template, newest_version
from quen.messages.unsubscribe import Why
from quen.people.consent import give_consent
from quen.people.models import ConsentChannel, Customer, Purpose
from quen.shops.models import SettingChange
from quen.shops.roles import Role
from tests.console.cast import signed_in
from tests.console.outreach.conftest import page, post
from tests.messages.letters import BRAND
from tests.world import World, staff

pytestmark = pytest.mark.django_db
OFFER = {"name": "Quà Tết", "purpose": "marketing", "language": "vi", "body": "Chào {{ dear }}, giảm 20%"}


@pytest.fixture
def text(shop: World, now: datetime) -> TemplateVersion:
    template = make_template(
        name="Quà Tết", channel=Channel.SMS, purpose=MessagePurpose.MARKETING,
        said=Said(body="Chào {{ dear }}, giảm 20%"), at=now, by=SYSTEM,
    )  # fmt: skip
    return newest_version(template)


@pytest.fixture
def refused(shop: World, text: TemplateVersion, now: datetime) -> Message:
    return queue(customer=shop.lan.pk, version=text, key="tet:lan", at=now, by=SYSTEM)


def test_nothing_was_sent_yet(mai: Client) -> None:
    assert "Chưa gửi tin nào" in page(mai, "index")
    assert "Chưa có mẫu tin" in page(mai, "templates")


def test_a_text_is_written_and_gets_a_version_when_it_changes(mai: Client) -> None:
    assert post(mai, "new_template", "sms", **OFFER).status_code == 302
    template = Template.objects.get()
    assert (template.name, template.channel, template.purpose, template.version) == (
        "Quà Tết",
        "sms",
        "marketing",
        1,
    )
    post(mai, "template", template.pk, name="Quà Tết", body="Chào {{ dear }}, giảm 30%")
    post(mai, "template", template.pk, name="Quà Tết", body="Chào {{ dear }}, giảm 30%")
    template.refresh_from_db()
    assert template.version == 2
    assert [each.body for each in template.versions.order_by("number")] == [
        "Chào {{ dear }}, giảm 20%", "Chào {{ dear }}, giảm 30%",
    ]  # fmt: skip
    assert "phiên bản 2" in page(mai, "template", template.pk)


def test_the_preview_reads_as_lan_would_and_counts_the_letters(mai: Client) -> None:
    address = reverse("console:outreach:new_template", args=["sms"]) + "?preview"
    assert "cách từ chối" in mai.post(address, {**OFFER, "as": "0912345678"}).content.decode()
    connect(channel=Channel.SMS, settings={**BRAND, "way_out": "TC gui 8088"}, secrets={}, by=SYSTEM)
    shown = mai.post(address, {**OFFER, "as": "0912345678"}).content.decode()
    assert "[QC] Chào bạn Lan, giảm 20%<br>TC gui 8088" in shown
    assert "39 · Unicode" in shown
    assert "350\N{NO-BREAK SPACE}₫" in shown
    assert Template.objects.count() == 0


def test_the_preview_says_which_fact_is_missing_and_how_many_lack_it(mai: Client) -> None:
    address = reverse("console:outreach:new_template", args=["sms"]) + "?preview"
    shown = mai.post(
        address,
        {**OFFER, "body": "Mã {{ voucher }}, {{ points }} điểm đến {{ expiring_day }}", "as": "0912345678"},
    ).content.decode()
    assert (
        "Chưa biết thông tin này của khách: voucher, points, expiring_day" in shown
        and "[QC] Mã …, … điểm đến …" in shown
    )
    assert "<dt>voucher</dt><dd>1</dd>" in shown


@pytest.mark.parametrize("channel", ["sms", "email", "push", "in_app", "call"])
def test_the_first_word_is_shown_before_there_is_a_name_or_a_subject(mai: Client, channel: str) -> None:
    change_sending(public_url="https://the.caphemai.vn", by=SYSTEM)
    address = reverse("console:outreach:new_template", args=[channel]) + "?preview"
    typed = {"name": "", "subject": "", "purpose": "marketing", "language": "vi"}
    assert "Nội dung bạn viết sẽ hiện ở đây." in mai.post(address, {**typed, "body": " "}).content.decode()
    shown = mai.post(address, {**typed, "body": "Chào {{ dear }}"}).content.decode()
    assert "Chào bạn Lan" in shown and "Nội dung bạn viết sẽ hiện ở đây." not in shown
    assert ("cần tiêu đề" in shown) is (channel == "email")


def test_a_wrong_text_is_told_while_it_is_written_and_not_kept(mai: Client) -> None:
    wrong = {**OFFER, "body": "Chào {{ tên }}"}
    address = reverse("console:outreach:new_template", args=["sms"])
    assert "không phải chỗ điền thông tin" in mai.post(address + "?preview", wrong).content.decode()
    assert mai.post(address, wrong).status_code == 422
    assert Template.objects.count() == 0


def test_the_diacritics_are_taken_off_in_the_form_and_nothing_is_saved_yet(mai: Client) -> None:
    answer = post(mai, "new_template", "sms", **OFFER, plain="1")
    assert "Chao {{ dear }}, giam 20%" in answer.content.decode()
    assert Template.objects.count() == 0


def test_an_email_is_shown_in_a_frame_of_its_own(mai: Client) -> None:
    change_sending(public_url="https://the.caphemai.vn", by=SYSTEM)
    address = reverse("console:outreach:new_template", args=["email"]) + "?preview"
    shown = mai.post(address, {**OFFER, "subject": "Quà", "body": "Chào **{{ dear }}**"}).content.decode()
    assert "sandbox srcdoc=" in shown
    assert "&lt;strong&gt;bạn Lan&lt;/strong&gt;" in shown


def test_an_offer_by_email_needs_a_place_for_the_link_that_stops_it(mai: Client) -> None:
    address = reverse("console:outreach:new_template", args=["email"]) + "?preview"
    shown = mai.post(address, {**OFFER, "subject": "Quà", "body": "Chào"}).content.decode()
    assert "Chưa biết thông tin này của khách: unsubscribe" in shown


def test_a_template_is_put_away_and_taken_out(mai: Client, text: TemplateVersion) -> None:
    post(mai, "switch_template", text.template_id)
    assert "Đã cất" in page(mai, "templates")
    assert "Quà Tết" not in page(mai, "templates", channel="sms")
    assert "Quà Tết" in page(mai, "templates", state="away")
    post(mai, "switch_template", text.template_id)
    assert "Quà Tết" in page(mai, "templates")


def test_the_list_says_why_something_was_not_sent(mai: Client, refused: Message) -> None:
    shown = page(mai, "index", state="refused")
    assert "Khách chưa đồng ý nhận quảng cáo qua kênh này" in shown
    assert "Nguyễn Thị Lan" in shown
    assert "Quà Tết" not in page(mai, "index", state="held")
    assert "Khách chưa đồng ý" in page(mai, "message", refused.pk)


def test_the_reasons_of_those_who_stopped_are_counted(mai: Client, shop: World) -> None:
    heading = "Vì sao khách ngừng nhận"
    assert heading not in page(mai, "index")
    now = timezone.now()
    for number, why in enumerate([Why.TOO_MANY, "", Why.TOO_MANY, Why.NOT_FOR_ME]):
        somebody = Customer.objects.create(name=f"Khách {number}")
        Unsubscribed.objects.create(customer=somebody, channel="email", reason=why, at=now)
    Unsubscribed.objects.create(
        customer=shop.lan, channel="sms", reason=Why.MOVED_ON, at=now - timedelta(days=31)
    )
    shown = page(mai, "index")
    counted = re.findall(r'<td>([^<]+)</td><td class="num">([^<]+)</td>', shown[shown.index(heading) :])
    assert counted == [
        ("Nhận quá nhiều tin", "2"),
        ("Không nêu lý do", "1"),
        ("Ưu đãi không hợp với tôi", "1"),
    ]


def test_who_may_not_see_customers_sees_no_names(shop: World, refused: Message) -> None:
    analyst = signed_in(staff(name="Hà", email="ha@example.com", role=Role.ANALYST))
    for shown in (page(analyst, "index"), page(analyst, "message", refused.pk)):
        assert "Nguyễn Thị Lan" not in shown
        assert "+84912345678" not in shown


def test_a_refused_message_is_tried_again_by_the_same_rules(
    mai: Client, shop: World, refused: Message, now: datetime
) -> None:
    post(mai, "again", refused.pk)
    refused.refresh_from_db()
    assert refused.state == State.WAITING
    post(mai, "stop", refused.pk)
    refused.refresh_from_db()
    assert refused.state == State.STOPPED
    assert SettingChange.objects.filter(setting=f"message.{refused.pk}.state").count() == 2


def test_her_profile_shows_what_was_written_to_her_and_keeps_how_she_is_addressed(
    mai: Client, shop: World, refused: Message
) -> None:
    profile = mai.get(reverse("console:people:show", args=[shop.lan.pk])).content.decode()
    assert reverse("console:outreach:of_customer", args=[shop.lan.pk]) in profile
    part = page(mai, "of_customer", shop.lan.pk)
    assert "Quà Tết" in part and "Không gửi" in part
    post(mai, "keep_wishes", shop.lan.pk, title="cô", most_a_month="2")
    wish = Wish.objects.get()
    assert (wish.title, wish.most_a_month, wish.only_birthdays) == ("cô", 2, False)
    told = Event.objects.get(kind="message.wishes")
    assert told.actor == f"staff:{shop.mai.pk}"
    story = mai.get(reverse("console:people:story", args=[shop.lan.pk])).content.decode()
    assert "gọi là cô" in story


@pytest.mark.parametrize("name", ["index", "templates", "channels", "suppressions", "rules"])
def test_the_pages_ask_few_questions(
    name: str, mai: Client, shop: World, text: TemplateVersion, now: datetime
) -> None:
    give_consent(
        customer=shop.lan.pk,
        purpose=Purpose.MARKETING,
        channel=ConsentChannel.ALL,
        proof="paper",
        by=SYSTEM,
        at=now,
    )
    for number in range(15):
        queue(customer=shop.lan.pk, version=text, key=f"k{number}", at=now, by=SYSTEM)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page(mai, name)
    assert len(asked) <= 12


def test_the_page_of_a_text_asks_few_questions(mai: Client, text: TemplateVersion) -> None:
    with CaptureQueriesContext(connection) as asked:
        page(mai, "template", text.template_id)
    assert len(asked) <= 12
