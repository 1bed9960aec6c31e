"""Mai sets up channels and the rules of sending, and keeps who is not to be written to."""

import pytest
from django.test import Client
from django.urls import reverse

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.models import (
    DoNotCall,
    Suppression,
)
from quen.messages.settings import account_of, change_limits, connect, sending_settings
from quen.shops.models import SettingChange
from tests.console.outreach.conftest import page, post
from tests.messages.letters import BRAND

pytestmark = pytest.mark.django_db


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
