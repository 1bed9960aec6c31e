"""The page: whole in itself, safe, and readable without colour."""

import re
from pathlib import Path
from typing import Any

import pytest

HOSTILE = "<script>alert('Lan')</script>"


@pytest.fixture
def page(quen_report: Any, coffee_shop: Path, tmp_path: Path) -> str:
    return _page(quen_report, coffee_shop, tmp_path)


def _page(quen_report: Any, sales: Path, tmp_path: Path, *options: str) -> str:
    out = tmp_path / "page.html"
    result = quen_report(sales, "--html", out, *options)
    assert result.exit_code == 0, result.stderr
    return out.read_text(encoding="utf-8")


def test_the_page_loads_nothing(page: str) -> None:
    assert not re.search(r"https?:|\bsrc=|<link|<script|@import", page)
    assert set(re.findall(r"url\(([^)]*)\)", page)) == {"#hatch"}
    assert "default-src 'none'" in page


def test_the_page_says_its_language(quen_report: Any, coffee_shop: Path, tmp_path: Path) -> None:
    assert '<html lang="vi">' in _page(quen_report, coffee_shop, tmp_path)
    english = _page(quen_report, coffee_shop, tmp_path, "--lang", "en")
    assert '<html lang="en">' in english
    assert "Who are your regulars?" in english


def test_names_from_the_file_are_text_and_never_markup(
    quen_report: Any, sales_of: Any, tmp_path: Path
) -> None:
    lines = [
        *(
            f"HD{day},{day:02}/01/2026,KH1,{HOSTILE},0912345678,{HOSTILE},{HOSTILE}{day},1000"
            for day in range(1, 10)
        ),
        f"HD20,20/01/2026,KH2,[red]Minh,0987654321,Quận 3,{HOSTILE},1000",
    ]
    sales = sales_of(tmp_path / f"x{'<b>'}.csv", lines)
    page = _page(quen_report, sales, tmp_path)
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(&#x27;Lan&#x27;)&lt;/script&gt;" in page


def test_every_chart_has_a_name_and_its_numbers_behind_it(page: str) -> None:
    charts = re.findall(r'<svg role="img" aria-label="([^"]+)"', page)
    assert len(charts) == page.count("<details>") >= 5
    assert all(len(title) > 10 for title in charts)


def test_two_series_differ_without_colour(page: str) -> None:
    assert 'class="b"' in page
    assert "fill: url(#hatch)" in page


def test_money_and_dates_are_written_as_in_vietnam(page: str) -> None:
    assert "160.000 ₫" in page
    assert "22/01/2026" in page


def test_dark_screens_and_printers_are_thought_of(page: str) -> None:
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page


def test_a_page_stays_small(quen_report: Any, shared_data: Path, tmp_path: Path) -> None:
    columns = [f"--map={pair}" for pair in ("customer=1", "date=3", "quantity=4", "amount=5")]
    sample = shared_data / "cdnow" / "CDNOW_sample.txt"
    page = _page(quen_report, sample, tmp_path, "--no-header", *columns)
    assert len(page.encode()) < 100_000
