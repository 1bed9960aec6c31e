"""Take a picture of a page: `python tools/screenshot.py URL OUT.png --width 390 [--dark] [--cookie sessionid=…]`.

Uses Debian's Chromium (`apt-get install chromium`); QUEN_CHROMIUM names another one. Prints what the page logged as an
error and whether it scrolls sideways, so that a broken page is noticed even by who only reads.
"""

import argparse
import os
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page, sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def main() -> None:
    """Read the arguments and take the picture."""
    arguments = _arguments()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("QUEN_CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        context = browser.new_context(
            viewport={"width": arguments.width, "height": arguments.height},
            color_scheme="dark" if arguments.dark else "light",
            has_touch=arguments.width < 768,
            is_mobile=arguments.width < 768,
            locale="en-GB" if arguments.lang == "en" else "vi-VN",
        )
        for cookie in [*arguments.cookie, f"django_language={arguments.lang}"]:
            name, _, value = cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": arguments.url}])
        page = context.new_page()
        page.on("console", _tell)
        page.on("pageerror", lambda error: print(f"script failed: {error}"))
        page.goto(arguments.url, wait_until="networkidle")
        _act(page, arguments)
        page.screenshot(path=arguments.out, full_page=not arguments.fold)
        _report(page)
        browser.close()


def _tell(said: ConsoleMessage) -> None:
    if said.type in {"error", "warning"}:
        print(f"{said.type}: {said.text}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url")
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--lang", choices=["vi", "en"], default="vi")
    parser.add_argument("--cookie", action="append", default=[], help="name=value, repeatable")
    parser.add_argument("--sign-in", metavar="EMAIL:PASSWORD", help="pass the sign-in page first")
    parser.add_argument("--click", action="append", default=[], metavar="SELECTOR", help="before the picture")
    parser.add_argument("--fold", action="store_true", help="only what the window shows")
    return parser.parse_args()


def _act(page: Page, arguments: argparse.Namespace) -> None:
    if arguments.sign_in:
        email, _, password = arguments.sign_in.partition(":")
        page.fill("input[name=login]", email)
        page.fill("input[name=password]", password)
        page.click("button[type=submit]")
        page.wait_for_load_state("networkidle")
        page.goto(arguments.url, wait_until="networkidle")
    for selector in arguments.click:
        page.click(selector)
        page.wait_for_timeout(400)
    page.evaluate("document.fonts.ready")


def _report(page: Page) -> None:
    width = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    print(f"{page.title()}: {'scrolls sideways' if width[0] > width[1] else 'fits'} {width}")


if __name__ == "__main__":
    main()
