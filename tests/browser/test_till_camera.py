"""Tú holds Lan's card before the camera; this Chromium has no reader of its own, so ZXing reads."""

from pathlib import Path

import pytest
import segno
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tools.screenshot import FLAGS

from quen.people.models import IdentityKind
from quen.people.recognise import add_identity, recognition
from tests import world as cast
from tests.chromium import path_of_chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARD = "8800123456783"
WIDTH, HEIGHT, DOT = 640, 480, 10


def film(code: str, path: Path) -> Path:
    """One second of a QR code, as a camera sees it (YUV4MPEG2)."""
    rows = [list(row) for row in segno.make_qr(code).matrix_iter(border=4)]
    left, top = (WIDTH - len(rows) * DOT) // 2, (HEIGHT - len(rows) * DOT) // 2
    light = bytearray(b"\xeb" * (WIDTH * HEIGHT))
    for row, dots in enumerate(rows):
        for column, is_dark in enumerate(dots):
            for step in range(DOT) if is_dark else ():
                start = (top + row * DOT + step) * WIDTH + left + column * DOT
                light[start : start + DOT] = b"\x10" * DOT
    frame = b"FRAME\n" + bytes(light) + b"\x80" * (WIDTH * HEIGHT // 2)
    path.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420\n" + frame * 10)
    return path


def test_a_card_before_the_camera_names_its_customer(
    chromium: Browser, live_server: object, tmp_path: Path
) -> None:
    world = cast.build()
    card = recognition(IdentityKind.CARD, CARD)
    add_identity(customer=world.lan, known_by=card, by=world.by_mai, at=timezone.now())
    client = Client()
    client.force_login(world.tu)
    seen = film(CARD, tmp_path / "card.y4m")
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={seen}",
    ]
    browser = chromium.browser_type.launch(executable_path=path_of_chromium(), args=[*FLAGS, *camera])
    context = browser.new_context(locale="vi-VN")
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": str(live_server)}]
    )
    page = context.new_page()
    page.goto(f"{live_server}/till/")
    expect(page.locator("#till-line")).to_contain_text("Có mạng")
    page.get_by_role("button", name="Quét bằng camera").click()
    expect(page.locator("#till-customer")).to_contain_text("Nguyễn Thị Lan")
    expect(page.locator("#till-sheet")).to_be_hidden()
    browser.close()
