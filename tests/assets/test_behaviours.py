"""What the small scripts do, in a real browser, under the real security policy."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.assets.stage import served, written

pytestmark = pytest.mark.browser

ROWS = """<div data-rows data-bulk><table><thead><tr><th><input type="checkbox" data-bulk-all></th></tr></thead><tbody>
<tr><td><input type="checkbox" name="chosen" value="1"><a href="/lan">Lan</a></td></tr>
<tr><td><input type="checkbox" name="chosen" value="2"><a href="/tu">Tú</a></td></tr></tbody></table>
<div data-bulk-bar hidden><b data-bulk-count></b></div></div><input data-search aria-label="search">"""
HARM = '<form method="post" action="/gone" data-ask="Delete the note?" data-ask-yes="Delete"><button>Go</button></form>'


def test_a_harmful_form_is_sent_only_after_a_yes(page: Page) -> None:
    with served(written(HARM, language="en"), {"/gone": (200, "<title>Gone</title>")}) as address:
        page.goto(address)
        page.click("form button")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Delete the note?")
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        assert page.title() == "Stage"
        page.click("form button")
        page.get_by_role("button", name="Delete").click()
        page.wait_for_url("**/gone")
        assert page.title() == "Gone"


def test_choosing_rows_shows_how_many_and_the_box_above_knows_all_some_and_none(page: Page) -> None:
    with served(written(ROWS)) as address:
        page.goto(address)
        bar, every = page.locator("[data-bulk-bar]"), page.locator("[data-bulk-all]")
        expect(bar).to_be_hidden()
        page.locator("input[name=chosen]").first.check()
        expect(bar).to_have_text("1")
        assert every.evaluate("box => box.indeterminate") is True
        every.check()
        expect(bar).to_have_text("2")
        every.uncheck()
        expect(bar).to_be_hidden()


def test_the_keyboard_searches_walks_the_rows_chooses_and_opens(page: Page) -> None:
    with served(written(ROWS), {"/tu": (200, "<title>Tú</title>")}) as address:
        page.goto(address)
        page.keyboard.press("/")
        expect(page.locator("[data-search]")).to_be_focused()
        page.keyboard.type("jk/")
        expect(page.locator("[data-search]")).to_have_value("jk/")
        page.locator("[data-search]").blur()
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.get_by_role("link", name="Tú")).to_be_focused()
        page.keyboard.press("x")
        expect(page.locator("[data-bulk-bar]")).to_have_text("1")
        page.get_by_role("link", name="Tú").press("Enter")
        page.wait_for_url("**/tu")


def test_the_chosen_colours_stay_and_come_before_the_first_paint(page: Page) -> None:
    with served(written('{% include "console/_theme.html" %}', language="en")) as address:
        page.goto(address)
        root = page.locator("html")
        expect(root).to_have_attribute("data-bs-theme", "light")
        page.get_by_role("button", name="Dark").click()
        expect(root).to_have_attribute("data-bs-theme", "dark")
        page.add_init_script(
            "addEventListener('DOMContentLoaded', () => window.early = document.documentElement.dataset.bsTheme)"
        )
        page.reload()
        assert page.evaluate("early") == "dark"
        expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_auto_follows_the_system_while_the_page_is_open(page: Page) -> None:
    with served(written('{% include "console/_theme.html" %}')) as address:
        page.goto(address)
        page.emulate_media(color_scheme="dark")
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_copying_says_so_in_the_readers_language(page: Page) -> None:
    with served(written('<button data-copy="0912345678">Copy</button>', language="vi")) as address:
        page.goto(address)
        page.get_by_role("button", name="Copy").click()
        expect(page.locator("#messages")).to_contain_text("Đã sao chép.")
        assert page.evaluate("navigator.clipboard.readText()") == "0912345678"
        page.locator("#messages [data-close]").click()
        expect(page.locator("#messages .note")).to_have_count(0)


def test_a_menu_closes_with_escape_and_gives_the_focus_back(page: Page) -> None:
    body = '<details class="menu"><summary>Export</summary><a href="/csv">CSV</a></details>'
    with served(written(body)) as address:
        page.goto(address)
        page.locator("summary").click()
        expect(page.get_by_role("link", name="CSV")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("link", name="CSV")).to_be_hidden()
        expect(page.locator("summary")).to_be_focused()


def test_a_chosen_file_is_named_with_its_size(page: Page) -> None:
    body = '<label class="drop">File<input type="file"><span data-drop-names></span></label>'
    with served(written(body, language="vi")) as address:
        page.goto(address)
        page.set_input_files("input", {"name": "bán hàng.csv", "mimeType": "text/csv", "buffer": b"x" * 2500})
        expect(page.locator("[data-drop-names]")).to_have_text(re.compile(r"bán hàng\.csv \(2,5 kB\)"))


def test_form_errors_of_a_partial_are_shown_in_place(page: Page) -> None:
    body = '<form id="note" hx-post="/note"><button>Save</button></form>'
    answer = '<form id="note" hx-post="/note"><p>Say something first.</p></form>'
    with served(written(body), {"/note": (422, answer)}) as address:
        page.goto(address)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#note")).to_have_text("Say something first.")
        expect(page.locator("#messages .note")).to_have_count(0)


@pytest.mark.parametrize("status", [403, 500])
def test_a_refusal_is_said_and_leaves_the_page_as_it_is(page: Page, status: int) -> None:
    body = '<form id="note" hx-post="/note"><button>Save</button></form>'
    with served(written(body, language="en"), {"/note": (status, "<h1>A whole other page</h1>")}) as address:
        page.goto(address)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#messages")).to_contain_text("nothing was changed")
        expect(page.locator("#note")).to_have_text("Save")


def test_a_lost_line_is_said(page: Page) -> None:
    with served(written('<button hx-post="/note">Save</button>', language="en")) as address:
        page.goto(address)
        page.context.set_offline(True)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#messages")).to_contain_text("The server cannot be reached")


def test_a_write_carries_djangos_token(page: Page) -> None:
    body = (
        '<input type="hidden" name="csrfmiddlewaretoken" value="t0ken"><button hx-post="/note">Save</button>'
    )
    with served(written(body), {"/note": (200, "<p>Saved</p>")}) as address:
        page.goto(address)
        with page.expect_request("**/note") as sent:
            page.get_by_role("button", name="Save").click()
        assert sent.value.headers["x-csrftoken"] == "t0ken"
        expect(page.get_by_text("Saved")).to_be_visible()
