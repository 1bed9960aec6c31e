"""The templates' small language, and what it refuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.messages.errors import BadTemplate, MissingFacts
from quen.messages.markup import fill_html, html_body, text_body
from quen.messages.wording import mentions, needs, read, write

LAN = {"name": "Lan", "dear": "chị Lan", "points": 12_500, "voucher_until": date(2026, 12, 1)}


def said(text: str, language: str = "vi", **facts: object) -> str:
    return write(read(text), {**LAN, **facts}, language=language)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chào {{ dear }}!", "Chào chị Lan!"),
        ("{{dear|capital}} ơi", "Chị Lan ơi"),
        ("{{ points }} điểm, đến {{ voucher_until }}", "12.500 điểm, đến 01/12/2026"),
        ('{{ product|or:"món quen" }}', "món quen"),
        ('{{ name|or:"bạn"|upper }}', "LAN"),
        ("{{ dear|plain }}", "chi Lan"),
        ("", ""),
    ],
)
def test_facts_are_written_as_people_read_them(text: str, words: str) -> None:
    assert said(text) == words


def test_english_has_its_own_thousands() -> None:
    assert said("{{ points }} points", language="en") == "12,500 points"


def test_zero_points_are_something_to_say() -> None:
    assert said("{{ points }}", points=0) == "0"


@pytest.mark.parametrize(
    "text",
    ["{{ name", "name }}", "{{ }}", "{{ salary }}", "{{ name|eval }}", "{{ name.secret }}", "{{ name|or:bạn }}",
     "{{ {{ name }} }}", "{{ __class__ }}", "{{ name }} " * 101],
)  # fmt: skip
def test_what_is_no_template_is_refused(text: str) -> None:
    with pytest.raises(BadTemplate):
        read(text)


def test_missing_facts_are_all_named_and_nothing_is_half_written() -> None:
    with pytest.raises(MissingFacts, match="voucher, tier"):
        said("{{ voucher }} {{ tier }} {{ name }}")
    assert needs("{{ voucher }}", '{{ tier|or:"-" }}') == ["voucher"]
    assert mentions("{{ voucher }}", '{{ tier|or:"-" }}') == ["voucher", "tier"]


def html(body: str, **facts: object) -> str:
    return fill_html(html_body(body, "#0f766e"), {**LAN, **facts}, language="vi")


def test_a_name_is_never_markup_and_never_a_link() -> None:
    name = "<b>[x](https://evil.example)</b> **Lan**"
    assert "&lt;b&gt;[x](https://evil.example)&lt;/b&gt; **Lan**" in html("Chào {{ name }}", name=name)


def test_html_in_a_body_is_text_and_scripts_are_no_links() -> None:
    shown = html("<script>alert(1)</script> [x](javascript:alert(1))")
    assert "<script>" not in shown
    assert "href" not in shown


def test_a_link_that_stands_alone_is_a_button_in_the_brand_colour() -> None:
    shown = html("[Xem quà](https://quan.vn/qua?ma={{ voucher }})", voucher="TẾT 1")
    assert 'href="https://quan.vn/qua?ma=T%E1%BA%BET%201"' in shown
    assert "background:#0f766e" in shown


def test_only_a_link_fact_may_be_a_whole_address() -> None:
    assert 'href="https://quan.vn/m/"' in html("[Thẻ]({{ card_link }})", card_link="https://quan.vn/m/")
    with pytest.raises(BadTemplate, match="name"):
        html_body("[Thẻ]({{ name }})", "#0f766e")


def test_the_text_part_has_links_written_out() -> None:
    body = "# Quà\n\n**Chào {{ dear }}**, [xem thẻ]({{ card_link }})"
    words = text_body(body, {**LAN, "card_link": "https://quan.vn/m/"}, language="vi")
    assert words == "Quà\n\nChào chị Lan, xem thẻ: https://quan.vn/m/"


@given(st.text(alphabet="ab<>&\"'{}[]()*_#|:$%\\\n Ạđ", max_size=60))
def test_no_value_breaks_out_of_its_place(value: str) -> None:
    shown = html(
        "**{{ name }}** tới [đây](https://a.vn/{{ voucher }})", name=value or "x", voucher=value or "x"
    )
    assert shown.count("<") == html(
        "**{{ name }}** tới [đây](https://a.vn/{{ voucher }})", voucher="x"
    ).count("<")
