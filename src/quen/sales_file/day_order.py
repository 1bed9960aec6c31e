"""Day-first or month-first, decided from every date of the column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from quen.kernel.sentences import Sentence, gettext_noop
from quen.sales_file.dates import DateReading

_TWO_NUMBERS_AND_A_YEAR = r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"
_MOST_DAYS = 200_000
_DAY_TOLD = gettext_noop("Dates are read day first (22/11), as told.")
_MONTH_TOLD = gettext_noop("Dates are read month first (11/22), as told.")
_DAY_SHOWN = gettext_noop("Dates are read day first (22/11); the other way some would be impossible.")
_MONTH_SHOWN = gettext_noop("Dates are read month first (11/22); the other way some would be impossible.")


@dataclass(frozen=True)
class WrittenDay:
    """One date as written, in the file it stands in."""

    file_no: int
    first: int
    second: int
    year: int
    is_padded: bool


def settle(
    reading: DateReading, days: Iterable[WrittenDay], *, told: bool | None, vietnamese: bool
) -> tuple[DateReading, Sentence | None]:
    """`reading` with its day order settled, and the sentence that says how."""
    days = list(days)
    if not reading.is_order_open:
        return reading, None
    if told is not None:
        return replace(reading, day_first=told), Sentence(_DAY_TOLD if told else _MONTH_TOLD)
    speaks_for_day = {day.file_no for day in days if day.first > 12}
    speaks_for_month = {day.file_no for day in days if day.second > 12}
    if speaks_for_day and speaks_for_month:
        return _file_by_file(reading, days)
    if speaks_for_day or speaks_for_month:
        is_day_first = bool(speaks_for_day)
        return replace(reading, day_first=is_day_first), Sentence(
            _DAY_SHOWN if is_day_first else _MONTH_SHOWN
        )
    is_day_first = _likely(days, vietnamese=vietnamese)
    template = (
        gettext_noop("No date says whether day or month comes first; they are read day first (22/11).")
        if is_day_first
        else gettext_noop("No date says whether day or month comes first; they are read month first (11/22).")
    )
    return replace(reading, day_first=is_day_first), Sentence(template)


def written_days(connection: duckdb.DuckDBPyConnection, source: str, value: str) -> list[WrittenDay]:
    """The distinct dates of the text expression `value` that are written with two small numbers and a year."""
    rows = connection.execute(f"""
        SELECT DISTINCT file_no, regexp_extract({value}, '{_TWO_NUMBERS_AND_A_YEAR}') AS day
        FROM {source} WHERE {value} IS NOT NULL LIMIT {_MOST_DAYS}""").fetchall()  # noqa: S608
    return [_written(file_no, text) for file_no, text in rows if text]


def _written(file_no: int, text: str) -> WrittenDay:
    first, second, year = re.split(r"[-/.]", text)
    full_year = int(year) + (2000 if int(year) < 69 else 1900) if len(year) == 2 else int(year)
    is_padded = len(first) == len(second) == 2
    return WrittenDay(file_no, int(first), int(second), full_year, is_padded)


def _file_by_file(reading: DateReading, days: list[WrittenDay]) -> tuple[DateReading, Sentence]:
    """Files that contradict each other are read each in its own order; within one file the majority rules."""
    balance: dict[int, int] = {}
    for day in days:
        balance[day.file_no] = balance.get(day.file_no, 0) + (day.first > 12) - (day.second > 12)
    is_day_first = sum(balance.values()) >= 0
    others = frozenset(
        file_no for file_no, votes in balance.items() if (votes < 0 if is_day_first else votes > 0)
    )
    template = gettext_noop(
        "Some dates stand day first and some month first; each file is read by its own dates."
    )
    return replace(reading, day_first=is_day_first, other_files=others), Sentence(template)


def _likely(days: list[WrittenDay], *, vietnamese: bool) -> bool:
    """Days of one shop lie close together; of two readings the one with the shorter span is the likelier.

    Where that does not tell, unpadded dates in an English file are American (Excel's ``m/d/yy``).
    """
    by_day = _span((day.year, day.second, day.first) for day in days)
    by_month = _span((day.year, day.first, day.second) for day in days)
    if by_month * 2 < by_day:
        return False
    if by_day * 2 < by_month:
        return True
    return vietnamese or all(day.is_padded for day in days)


def _span(days: Iterable[tuple[int, int, int]]) -> int:
    stamps = [date(*day) for day in days]
    return (max(stamps) - min(stamps)).days if stamps else 0
