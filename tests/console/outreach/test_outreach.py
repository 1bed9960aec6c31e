"""Mai writes a text, sees it as Lan would read it, sets up a channel, and looks at what went and what did not."""

import re
from datetime import datetime, timedelta
from typing import Any

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
    DoNotCall,
    Message,
    State,
    Suppression,
    Template,
    TemplateVersion,
    Unsubscribed,
    Wish,
)
from quen.messages.queue import queue
from quen.messages.settings import account_of, change_limits, change_sending, connect, sending_settings
from quen.messages.templates import Said, make_template, newest_version
from quen.messages.unsubscribe import Why
from quen.people.consent import give_consent
from quen.people.models import ConsentChannel, Customer, Purpose
from quen.people.search import refresh_search
from quen.shops.models import SettingChange
from quen.shops.roles import Role
from tests import world
from tests.console.cast import signed_in
from tests.messages.letters import BRAND
from tests.world import World, staff

pytestmark = pytest.mark.django_db
OFFER = {"name": "Quà Tết", "purpose": "marketing", "language": "vi", "body": "Chào {{ dear }}, giảm 20%"}


@pytest.fixture
def shop() -> World:
    built = world.build()
    refresh_search()
    change_limits(channel=Channel.SMS, is_on=True, price_minor=350, by=SYSTEM)
    connect(channel=Channel.SMS, settings=BRAND, secrets={}, by=SYSTEM)
    return built


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def page(client: Client, name: str, *arguments: object, **query: str) -> str:
    answer = client.get(reverse(f"console:outreach:{name}", args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, /, *arguments: object, **said: Any) -> Any:
    return client.post(reverse(f"console:outreach:{name}", args=arguments), said)


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


def test_a_secret_is_kept_and_never_shown(mai: Client) -> None:
    limits = {"is_on": "on", "from_hour": "0", "until_hour": "24", "most_a_day": "3", "per_second": "10"}
    said = {**limits, "price_minor": "0", "sender": "a@b.vn", "host": "smtp.b.vn", "port": "587"}
    assert post(mai, "channel", "email", **said, password="bí mật").status_code == 302
    assert post(mai, "channel", "email", **said, password="").status_code == 302
    account = account_of(Channel.EMAIL)
    assert (account.is_on, account.secrets["password"], account.settings["host"]) == (
        True,
        "bí mật",
        "smtp.b.vn",
    )
    assert "bí mật" not in page(mai, "channel", "email")
    assert "bí mật" not in str(list(SettingChange.objects.values_list("before", "after")))


def test_how_offers_are_refused_is_said_where_the_channel_is_set_up(mai: Client) -> None:
    said = {
        "is_on": "on", "from_hour": "7", "until_hour": "22", "most_a_day": "3", "per_second": "5", "price_minor": "350",
        "gateway": '{"url": "https://x.vn", "fields": {"to": "{{phone}}", "text": "{{text}}"}}',
    }  # fmt: skip
    assert post(mai, "channel", "sms", **said, way_out="x" * 61).status_code == 422
    assert post(mai, "channel", "sms", **said, way_out=" TU CHOI:  TC gui 8088 ").status_code == 302
    assert account_of(Channel.SMS).settings["way_out"] == "TU CHOI: TC gui 8088"
    assert "TU CHOI: TC gui 8088" in page(mai, "channel", "sms")


def test_the_brand_name_of_offers_is_asked_for_where_the_channel_is_set_up(mai: Client) -> None:
    missing = "chưa gửi đến số Việt Nam nào"
    assert missing not in page(mai, "channel", "sms")
    said = {
        "is_on": "on", "from_hour": "7", "until_hour": "22", "most_a_day": "3", "per_second": "5", "price_minor": "350",
        "gateway": '{"url": "https://x.vn", "fields": {"to": "{{phone}}", "text": "{{text}}"}}',
    }  # fmt: skip
    assert post(mai, "channel", "sms", **said, sender="0912345678").status_code == 302
    assert missing in page(mai, "channel", "sms")
    refused = post(mai, "channel", "sms", **said, sender="0912345678", brand_until="2029-02-28")
    assert refused.status_code == 422
    assert "không chỉ gồm chữ số" in refused.content.decode()
    assert post(mai, "channel", "sms", **said, sender="CAPHEMAI", brand_until="2099-02-28").status_code == 302
    shown = page(mai, "channel", "sms")
    assert missing not in shown and 'value="2099-02-28"' in shown
    assert account_of(Channel.SMS).settings["brand_until"] == "2099-02-28"


def test_a_gateway_that_cannot_be_read_is_refused(mai: Client) -> None:
    limits = {"from_hour": "7", "until_hour": "22", "most_a_day": "3", "per_second": "1", "price_minor": "0"}
    answer = post(mai, "channel", "sms", **limits, gateway='{"url": "ftp://x"}')
    assert answer.status_code == 422
    assert "Mô tả cổng SMS sai" in answer.content.decode()


def test_a_ready_gateway_stands_in_the_form_and_nothing_is_saved_yet(mai: Client) -> None:
    shown = page(mai, "channel", "sms", ready="esms")
    assert "rest.esms.vn" in shown
    assert "SmsType 2" in shown
    assert account_of(Channel.SMS).settings == BRAND
    assert "rest.esms.vn" not in page(mai, "channel", "sms", ready="nobody")


@pytest.mark.parametrize(
    ("address", "secret"), [("https://127.0.0.1/x", "whsec_" + "A" * 32), ("https://example.com/x", "short")]
)
def test_another_system_is_refused_where_nothing_safe_could_reach_it(
    mai: Client, address: str, secret: str
) -> None:
    limits = {"from_hour": 0, "until_hour": 24, "per_second": 10, "price_minor": 0}
    answer = post(mai, "channel", "webhook", **limits, address=address, secret=secret)
    assert (answer.status_code, account_of(Channel.WEBHOOK).settings) == (422, {})


def test_the_address_for_reports_is_shown_once_a_provider_has_them(mai: Client) -> None:
    assert "/hooks/email/" not in page(mai, "channel", "email")
    connect(channel=Channel.EMAIL, settings={"provider": "brevo"}, secrets={}, by=SYSTEM)
    assert "/hooks/email/" in page(mai, "channel", "email")


def test_laxer_limits_than_the_law_are_pointed_out(mai: Client) -> None:
    assert "Nghị định 91/2020" not in page(mai, "channels")
    change_limits(channel=Channel.SMS, until_hour=23, by=SYSTEM)
    assert "Nghị định 91/2020" in page(mai, "channels")


def test_a_channel_pauses_and_goes_on(mai: Client) -> None:
    post(mai, "pause_channel", "sms")
    assert account_of(Channel.SMS).is_paused
    post(mai, "pause_channel", "sms")
    assert not account_of(Channel.SMS).is_paused


def test_the_rules_are_changed(mai: Client) -> None:
    said = {
        "label": "[AD]",
        "most_a_week": "2",
        "holdout_percent": "5",
        "tone": "young",
        "public_url": "https://x.vn",
    }
    assert post(mai, "rules", **said, social_pages="https://facebook.com/quan").status_code == 302
    kept = sending_settings()
    assert (kept.label, kept.most_a_week, kept.most_a_month, kept.holdout_percent) == ("[AD]", 2, None, 5)
    assert kept.social_pages == ["https://facebook.com/quan"]


def test_an_address_is_suppressed_and_freed(mai: Client) -> None:
    assert post(mai, "suppressions", address="0912 345 678", detail="Gọi điện phàn nàn").status_code == 302
    row = Suppression.objects.get()
    assert (row.address, row.reason) == ("+84912345678", "staff")
    assert "+84912345678" in page(mai, "suppressions")
    post(mai, "free", row.pk)
    assert not Suppression.objects.exists()
    assert post(mai, "suppressions", address="không phải số").status_code == 422


CALLS = {
    "is_on": "on", "from_hour": "8", "until_hour": "20", "per_second": "1", "price_minor": "0",
}  # fmt: skip


def test_hours_until_a_call_are_a_number_that_can_be(mai: Client) -> None:
    address = reverse("console:outreach:channel", args=["call"])
    assert (
        '<input type="number" name="due_hours" value="24" min="1" max="720"'
        in mai.get(address).content.decode()
    )
    for wrong in ("ba ngày", "0", "721", "1.5"):
        assert mai.post(address, {**CALLS, "due_hours": wrong}).status_code == 422
    assert account_of(Channel.CALL).settings == {}
    mai.post(address, {**CALLS, "due_hours": "48"})
    assert account_of(Channel.CALL).settings == {"due_hours": "48"}
    mai.post(address, {**CALLS, "due_hours": ""})
    assert account_of(Channel.CALL).settings == {"due_hours": ""}


def test_the_do_not_call_list_is_read_from_a_file(mai: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("dnc.csv", "Số\n0912345678\n0987654321\n".encode())
    post(mai, "do_not_call", file=file)
    assert set(DoNotCall.objects.values_list("phone", flat=True)) == {"+84912345678", "+84987654321"}
    post(mai, "do_not_call", file=SimpleUploadedFile("dnc.csv", b"0987654321\n0900000009\n"))
    assert set(DoNotCall.objects.values_list("phone", flat=True)) == {"+84987654321", "+84900000009"}


def test_a_wrong_file_frees_nobody_from_the_do_not_call_list(mai: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    post(mai, "do_not_call", file=SimpleUploadedFile("dnc.csv", b"0912345678\n"))
    post(mai, "do_not_call", file=SimpleUploadedFile("menu.txt", "Cà phê sữa, 29.000\n".encode()))
    assert DoNotCall.objects.get().phone == "+84912345678"
    assert "không có số điện thoại nào" in page(mai, "suppressions")


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
