"""Tables whose columns somebody names: any heading, any way to write figures."""

from pathlib import Path

import numpy as np
import pytest

from quen.sales_file.any_table import open_table
from quen.sales_file.errors import EmptyFile, FileMissing, NotANumber, RepeatedColumn, UnknownColumn


def figures(folder: Path, *cells: str) -> list[float]:
    path = folder / "x.csv"
    path.write_text("name;figure\n" + "".join(f"n;{cell}\n" for cell in cells), encoding="utf-8")
    with open_table(path, ["name", "figure"]) as table:
        return [float(value) for value in table.figures("figure").values]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("1.250.000", "950", "(1.250)"), [1_250_000, 950, -1_250]),
        (("2,55", "1.250,5"), [2.55, 1_250.5]),
        (("1,250.50", "3"), [1_250.5, 3]),
        (("1.5e-7", "2.25"), [1.5e-7, 2.25]),
        (("0.123456789012", "1"), [0.123456789012, 1]),
        (("125.000đ", "1.000.000 ₫"), [125_000, 1_000_000]),
        (("Có", "KHÔNG", "có"), [1, 0, 1]),
        (("true", "False", "1"), [1, 0, 1]),
        (("Y", "n", "0.0"), [1, 0, 0]),
    ],
)
def test_figures_as_people_write_them(cells: tuple[str, ...], wanted: list[float], tmp_path: Path) -> None:
    assert figures(tmp_path, *cells) == wanted


def test_what_stands_for_nothing_is_nothing(tmp_path: Path) -> None:
    found = figures(tmp_path, "7", "", "N/A", "nan", "-", "null")
    assert found[0] == 7
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize("cells", [("1", "two"), ("yes", "2"), ("1.2.3",), ("inf",), ("12:30",), ("12%",)])
def test_what_is_no_figure_is_refused(cells: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(NotANumber):
        figures(tmp_path, *cells)


def test_a_column_is_found_by_its_heading_loosely_or_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Nhóm,Doanh thu\n1,2\n2,1\n", encoding="utf-8")
    for group, revenue in (("Nhóm", "Doanh thu"), ("nhom", "DOANH_THU"), ("1", "2")):
        with open_table(path, [group, revenue]) as table:
            assert table.rows == 2
            assert table.names(group, most=5) == ["1", "2"]
            assert table.places(group, ["2", "1"]).tolist() == [1, 0]
            assert table.figures(revenue).values.tolist() == [2, 1]
            assert table.names(group, most=1) is None


def test_what_cannot_be_found_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b,b\n1,2,3\n", encoding="utf-8")
    with open_table(path, ["a", "b"]) as table:
        with pytest.raises(UnknownColumn, match="The columns are: a, b, b"):
            table.figures("c")
        with pytest.raises(RepeatedColumn):
            table.figures("b")
    path.write_text("a,b\n", encoding="utf-8")
    with pytest.raises(EmptyFile), open_table(path, ["a", "b"]):
        pass
    with pytest.raises(FileMissing), open_table(tmp_path, ["a"]):
        pass
