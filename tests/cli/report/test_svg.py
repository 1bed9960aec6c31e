"""Charts as SVG."""

import re
from xml.etree import ElementTree

from quen.cli.report.svg import Bar, Point, Stack, bars, line, stacks


def test_the_longest_bar_fills_its_room_and_the_others_follow() -> None:
    drawn = bars("Who came back", [Bar("1 ×", 50, "50"), Bar("2 ×", 25, "25"), Bar("3 ×", 0, "0")])
    assert re.findall(r'<rect[^>]* width="([\d.]+)%"', drawn) == ["62.00", "31.00", "0.00"]


def test_words_in_a_chart_are_escaped() -> None:
    drawn = bars('"><script>', [Bar("<script>", 1, "</svg>")])
    assert "<script>" not in drawn
    assert len(ElementTree.fromstring(drawn).findall(".//rect")) == 1


def test_a_stack_stands_on_its_lower_part() -> None:
    drawn = ElementTree.fromstring(stacks("Revenue", [Stack("11/2026", 3, 1, "3 + 1")]))
    lower, upper = drawn.findall(".//rect")
    assert [lower.get("height"), upper.get("height")] == ["135.00", "45.00"]
    assert float(upper.get("y", "")) + 45 == float(lower.get("y", ""))


def test_a_line_is_broken_where_a_month_has_no_rate() -> None:
    points = [Point("1", 10, "10%"), Point("2", 20, "20%"), Point("3", None, "–"), Point("4", 15, "15%")]
    drawn = ElementTree.fromstring(line("Retention", points, top=20))
    assert len(drawn.findall(".//circle")) == 3
    assert len([found for found in drawn.findall(".//line") if found.get("class") == "line"]) == 1


def test_charts_of_nothing_are_empty_and_whole() -> None:
    empty = bars("a", []), stacks("b", []), line("c", [], top=1)
    assert [ElementTree.fromstring(drawn).tag for drawn in empty] == ["svg", "svg", "svg"]


def test_a_long_year_shows_six_labels_at_most() -> None:
    drawn = ElementTree.fromstring(stacks("Revenue", [Stack(str(n), 1, 1, "") for n in range(37)]))
    assert len([text for text in drawn.findall(".//text") if "axis" in text.get("class", "")]) <= 6
