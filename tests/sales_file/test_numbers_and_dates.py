"""Numbers and dates come back as they went in, whatever the style."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quen.kernel.sentences import Sentence
from quen.sales_file.dates import DateReading, date_sql, plausible_sql, reading_of, time_sql, understood
from quen.sales_file.day_order import settle, written_days
from quen.sales_file.numbers import number_sql, style_of
from quen.sales_file.shapes import shapes_of

AMOUNT_STYLES = ("plain", "english", "vietnamese", "comma", "spaces", "brackets")
AMOUNTS = st.decimals(min_value=-(10**11), max_value=10**11, places=2)


@contextmanager
def column(values: Sequence[tuple[int, str]]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose relation ``source`` holds the values of one column, each with its file."""
    with duckdb.connect() as connection:
        files, texts = [list(part) for part in zip(*values, strict=True)]
        statement = (
            "CREATE TABLE source AS SELECT unnest(?::INTEGER[]) AS file_no, unnest(?::VARCHAR[]) AS c1"
        )
        connection.execute(statement, [files, texts])
        yield connection


def one_file(values: Sequence[str]) -> list[tuple[int, str]]:
    return [(1, value) for value in values]


def numbers(values: Sequence[str]) -> list[Decimal | None]:
    with column(one_file(values)) as connection:
        style = style_of(shapes_of(connection, "source", "c1"))
        return [
            row[0] for row in connection.execute(f"SELECT {number_sql('c1', style)} FROM source").fetchall()
        ]


def settled(
    connection: duckdb.DuckDBPyConnection, *, in_vietnam: bool
) -> tuple[DateReading, Sentence | None]:
    reading = reading_of(shapes_of(connection, "source", "c1"))
    return settle(reading, written_days(connection, "source", "c1"), told=None, vietnamese=in_vietnam)


def dates(values: Sequence[tuple[int, str]]) -> list[datetime | None]:
    with column(values) as connection:
        reading, _ = settled(connection, in_vietnam=True)
        stamp = plausible_sql(date_sql("c1", reading, "Asia/Ho_Chi_Minh"))
        return [row[0] for row in connection.execute(f"SELECT {stamp} FROM source").fetchall()]


def vietnamese(text: str) -> str:
    return text.translate(str.maketrans(",.", ".,"))


def written_amount(amount: Decimal, style: str) -> str:
    english = f"{amount:,.2f}"
    styles = {
        "plain": f"{amount:.2f}",
        "english": english,
        "vietnamese": vietnamese(english),
        "comma": f"{amount:.2f}".replace(".", ","),
        "spaces": english.replace(",", " ") + " đ",
        "brackets": f"({abs(amount):,.2f})" if amount < 0 else english,
    }
    return styles[style]


@settings(max_examples=60, deadline=None)
@given(st.lists(AMOUNTS, min_size=1, max_size=20), st.sampled_from(AMOUNT_STYLES))
def test_amounts_survive_every_style(amounts: list[Decimal], style: str) -> None:
    assert numbers([written_amount(amount, style) for amount in amounts]) == amounts


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1.250", "45.500"], ["1250", "45500"]),
        (["1.250", "45.5"], ["1.25", "45.5"]),
        (["0.125", "1.250"], ["0.125", "1.25"]),
        (["1,250", "45,500"], ["1250", "45500"]),
        (["2,55", "3,39"], ["2.55", "3.39"]),
        (["1.250.000", "900"], ["1250000", "900"]),
        (["(1.250)", "3.000"], ["-1250", "3000"]),
        (["5-", "-5", "5"], ["-5", "-5", "5"]),
        (["₫ 1.250.000", "1.250.000đ", "1.250.000 VND"], ["1250000"] * 3),
        (["$1,250.50", "-$5.00"], ["1250.50", "-5"]),
        (["1.2E+05", "3"], ["120000", "3"]),
        (["1 250 000", "1\u00a0250"], ["1250000", "1250"]),
    ],
)
def test_whole_columns_settle_what_one_value_cannot(values: list[str], expected: list[str]) -> None:
    assert numbers(values) == [Decimal(number) for number in expected]


@pytest.mark.parametrize("value", ["hai", "12abc", "1.25.000", "", "--", "1,2,3"])
def test_what_is_no_number_is_not_made_one(value: str) -> None:
    assert numbers([value, "1.250.000"])[0] is None


MOMENTS = st.datetimes(min_value=datetime(1976, 1, 1), max_value=datetime(2068, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
STYLES = ["%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%d-%m-%y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y/%m/%d %H:%M",
          "%d.%m.%Y %H:%M", "%Y%m%d%H%M", "%d %B %Y %H:%M", "%b %d, %Y %I:%M %p", "%H:%M %d/%m/%Y", "%Y-%m-%dT%H:%M:%S+07:00"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(MOMENTS, min_size=1, max_size=20), st.sampled_from(STYLES))
def test_moments_survive_every_style(moments: list[datetime], style: str) -> None:
    told = [*moments, datetime(2026, 11, 22)]  # the 22nd settles the order of day and month
    assert dates(one_file([moment.strftime(style) for moment in told])) == told


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("22/11/2026", datetime(2026, 11, 22)),
        ("20261122", datetime(2026, 11, 22)),
        ("2026-11-22T08:26:00+07:00", datetime(2026, 11, 22, 8, 26)),
        ("2026-11-22T01:26:00Z", datetime(2026, 11, 22, 8, 26)),
        ("2026-11-22 08:26:00.123", datetime(2026, 11, 22, 8, 26, 0, 123000)),
        ("22.11.2026 14:05:33", datetime(2026, 11, 22, 14, 5, 33)),
        ("22/11/2026 2:05 CH", datetime(2026, 11, 22, 14, 5)),
        ("22/11/2026 2:05 SA", datetime(2026, 11, 22, 2, 5)),
        ("22/11/2026 02:05:09 PM", datetime(2026, 11, 22, 14, 5, 9)),
        ("22-Nov-2026", datetime(2026, 11, 22)),
        ("Chủ nhật, 22/11/2026 - 08:26", datetime(2026, 11, 22, 8, 26)),
        ("CN 22-11-2026 08:26", datetime(2026, 11, 22, 8, 26)),
        ("Thứ 2, 23/11/2026", datetime(2026, 11, 23)),
        ("Ngày 22 tháng 11 năm 2026", datetime(2026, 11, 22)),
        ("22 thg 11, 2026", datetime(2026, 11, 22)),
        ("22/11/2026 lúc 08:26", datetime(2026, 11, 22, 8, 26)),
        ("Nov 22, 2026 at 8:26 AM", datetime(2026, 11, 22, 8, 26)),
        ("Sunday, November 22, 2026", datetime(2026, 11, 22)),
        ("11/22/2026, 8:26:00\u202fAM", datetime(2026, 11, 22, 8, 26)),
        ("Sun, 22 Nov 2026 01:26:00 GMT", datetime(2026, 11, 22, 8, 26)),
        ("2026-11-22 01:26:00 UTC", datetime(2026, 11, 22, 8, 26)),
        ("2026-11-22 01:26:00.000000 UTC", datetime(2026, 11, 22, 8, 26)),
        ("2026-11-22T01:26 GMT", datetime(2026, 11, 22, 8, 26)),
        ("2026/11/22 01:26:00 UTC", datetime(2026, 11, 22, 8, 26)),
        ("22/11/2026 08:26 +07:00", datetime(2026, 11, 22, 8, 26)),
        ("22 Nov 2026 04:26:00+03", datetime(2026, 11, 22, 8, 26)),
        ("November 22, 2026", datetime(2026, 11, 22)),
        ("46348.35", datetime(2026, 11, 22, 8, 24)),
        ("46348", datetime(2026, 11, 22)),
        ("1795310760", datetime(2026, 11, 22, 8, 26)),
        ("22/11/26 8:26", datetime(2026, 11, 22, 8, 26)),
        ("31/02/2026", None),
        ("22/11/0026", None),
        ("hôm qua", None),
    ],
)
def test_dates_as_shops_write_them(value: str, expected: datetime | None) -> None:
    assert dates(one_file([value])) == [expected]


@pytest.mark.parametrize(
    ("values", "is_vietnamese", "day_first"),
    [
        (["1/2/2026", "13/2/2026"], False, True),
        (["1/2/2026", "1/13/2026"], True, False),
        ([f"11/{day}/2026" for day in range(1, 13)], True, False),
        ([f"{day}/11/2026" for day in range(1, 13)], False, True),
        (["12/1/10 8:26"], False, False),
        (["01/12/2010 08:26"], False, True),
        (["1/2/2026"], True, True),
    ],
)
def test_day_or_month_first_is_decided_from_all_dates(
    values: list[str], is_vietnamese: bool, day_first: bool
) -> None:
    with column(one_file(values)) as connection:
        reading, note = settled(connection, in_vietnam=is_vietnamese)
    assert reading.day_first is day_first
    assert note is not None


def test_files_that_contradict_each_other_are_read_each_its_own_way() -> None:
    values = [(1, "22/11/2026"), (1, "01/02/2026"), (2, "11/22/2026"), (2, "01/02/2026")]
    assert dates(values) == [
        datetime(2026, 11, 22),
        datetime(2026, 2, 1),
        datetime(2026, 11, 22),
        datetime(2026, 1, 2),
    ]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("8:26", 30360), ("08:26:05", 30365), ("2:05 CH", 50700), ("0.35", 30240), ("8h26", 30360)],
)
def test_times_in_a_column_of_their_own(value: str, seconds: int) -> None:
    with column(one_file([value])) as connection:
        assert connection.execute(f"SELECT {time_sql('c1')} FROM source").fetchall() == [(seconds,)]


def test_what_is_no_date_has_no_shape_of_one() -> None:
    assert understood("KH000000") is None
    assert understood("0.000.000") is None


def test_an_excel_serial_is_a_day_after_1899() -> None:
    assert datetime(1899, 12, 30) + timedelta(days=46348) == datetime(2026, 11, 22)
