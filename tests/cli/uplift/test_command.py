"""`quen uplift` over files: figures computed otherwise, files as they come, and the ways it ends."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from scipy import stats

from quen.cli.start import needs_database
from tests.cli.uplift.conftest import quen_uplift, write

ARMS = ("--arm", "arm", "--control", "holdout")


def answer(*arguments: object) -> dict[str, Any]:
    result = quen_uplift(*arguments, "--json", "-")
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def refused(*arguments: object) -> str:
    result = quen_uplift(*arguments, "--json", "-")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Traceback" not in result.stderr
    return " ".join(result.stderr.split())


def of_message(campaign: Path, column: str) -> tuple[np.ndarray, np.ndarray]:
    """A column of numbers, of the arm and of its control."""
    with campaign.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    arms = [
        np.array([float(row[column]) for row in rows if row["arm"] == arm]) for arm in ("message", "holdout")
    ]
    return arms[0], arms[1]


def test_the_figures_of_a_campaign(campaign: Path) -> None:
    found = answer(campaign, *ARMS, "--outcome", "came", "--outcome", "spent")
    assert (found["rows_read"], found["rows_without_arm"], found["control"]) == (2_000, 0, "holdout")
    assert found["sample_ratio"] == {
        "p_value": 1.0,
        "ok": True,
        "customers": {"holdout": 1_000, "message": 1_000},
        "expected": {"holdout": 1_000.0, "message": 1_000.0},
    }
    assert found["horizon"] == {"looks": "one", "planned": None, "reached": True}
    assert list(found["arms"]) == ["message"]
    came, spent = found["arms"]["message"]["came"], found["arms"]["message"]["spent"]
    assert came["difference"] == pytest.approx(0.06)
    assert came["relative"] == pytest.approx(0.6)
    assert 0.03 < came["low"] < came["difference"] < came["high"] < 0.09
    assert (came["state"], came["wait"], came["adjusted"]) == ("difference", None, False)
    assert (came["mean"], came["control_mean"], came["is_share"]) == (0.16, 0.1, True)
    welch = stats.ttest_ind(*of_message(campaign, "spent"), equal_var=False)
    assert spent["p_value"] == pytest.approx(welch.pvalue)
    assert (spent["low"], spent["high"]) == pytest.approx(tuple(welch.confidence_interval(0.95)))
    assert spent["capped"]["difference"] == pytest.approx(spent["difference"], rel=0.3)


def test_what_was_before_narrows_the_interval(campaign: Path) -> None:
    plain = answer(campaign, *ARMS, "--outcome", "spent")["arms"]["message"]["spent"]
    found = answer(campaign, *ARMS, "--outcome", "spent", "--covariate", "before")
    adjusted = found["arms"]["message"]["spent"]
    assert found["covariates"] == {"before": {"missing": 0}}
    assert adjusted["adjusted"] and adjusted["variance_reduction"] == pytest.approx(0.92, abs=0.02)
    assert adjusted["low"] < 20_000 < adjusted["high"]
    assert adjusted["high"] - adjusted["low"] < 0.35 * (plain["high"] - plain["low"])


def test_the_same_experiment_in_every_kind_of_file(campaign: Path, tmp_path: Path) -> None:
    with campaign.open(encoding="utf-8") as file:
        headings, *rows = list(csv.reader(file))
    wanted = answer(campaign, *ARMS, "--outcome", "came", "--outcome", "spent")
    plain = [[row[0], row[1], row[2] == "yes", int(row[3]), int(row[4])] for row in rows]
    pq.write_table(
        pa.table(dict(zip(headings, zip(*plain, strict=True), strict=True))), tmp_path / "c.parquet"
    )
    with xlsxwriter.Workbook(tmp_path / "c.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate([headings, *plain]):
            sheet.write_row(number, 0, row)
    shops = [
        [row[0], row[1], {"yes": "Có", "no": "Không"}[row[2]], f"{int(row[3]):,}đ".replace(",", ".")]
        for row in rows
    ]
    write(tmp_path / "c.tsv", headings[:4], shops, delimiter="\t")
    write(tmp_path / "c16.csv", headings[:4], shops, delimiter=";")
    (tmp_path / "c16.csv").write_bytes((tmp_path / "c16.csv").read_text("utf-8").encode("utf-16"))
    for name in ("c.parquet", "c.xlsx", "c.tsv", "c16.csv"):
        assert answer(tmp_path / name, *ARMS, "--outcome", "came", "--outcome", "spent") == wanted, name


def test_numbers_as_shops_write_them(tmp_path: Path) -> None:
    rows = [("A" if n % 2 else "B", f"1.250.{n:03},5", f"{n % 4},25") for n in range(100)]
    path = write(tmp_path / "x.csv", ["Nhóm", "Doanh thu", "Điểm"], rows, delimiter=";")
    found = answer(path, "--arm", "nhom", "--control", "a", "--outcome", "DOANH THU", "--outcome", "Điểm")
    told = found["arms"]["B"]
    assert told["DOANH THU"]["control_mean"] == pytest.approx(1_250_050.5)
    assert told["DOANH THU"]["difference"] == pytest.approx(-1.0)
    assert told["Điểm"]["control_mean"] == pytest.approx(2.25)


def test_marks_nothing_explains_are_told(tmp_path: Path) -> None:
    rows = [("ab"[n % 2], f"{100 + n}.{500 + n}", f"{n}.25") for n in range(100)]
    told = (
        write(tmp_path / "x.csv", ["arm", "y", "z"], rows),
        "--arm",
        "arm",
        "--control",
        "a",
        "--outcome",
        "y",
    )
    alone = answer(*told)
    assert alone["thousands_assumed"] == ["y"]
    assert alone["arms"]["b"]["y"]["mean"] == pytest.approx(150_550)
    assert "“y”: a mark before three digits" in quen_uplift(*told).said
    beside = answer(*told, "--outcome", "z")
    assert beside["thousands_assumed"] == []
    assert beside["arms"]["b"]["y"]["mean"] == pytest.approx(150.55)


def test_the_control_may_be_a_number_however_written(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", ["arm", "y"], [(f"{n % 2}.0", n) for n in range(100)])
    found = answer(path, "--arm", "arm", "--control", "0", "--outcome", "y")
    assert (found["control"], list(found["arms"])) == ("0.0", ["1.0"])


def test_an_outcome_of_nobody_is_no_crash(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", ["arm", "y", "z"], [("ab"[n % 2], "", n) for n in range(100)])
    told = (path, "--arm", "arm", "--control", "a", "--outcome", "y", "--covariate", "z")
    found = answer(*told)["arms"]["b"]["y"]
    assert (found["difference"], found["state"], found["customers"]) == (None, "collecting", 0)
    assert "y: still collecting" in quen_uplift(*told).said


def test_an_outcome_alike_for_everybody_is_no_crash(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", ["arm", "y", "z"], [("ab"[n % 2], 1, n * 37 % 11) for n in range(200)])
    told = (path, "--arm", "arm", "--control", "a", "--outcome", "y", "--covariate", "z")
    found = answer(*told)["arms"]["b"]["y"]
    assert (found["difference"], found["state"], found["adjusted"]) == (0.0, "collecting", False)


def test_arms_stand_as_the_help_says_control_first(tmp_path: Path) -> None:
    rows = [(arm, n % 5) for arm, size in (("z", 80), ("none", 40), ("a", 40)) for n in range(size)]
    path = write(tmp_path / "x.csv", ["arm", "y"], rows)
    told = ("--arm", "arm", "--control", "none", "--outcome", "y")
    found = answer(path, *told, "--expected-split", "1:1:2")
    assert list(found["sample_ratio"]["customers"]) == ["none", "a", "z"]
    assert list(found["arms"]) == ["a", "z"]
    assert found["sample_ratio"]["p_value"] == pytest.approx(1.0)
    assert not answer(path, *told)["sample_ratio"]["ok"]
    assert "The split has 2 parts, but there are 3 arms: none, a, z." in refused(
        path, *told, "--expected-split", "1:1"
    )


def test_rows_that_say_nothing_are_counted_and_said(tmp_path: Path) -> None:
    rows: list[tuple[object, ...]] = [(arm, n % 3, n) for arm in ("a", "b") for n in range(200)]
    rows += [*[("", 1, 1)] * 3, *[("a", "", 1)] * 2, *[("b", "N/A", "")] * 2]
    path = write(tmp_path / "x.csv", ["arm", "y", "before"], rows)
    told = (path, "--arm", "arm", "--control", "a", "--outcome", "y", "--covariate", "before")
    found = answer(*told)
    assert (found["rows_read"], found["rows_without_arm"]) == (407, 3)
    assert found["outcomes"] == {"y": {"missing": 4, "missing_p_value": 1.0, "missing_ok": True}}
    assert found["covariates"] == {"before": {"missing": 2}}
    assert (found["arms"]["b"]["y"]["customers"], found["arms"]["b"]["y"]["control_customers"]) == (200, 200)
    said = quen_uplift(*told).said
    assert "3 rows name no arm and were left out." in said
    assert "“y” is empty for 4 customers, who were left out of it." in said
    assert "“before” is empty for 2 customers, who stay in with its average." in said


def test_an_outcome_missing_in_one_arm_only_is_warned_of(tmp_path: Path) -> None:
    rows = [("a", n % 3) for n in range(500)] + [("b", n % 3 if n % 2 else "") for n in range(500)]
    path = write(tmp_path / "x.csv", ["arm", "y"], rows)
    told = (path, "--arm", "arm", "--control", "a", "--outcome", "y")
    assert answer(*told)["outcomes"]["y"]["missing_ok"] is False
    assert "“y” is missing more often in one arm than in another" in quen_uplift(*told).said


def test_the_terminal_says_it_in_sentences(campaign: Path) -> None:
    result = quen_uplift(campaign, *ARMS, "--outcome", "came", "--outcome", "spent", "--covariate", "before")
    assert result.exit_code == 0, result.stderr
    assert (
        "came: “message” makes a difference of +6.0 points a customer against “holdout” (+3.0…+8.9 points)."
        in result.said
    )
    assert "spent: “message” makes a difference of +" in result.said
    assert "averages adjusted by what was known before; that took 9" in result.said
    assert "Read as finished: 2,000 customers, looked at once." in result.said
    assert (
        "The arms have the sizes they were meant to have: holdout 1,000 : message 1,000 (p = 1)."
        in result.said
    )


def test_and_in_vietnamese(campaign: Path) -> None:
    result = quen_uplift(campaign, *ARMS, "--outcome", "came", lang="vi")
    assert "tạo khác biệt" in result.said
    assert "difference" not in result.said


def test_arms_of_the_wrong_size_are_told_first(campaign: Path) -> None:
    result = quen_uplift(campaign, *ARMS, "--outcome", "came", "--expected-split", "10:90")
    assert result.said.index("until then believe nothing below") < result.said.index("came:")


def test_where_no_split_was_told_unequal_arms_ask_for_it(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", ["arm", "y"], [(arm, n % 3) for arm in "aab" for n in range(300)])
    told = (path, "--arm", "arm", "--control", "a", "--outcome", "y")
    assert "The arms are not of equal size (a 600 : b 300; p <0.001)." in quen_uplift(*told).said
    assert "If another split was meant" in quen_uplift(*told).said
    assert "not of equal size" not in quen_uplift(*told, "--expected-split", "2:1").said


def test_too_early_is_too_early(campaign: Path) -> None:
    told = (campaign, *ARMS, "--outcome", "came", "--planned", 5_000)
    found = answer(*told)
    assert found["horizon"] == {"looks": "one", "planned": 5_000, "reached": False}
    assert (found["arms"]["message"]["came"]["state"], found["arms"]["message"]["came"]["wait"]) == (
        "collecting",
        "too_early",
    )
    assert "came: still collecting" in quen_uplift(*told).said
    often = answer(*told, "--anytime")
    assert often["horizon"]["looks"] == "any"
    assert often["arms"]["message"]["came"]["state"] == "difference"


def test_the_answer_goes_into_a_file_too(campaign: Path, tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    result = quen_uplift(campaign, *ARMS, "--outcome", "came", "--json", path)
    assert result.exit_code == 0
    assert "came: “message” makes a difference" in result.said
    assert json.loads(path.read_text("utf-8")) == answer(campaign, *ARMS, "--outcome", "came")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "x.csv holds no rows."),
        ("arm,y\n", "x.csv holds no rows."),
        ("arm,y\na,1\na,2\n", "Column “arm” holds only “a”, so there is nothing to compare it with."),
        ("arm,y\nb,1\nc,2\n", "No row has “a” in column “arm”. There are: b, c."),
        ("arm,z\na,1\nb,2\n", "There is no column “y”. The columns are: arm, z."),
        ("arm,y,y\na,1,1\nb,2,1\n", "Two columns are called “y”. Give each a name of its own."),
        ("arm,y\na,1\nb,often\n", "Column “y” must hold numbers; row 3 holds “often”."),
        ("arm,y\na,yes\nb,250\n", "Column “y” must hold numbers; row 2 holds “yes”."),
        (
            "arm,y\n" + "".join(f"{n},1\n" for n in range(21)),
            "Column “arm” holds more than 20 different values.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    assert sentence in refused(path, "--arm", "arm", "--control", "a", "--outcome", "y")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--outcome", "came", "--outcome", "came"), "Column “came” is named twice"),
        (("--outcome", "came", "--covariate", "came"), "Column “came” is named twice"),
        (("--outcome", "came", "--anytime"), "--anytime needs --planned"),
        (("--outcome", "came", "--expected-split", "1:0"), "“1:0” is no split."),
        (("--outcome", "came", "--expected-split", "half"), "“half” is no split."),
        (("--outcome", "customer"), "Column “customer” must hold numbers; row 2 holds “KH0000”."),
    ],
)
def test_wrong_wishes_are_refused(options: tuple[str, ...], sentence: str, campaign: Path) -> None:
    assert sentence in refused(campaign, *ARMS, *options)


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert "There is no file" in refused(tmp_path / "none.csv", *ARMS, "--outcome", "y")
    assert "is a folder. Name one file." in refused(tmp_path, *ARMS, "--outcome", "y")


def test_no_database_is_started_for_it() -> None:
    assert not needs_database(["uplift", "x.csv"])
