"""A chart reaches the page as data, with its finding as the title and its table behind it."""

import json
import re
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import translation

from quen.console.charts import PERCENT, Bars, Figure, Heat, Lines, Point, Points, Series, money_unit

FIGURE = Figure(
    title="Lan & Co bring back 68 %",
    chart=Bars(["01/2026", "02/2026"], [Series("Regulars", [3, None])], money_unit("VND"), stacked=True),
    headings=["Month", "Regulars"],
    rows=[["01/2026", "3 ₫"], ["02/2026", "–"]],
    note="Before returns",
)


def page(figure: Figure) -> str:
    with translation.override("en"):
        return render_to_string("console/_chart.html", {"chart": figure})


def facts(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json">(.*?)</script>', html)
    assert found
    read: dict[str, object] = json.loads(found[1])
    return read


def test_the_script_reads_exactly_the_chart() -> None:
    assert facts(page(FIGURE)) == {
        "kind": "bars",
        "categories": ["01/2026", "02/2026"],
        "series": [{"name": "Regulars", "values": [3, None]}],
        "unit": {"style": "money", "digits": 0, "sign": "₫"},
        "stacked": True,
        "lying": False,
    }


def test_the_finding_is_the_title_and_the_numbers_stand_in_a_table() -> None:
    html = page(FIGURE)
    assert '<h2 class="chart-title">Lan &amp; Co bring back 68 %</h2>' in html
    assert '<p class="chart-note">Before returns</p>' in html
    assert '<th scope="row">02/2026</th><td class="num">–</td>' in html


def test_a_name_out_of_a_file_cannot_break_out_of_the_page() -> None:
    wicked = "</script><script>alert(1)</script>"
    html = page(replace(FIGURE, chart=Lines([wicked], [Series(wicked, [1.5])], PERCENT)))
    assert wicked not in html
    assert facts(html)["categories"] == [wicked]


def test_a_triangle_of_twelve_months_scrolls_inside_its_card_on_a_phone() -> None:
    triangle = Heat([str(age) for age in range(12)], ["01/2026"], [[100.0] + [None] * 11])
    assert "min-height:18rem;min-width:36rem" in page(replace(FIGURE, chart=triangle))
    assert "min-width:0rem" in page(FIGURE)


def test_places_carry_their_measures_and_units() -> None:
    chart = Points("Customers", "Spent", [Point("Loyal", 420, 2.5)], unit_up=money_unit("USD"))
    assert facts(page(replace(FIGURE, chart=chart)))["unit_up"] == {
        "style": "money",
        "digits": 2,
        "sign": "$",
    }
