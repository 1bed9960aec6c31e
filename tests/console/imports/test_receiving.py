"""Names of uploaded files are readable and harmless."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quen.console.imports.receiving import NAME_LENGTH, free_path, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("doanh số tháng 11.csv", "doanh số tháng 11.csv"),
        (r"C:\Users\Mai\Tháng 11.xlsx", "Tháng 11.xlsx"),
        ("../../secret.key", "secret.key"),
        (".htaccess", "htaccess"),
        ("..", "file"),
        ("", "file"),
        ("a<b>:c|d?.csv", "a_b__c_d_.csv"),
        ("sales.csv.gz", "sales.csv.gz"),
    ],
)
def test_a_name_stays_readable(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder(name: str) -> None:
    kept = safe_name(name)
    assert 0 < len(kept) <= NAME_LENGTH
    assert Path(kept).name == kept
    assert not kept.startswith(".")
    assert kept.isprintable()


def test_two_files_of_one_name_are_both_kept(tmp_path: Path) -> None:
    for _file in range(3):
        free_path(tmp_path, "sales.csv").write_text("")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sales-2.csv", "sales-3.csv", "sales.csv"]
