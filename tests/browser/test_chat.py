"""A stranger on the shop's own site and Mai in the console write to each other; the line is cut, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from quen.chats.models import Line
from quen.chats.settings import change_chats
from tests import world
from tests.browser.conftest import PHONE, fits
from tests.browser.test_warranty import sign_in
from tests.chats.live_server import live
from tests.ports import free_port

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextmanager
def own_site(html: str) -> Iterator[str]:
    """The shop's own site, which is another origin than ours."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *_arguments: object) -> None:
            """Nothing: the test says what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_two_browsers_chat_over_a_cut_line(
    page: Page, chromium: Browser, live_server: Any, settings: Any
) -> None:
    built, port = world.build(), free_port()
    settings.LIVE_PORT = port
    pages_port = int(live_server.url.rsplit(":", 1)[1])
    script = f'<script src="{live_server.url}/chat/snippet.js" data-lang="vi" async></script>'
    html = f"<!doctype html><meta name=viewport content='width=device-width'><title>Bánh</title>{script}"
    with live(port, pages_port=pages_port), own_site(html) as site:
        change_chats(is_on=True, wait_minutes=30, origins=[site], welcome="", by=built.by_mai)
        context = chromium.new_context(viewport=PHONE, locale="vi-VN")  # type: ignore[arg-type]
        visitor = context.new_page()
        visitor.goto(site)
        visitor.get_by_role("button", name="Trò chuyện với cửa hàng").click()
        visitor.get_by_label("Lời nhắn của bạn").fill("Còn bánh mì không?")
        visitor.get_by_label("Tên của bạn").fill("Chị Hoa")
        visitor.get_by_role("button", name="Gửi").click()
        expect(visitor.locator(".log li.in")).to_contain_text("Còn bánh mì không?")

        sign_in(page, live_server.url, built.mai.email, "/chats/")
        page.get_by_role("link", name="Chị Hoa").first.click()
        page.get_by_role("button", name="Nhận trả lời").click()
        page.locator("textarea[name=text]").fill("Dạ còn, <b>chị</b> ghé nhé")
        page.get_by_role("button", name="Gửi").click()
        expect(visitor.locator(".log li.out")).to_contain_text("Dạ còn, <b>chị</b> ghé nhé")
        expect(page.locator(".chat-seen")).to_have_text("Đã xem")
        visitor.get_by_label("Lời nhắn của bạn").press_sequentially("ch")
        expect(page.locator("[data-hint]")).to_contain_text("đang viết")

        context.set_offline(True)
        page.locator("textarea[name=text]").fill("Quán mở tới 9 giờ tối")
        page.get_by_role("button", name="Gửi").click()
        expect(page.locator(".chat-log")).to_contain_text("9 giờ tối")
        context.set_offline(False)
        expect(visitor.locator(".log li.out")).to_have_count(2)
        visitor.get_by_label("Lời nhắn của bạn").fill("Cảm ơn quán")
        visitor.get_by_role("button", name="Gửi").click()
        expect(page.locator(".chat-log")).to_contain_text("Cảm ơn quán")
        assert fits(visitor) and fits(page)
        context.close()
    said = Line.objects.filter(kind__in=["in", "out"]).order_by("number").values_list("text", flat=True)
    assert list(said) == [
        "Còn bánh mì không?",
        "Dạ còn, <b>chị</b> ghé nhé",
        "Quán mở tới 9 giờ tối",
        "Cảm ơn quán",
    ]
