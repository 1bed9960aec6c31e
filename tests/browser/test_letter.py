"""A letter that means harm is opened by Mai in a real browser: nothing of it runs, and nobody learns that she read it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Page, expect

from quen.tickets.mail.take_in import take_in
from tests import world
from tests.browser.conftest import DESK, PHONE, fits
from tests.browser.test_warranty import sign_in
from tests.tickets.test_letters import mixed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HARM = """<html><head><style>@import url({spy}/style.css); p {{ background: url({spy}/css.gif) }}</style>
<link rel="stylesheet" href="{spy}/link.css"><base href="{spy}/"><meta http-equiv="refresh" content="0;url={spy}/gone"></head>
<body background="{spy}/body.gif" onload="document.title='harmed'"><p>Cà phê <b>nguội</b> quá</p>
<script>document.title = 'harmed'; alert(1)</script><script src="{spy}/script.js"></script>
<img src="{spy}/pixel.gif" onerror="alert(2)"><img src="x" onerror="alert(3)"><svg onload="alert(4)"></svg>
<iframe src="{spy}/frame"></iframe><video poster="{spy}/poster.gif" autoplay src="{spy}/video.mp4"></video>
<object data="{spy}/object"></object><form action="{spy}/form"><input name="password" autofocus onfocus="alert(5)"></form>
<a href="javascript:alert(6)">Bấm đây</a> <a href="https://example.com/don-hang" ping="{spy}/ping">Đơn hàng</a>
<p style="position:fixed;inset:0;background:url({spy}/inline.gif)">Che hết trang</p></body></html>"""


@contextmanager
def spying() -> Iterator[tuple[str, list[str]]]:
    """A server elsewhere that remembers what was asked of it."""
    asked: list[str] = []

    class Spy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            """Nothing: the test says what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Spy)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_nothing_of_it_runs_and_nobody_learns_that_it_was_read(page: Page, live_server: Any) -> None:
    built = world.build()
    said: list[str] = []
    sent: list[str] = []

    def asked_for_a_word(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", asked_for_a_word)
    page.on("request", lambda request: sent.append(request.url))
    with spying() as (spy, asked):
        letter = mixed(
            f"Content-Type: text/html; charset=utf-8\r\n\r\n{HARM.format(spy=spy)}",
            "Content-Type: text/html\r\nContent-Disposition: attachment; filename=bill.html\r\n\r\n<script>alert(7)</script>",
            "Content-Type: text/html\r\nContent-Disposition: attachment; filename=bill.pdf\r\n\r\n<script>alert(8)</script>",
        )
        number = take_in(letter, at=timezone.now()).ticket
        page.set_viewport_size(DESK)  # type: ignore[arg-type]
        sign_in(page, live_server.url, built.mai.email, f"/tickets/{number}/")
        page.get_by_text("Toàn bộ thư, không có ảnh").click()
        whole = page.locator("details[open]")
        expect(whole.locator("b")).to_have_text("nguội")
        for size in (DESK, PHONE):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            assert fits(page)
            _look(page, f"letter_{size['width']}")
        assert (
            whole.locator(
                "script, img, iframe, svg, video, object, form, style, link, [style], [background]"
            ).count()
            == 0
        )
        expect(page.get_by_text("Tệp không được giữ: bill.html")).to_be_visible()
        whole.get_by_text("Bấm đây").click()
        with page.expect_download() as taken:
            page.get_by_role("link", name="bill.pdf").click()
        assert taken.value.suggested_filename == "bill.pdf"
        page.wait_for_load_state("networkidle")
        link = whole.get_by_role("link", name="Đơn hàng")
        expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")
        assert link.get_attribute("ping") is None
        assert page.url == f"{live_server.url}/tickets/{number}/" and "harmed" not in page.title()
        assert (asked, said) == ([], [])
        outside = [url for url in sent if not url.startswith((live_server.url, "about:", "data:", "blob:"))]
        assert outside == []


def _look(page: Page, name: str) -> None:
    if folder := os.environ.get("LOOK"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
