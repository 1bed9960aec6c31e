"""Hà writes a campaign, Mai approves it, Lan reads it and says why she wants no more, and Hà reads what it brought."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from quen.campaigns.due import launch_due
from quen.campaigns.models import Arm, Campaign
from quen.campaigns.settings import change_campaign_settings
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.hand_over import hand_over_due
from quen.messages.models import Unsubscribed
from quen.messages.settings import account_of, change_sending, connect
from quen.messages.unsubscribe import Why
from quen.purchases.models import Purchase
from quen.shops.models import Staff
from quen.shops.roles import Role
from tests.browser.conftest import DESK, PHONE, fits
from tests.campaigns.crowd import arms, people, shop_with_channels, template
from tests.messages.mailbox import Mailbox, start
from tests.world import PASSWORD, World, staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CROWD = 300


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    running = start(tmp_path / "mailbox")
    yield running
    running.stop()


def test_from_a_draft_to_whether_it_paid(page: Page, live_server: Any, mailbox: Mailbox) -> None:
    shop = shop_with_channels()
    ha = staff(name="Hà", email="ha@example.com", role=Role.MARKETER)
    sends_through(mailbox, str(live_server.url))
    people(CROWD)
    template(Channel.EMAIL, "Thư Tết")
    change_campaign_settings(approval_above=100, by=SYSTEM)

    sign_in(page, live_server.url, ha)
    page.goto(f"{live_server.url}/outreach/campaigns/new/")
    page.get_by_label("Tên", exact=True).fill("Chúc Tết")
    page.locator("select[name=text_email_1]").select_option(label="Thư Tết")
    page.locator("input[name=holdout_percent]").fill("40")
    page.get_by_role("button", name="Lưu bản nháp").click()
    page.get_by_role("button", name="Tính", exact=True).click()
    page.get_by_role("button", name="Xin duyệt").click()
    expect(page.get_by_role("heading", name="Người thứ hai quyết định")).to_be_visible()
    expect(page.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)
    row = Campaign.objects.get()

    page.context.clear_cookies()
    sign_in(page, live_server.url, shop.mai)
    page.goto(f"{live_server.url}/outreach/campaigns/{row.pk}/")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_role("button", name="Duyệt", exact=True)).to_have_count(0)
    send_everything()
    written_to, held_out = arms(row)[1], arms(row)[0]
    assert len(mailbox.names()) == len(set(mailbox.names())) == len(written_to) == CROWD - len(held_out)

    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(str(mailbox.arrived()[0]["List-Unsubscribe"]).strip(" <>"))
    page.get_by_role("button", name="Ngừng nhận quảng cáo").click()
    page.locator(f"input[name=reason][value={Why.TOO_MANY}]").check()
    page.get_by_role("button", name="Gửi cho cửa hàng").click()
    expect(page.get_by_text("Cảm ơn quý khách đã chia sẻ")).to_be_visible()
    assert Unsubscribed.objects.filter(reason=Why.TOO_MANY).count() == 1

    a_month_goes_by(shop, written_to, held_out)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(f"{live_server.url}/outreach/campaigns/{row.pk}/")
        expect(page.get_by_text("Có lời: lợi nhuận")).to_be_visible()
        expect(page.get_by_text("đây không phải là hiệu quả")).to_be_visible()
        assert fits(page)
        page.goto(f"{live_server.url}/outreach/campaigns/calendar/")
        expect(page.get_by_text("Tết Nguyên Đán")).to_be_visible()
        assert fits(page)


def sends_through(mailbox: Mailbox, address: str) -> None:
    said = {"sender": "quan@example.com", "host": "127.0.0.1", "port": mailbox.port, "security": "none"}
    connect(channel=Channel.EMAIL, settings=said, secrets={}, by=SYSTEM)
    change_sending(public_url=address, by=SYSTEM)


def sign_in(page: Page, address: str, who: Staff) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("Email").fill(who.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{address}/")


def send_everything() -> None:
    """What the worker does."""
    assert launch_due(at=timezone.now()) == 1
    while hand_over_due(account_of(Channel.EMAIL), at=timezone.now()).taken:
        pass


def a_month_goes_by(shop: World, written_to: set[int], held_out: set[int]) -> None:
    """It all happened a month earlier: two in three who were written to came, one in five of the others."""
    began = timezone.now() - timedelta(days=31)
    Arm.objects.update(entered_at=began)
    came = [one for place, one in enumerate(sorted(written_to)) if place % 3] + sorted(held_out)[::5]
    Purchase.objects.bulk_create(
        Purchase(
            store=shop.store, receipt=str(one), customer_id=one, amount_minor=200_000,
            bought_at=began + timedelta(days=4),
        )
        for one in came
    )  # fmt: skip
