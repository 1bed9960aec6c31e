"""What the tool for catalogues cannot see is refused."""

import ast

import pytest
from tools.translations import lines_translated_in_place


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("f\"{_('customers')}-{day}.csv\"", [1]),
        ("name = 1\nf\"{gettext('customers').title()}\"", [2]),
        ('f"{_(name)}"', []),
        ('_("customers") + f"-{day}.csv"', []),
    ],
)
def test_a_string_translated_inside_an_f_string_is_found(source: str, lines: list[int]) -> None:
    assert list(lines_translated_in_place(ast.parse(source))) == lines
