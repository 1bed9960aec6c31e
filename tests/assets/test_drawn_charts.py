"""Charts as they are drawn: numbers in the reader's language, legible without colour, still while they load."""

import pytest
from playwright.sync_api import Page, expect

from quen.console.charts import PERCENT, Bars, Figure, Heat, Lines, Series, money_unit
from tests.assets.stage import served, written

pytestmark = pytest.mark.browser

MONTHS = ("01/2026", "02/2026", "03/2026")
REVENUE = Bars(
    MONTHS,
    [Series("Khách quay lại", [80e6, 90e6, 100e6]), Series("Khách mới", [20e6, 25e6, 30e6])],
    money_unit("VND"),
    stacked=True,
)
SHIFTS = """window.shift = 0; new PerformanceObserver(list => {
for (const entry of list.getEntries()) window.shift += entry.value }).observe({type: "layout-shift", buffered: true})"""


def staged(chart: Bars | Lines | Heat, language: str = "vi") -> str:
    figure = Figure(
        "Khách quay lại mang về phần lớn", chart, ["Tháng", "Doanh thu"], [["01/2026", "80.000.000 ₫"]]
    )
    return written(
        '{% include "console/_chart.html" %}<p id="after">sau</p>', language=language, chart=figure
    )


@pytest.mark.parametrize(("language", "tick"), [("vi", "90 Tr ₫"), ("en", "90M ₫")])
def test_an_axis_is_written_in_the_readers_language(page: Page, language: str, tick: str) -> None:
    with served(staged(REVENUE, language)) as address:
        page.goto(address)
        expect(page.locator("svg text").get_by_text(tick, exact=True)).to_be_attached()


def test_series_differ_by_pattern_and_by_mark_and_not_by_colour_alone(page: Page) -> None:
    with served(staged(REVENUE)) as address:
        page.goto(address)
        expect(page.locator(".chart-canvas svg pattern").first).to_be_attached()
    chart = Lines(MONTHS, [Series("Năm nay", [1, 2, 3]), Series("Năm ngoái", [3, 2, 1])], PERCENT)
    with served(staged(chart)) as address:
        page.goto(address)
        expect(page.locator(".chart-canvas svg path[stroke-dasharray]").first).to_be_attached()


def test_a_cell_that_is_not_over_yet_stays_empty_while_a_zero_is_drawn(page: Page) -> None:
    chart = Heat(["0", "1"], ["01/2026", "02/2026"], [[100, 0], [100, None]])
    with served(staged(chart)) as address:
        page.goto(address)
        texts = page.locator(".chart-canvas svg text")
        expect(texts).to_have_count(7)  # an empty drawing is there before its words
        assert sorted(texts.all_text_contents()) == sorted(
            ["0", "1", "01/2026", "02/2026", "100", "100", "0"]
        )


def test_colours_follow_the_page_from_light_to_dark(page: Page) -> None:
    with served(staged(Bars(MONTHS, [Series("Lan", [1, 2, 3])]))) as address:
        page.goto(address)
        first = page.locator('.chart-canvas svg path[fill="#0f766e"]')
        expect(first).to_have_count(3)
        page.emulate_media(color_scheme="dark")
        expect(page.locator('.chart-canvas svg path[fill="#3fb5a8"]')).to_have_count(3)


def test_nothing_moves_when_the_chart_is_drawn(page: Page) -> None:
    page.add_init_script(SHIFTS)
    with served(staged(REVENUE)) as address:
        page.goto(address)
        expect(page.locator(".chart-canvas svg")).to_be_visible()
        assert page.evaluate("shift") < 0.02


def test_on_a_phone_a_year_of_cohorts_scrolls_in_its_card_and_the_page_does_not(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    chart = Heat([str(age) for age in range(12)], ["01/2026"], [[100] * 12])
    with served(staged(chart)) as address:
        page.goto(address)
        expect(page.locator(".chart-canvas svg")).to_be_visible()
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollWidth <= innerWidth") is True
        assert page.locator(".chart-scroll").evaluate("box => box.scrollWidth > box.clientWidth") is True


def test_the_numbers_are_a_press_away(page: Page) -> None:
    with served(staged(REVENUE, "en")) as address:
        page.goto(address)
        page.get_by_text("Show the numbers").click()
        expect(page.get_by_role("cell", name="80.000.000 ₫")).to_be_visible()
