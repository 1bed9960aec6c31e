"""Lan takes part with one tap and with words; staff judge, hand over, and anybody reads the result."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from quen.cards.link_tokens import token_of
from quen.cards.open_on_phone import open_for
from quen.draws.close_contest import close_contest
from quen.draws.decide import decide_contest
from quen.draws.models import Draw, Kind
from quen.draws.plan import PrizePlan, plan_draw
from quen.draws.run import open_draw, publish_draw
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.draws.tet import plan
from tests.flows.loyal import running
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def seen(page: Page, name: str) -> None:
    """It fits on a phone and on a desk, in Vietnamese and English; pictures where somebody wants to look."""
    folder = os.environ.get("QUEN_PICTURES")
    for size, width in ((PHONE, 390), (DESK, 1280)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        assert fits(page), (name, width)


def started(shop: World, **parts: Any) -> Draw:
    now = timezone.now()
    days: dict[str, Any] = {
        "opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=3),
        "how_to_take_part": "Mua hàng tại quầy hoặc bấm tham gia trên thẻ.", "contact": "Chị Mai, 0901 234 567",
    }  # fmt: skip
    draft = plan_draw(plan=plan(**(days | parts)), at=now - timedelta(days=1), by=shop.by_mai)
    return open_draw(draw=draft.pk, at=now - timedelta(days=1), by=shop.by_mai)


def test_lan_takes_part_and_mai_judges_and_hands_over(
    page: Page, chromium: Browser, live_server: Any
) -> None:
    shop, now = world.build(), timezone.now()
    running(shop)
    draw = started(shop, allows_free_entry=True, goods_value_minor=50_000_000)
    contest = started(
        shop, kind=Kind.JUDGED, name="Đặt tên cho món trà mới của quán", judges=[shop.mai.pk],
        question="Quán sắp có món trà sen vàng với hạt sen Huế. Bạn đặt tên gì?", amount_per_entry_minor=None,
        prizes=[PrizePlan(name="Thẻ quà tặng một năm uống trà miễn phí", value_minor=3_000_000)],
    )  # fmt: skip
    link = token_of(open_for(customer=shop.lan.pk, at=now, by=shop.by_mai), at=now)
    context = chromium.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type]
    phone = context.new_page()
    phone.goto(live_server.url + reverse("member:open", args=[link]))
    seen(phone, "card")

    phone.get_by_role("link", name=draw.name).click()
    phone.get_by_role("button", name="Tham gia miễn phí").click()
    expect(phone.get_by_text("Số lượt của bạn: 1")).to_be_visible()
    expect(phone.get_by_text(draw.commitment)).to_be_visible()
    seen(phone, "draw-open")
    phone.get_by_role("link", name="Tất cả quay thưởng").click()
    seen(phone, "draws")
    phone.get_by_role("link", name=contest.name).click()
    seen(phone, "contest-open")
    phone.get_by_label("Bài dự thi của bạn").fill("Sen Vàng Ngày Nắng")
    phone.get_by_role("button", name="Tham gia").click()
    expect(phone.get_by_text("“Sen Vàng Ngày Nắng”")).to_be_visible()

    over = contest.closes_at
    close_contest(draw=contest.pk, at=over, by=shop.by_mai)
    page.goto(live_server.url + reverse("console:draws:show", args=[contest.pk]))
    page.fill("[name=login]", shop.mai.email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").click()
    page.get_by_role("link", name="Chấm điểm").click()
    page.get_by_label("Điểm: Sen Vàng Ngày Nắng").select_option("9")
    seen(page, "points")
    page.get_by_role("button", name="Nộp điểm").click()
    expect(page.get_by_text("Đã lưu điểm của bạn.")).to_be_visible()
    decide_contest(draw=contest.pk, at=over, by=shop.by_mai)
    publish_draw(draw=contest.pk, at=now, by=shop.by_mai)

    phone.goto(live_server.url + reverse("member:card"))
    expect(phone.get_by_text("Bạn trúng: Thẻ quà tặng")).to_be_visible()
    seen(phone, "card-won")
    page.goto(live_server.url + reverse("console:draws:show", args=[contest.pk]))
    seen(page, "console-won")
    page.get_by_text("Trao quà").or_(page.get_by_text("Trao", exact=True)).first.click()
    page.get_by_role("button", name="Đã trao").click()
    expect(page.locator("#winners .label-success")).to_have_text("Đã trao")
    for name, address in (
        ("console-index", reverse("console:draws:index")), ("console-new", reverse("console:draws:new")),
        ("console-draw", reverse("console:draws:show", args=[draw.pk])),
        ("console-papers", reverse("console:draws:papers", args=[contest.pk])),
    ):  # fmt: skip
        page.goto(live_server.url + address)
        seen(page, name)
    stranger = chromium.new_context(viewport=PHONE, locale="en-GB").new_page()  # type: ignore[arg-type]
    stranger.goto(live_server.url + reverse("member:draw", args=[contest.pk]))
    seen(stranger, "draw-published-en")
    expect(stranger.get_by_text("Nguyễn")).to_have_count(0)
    stranger.context.close()
    context.close()
