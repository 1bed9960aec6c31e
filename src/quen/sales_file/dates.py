"""Dates and times as shops write them, read by the shapes of the whole column.

``22/11/2026``, ``12/1/10 8:26``, ``20261122``, ``2026-11-22T08:26:00+07:00``, ``22.11.2026 14:05:33``,
``22/11/2026 2:05 CH``, ``22 Nov 2026``, ``08:26 22/11/2026``, ``Thứ hai, 22/11/2026 - 08:26``,
``22 thg 11, 2026``, Excel's 45983.35 and seconds since 1970.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from quen.sales_file.date_dressing import undressed, undressed_sql
from quen.sales_file.shapes import Shape

_CLOCK = r"(?P<clock>0{1,2}[:hH]00(?P<seconds>[:.]00)?)(?P<fraction>[.,]0+)?(?P<half> ?(AM|PM|SA|CH|A\.M\.|P\.M\.))?"
_OFFSET = r"(?P<offset> ?(Z|UTC|GMT|[+-]00(:?00)?))?"
_MONTHS = "(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|SEPT|OCT|NOV|DEC)(?P<long>[A-Z]*)"
_DAYS = {
    "iso": r"(?P<year>0000)(?P<mark>[-/.])0{1,2}(?P=mark)0{1,2}",
    "numeric": r"0{1,2}(?P<mark>[-/.])0{1,2}(?P=mark)(?P<year>0000|00)",
    "compact": r"(?P<year>)00000000",
    "named": rf"0{{1,2}}(?P<mark>[-/ ]?){_MONTHS}(?P<mark2>[-/ ,]*)(?P<year>0000|00)",
    "named_first": rf"{_MONTHS}(?P<mark>[ ]?)0{{1,2}}(?P<mark2>[ ,]+)(?P<year>0000)",
}
_DAY_THEN_CLOCK = {
    kind: re.compile(rf"{day}((?P<gap>[ T,]+){_CLOCK})?{_OFFSET}") for kind, day in _DAYS.items()
}
_CLOCK_THEN_DAY = {kind: re.compile(rf"{_CLOCK}(?P<gap>[ ,]+){day}") for kind, day in _DAYS.items()}
_SERIAL = re.compile(r"00000(\.0+)?")
_SECONDS = re.compile(r"0{10}(\.0+)?")
_MILLISECONDS = re.compile(r"0{13}")
_LONG_COMPACT = re.compile(r"0{12}(00)?")
_TIME_ALONE = re.compile(rf"{_CLOCK}")
_SHARE_OF_DAY = re.compile(r"0\.\d+")
_TIDY = re.compile(r"[0/.\-]+( 0[0:]+)?")
EARLIEST, LATEST = "1970-01-01", "2100-01-01"


@dataclass(frozen=True)
class DateReading:
    """How a column of dates is read: strptime formats with ``{day}`` open, and the kinds that need none.

    `zoned`: the formats that end in an offset from UTC, other than ISO 8601.
    `is_tidy`: digits, marks and single spaces only. `is_dressed`: with words around them. `day_first` holds for all
    files but those in `other_files`, which have it the other way round.
    """

    formats: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    zoned: tuple[str, ...] = ()
    is_tidy: bool = False
    is_dressed: bool = False
    day_first: bool | None = None
    other_files: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_order_open(self) -> bool:
        """Whether the day's and the month's place is not settled by how the dates are written."""
        return any("{day}" in written for written in (*self.formats, *self.zoned))

    def written(self) -> tuple[str, ...]:
        """The formats for people, e.g. ``%d/%m/%Y %H:%M``."""
        formats = (*self.formats, *self.zoned)
        return (*_ordered(formats, self.day_first is not False), *sorted(self.kinds))


@lru_cache(maxsize=10_000)
def understood(shape: str) -> tuple[str, str | None] | None:
    """The kind of a date's shape and its strptime format; None where it is no date."""
    text = _plain(shape)
    for simple, pattern in (("serial", _SERIAL), ("seconds", _SECONDS), ("milliseconds", _MILLISECONDS)):
        if pattern.fullmatch(text):
            return simple, None
    if _LONG_COMPACT.fullmatch(text):
        return "format", "%Y%m%d%H%M%S" if len(text) == 14 else "%Y%m%d%H%M"
    for kind in _DAYS:
        if match := _DAY_THEN_CLOCK[kind].fullmatch(text):
            return _kind_and_format(kind, match, clock_first=False)
        if match := _CLOCK_THEN_DAY[kind].fullmatch(text):
            return _kind_and_format(kind, match, clock_first=True)
    return None


def looks_like_a_date(value: str) -> bool:
    """Whether the value could be a date in some way of writing, Excel serials and epochs within living memory."""
    shape = re.sub(r"\d", "0", value.strip())
    found = understood(shape)
    if found is None:
        return False
    if found[0] == "serial":
        return 20_000 <= float(value) <= 73_050
    if found[0] == "seconds":
        return 3e8 <= float(value) <= 4.1e9
    if found[0] == "format" and found[1] == "%Y%m%d":
        return value.strip()[:2] in {"19", "20"} and value.strip()[4:6] <= "12"
    return True


def looks_like_a_time(value: str) -> bool:
    """Whether the value could be a time of day."""
    written = value.strip()
    if not written[:1].isdigit():
        return False
    shape = " ".join(re.sub(r"\d", "0", written).upper().split())
    return bool(_TIME_ALONE.fullmatch(shape)) or bool(_SHARE_OF_DAY.fullmatch(written))


def reading_of(shapes: Iterable[Shape]) -> DateReading:
    """The formats and kinds that read these shapes, commonest first; day order is left open."""
    formats: dict[str, None] = {}
    zoned: dict[str, None] = {}
    kinds: set[str] = set()
    is_tidy, is_dressed = True, False
    for shape in shapes:
        found = understood(shape.text)
        if found is None:
            continue
        is_dressed = is_dressed or undressed(shape.text) != shape.text
        kind, written = found
        if written is None:
            kinds.add(kind)
        elif kind == "zoned":
            zoned.setdefault(written)
        else:
            formats.setdefault(written)
            is_tidy = is_tidy and bool(_TIDY.fullmatch(shape.text))
    return DateReading(
        _short_years_first(formats),
        frozenset(kinds),
        _short_years_first(zoned),
        is_tidy=is_tidy,
        is_dressed=is_dressed,
    )


def _short_years_first(formats: Iterable[str]) -> tuple[str, ...]:
    """The four-digit format would read ``10`` as the year ten."""
    return tuple(sorted(formats, key=lambda written: "%Y" in written))


def date_sql(value: str, reading: DateReading, timezone: str) -> str:
    """SQL for the local time in the text expression `value` as TIMESTAMP; NULL where it is none."""
    zone = timezone.replace("'", "")
    value = undressed_sql(value) if reading.is_dressed else value
    readings: list[str] = []
    if "iso" in reading.kinds:
        readings.append(f"TRY_CAST({value} AS TIMESTAMP)")
    if "offset" in reading.kinds:
        named = rf"regexp_replace({value}, ' ?(UTC|GMT)$', 'Z')"
        stamp = rf"regexp_replace({named}, ' ?([+-]\d\d):?(\d\d)$', '\1:\2')"
        readings.append(f"timezone('{zone}', TRY_CAST({stamp} AS TIMESTAMPTZ))")
    if reading.formats:
        readings.append(_by_formats(value if reading.is_tidy else _spoken(value), reading.formats, reading))
    if reading.zoned:
        stamp = _by_formats(_with_offset(_spoken(value)), reading.zoned, reading)
        readings.append(f"timezone('{zone}', {stamp})")
    if "serial" in reading.kinds:
        readings.append(_since("1899-12-30", f"TRY_CAST({value} AS DOUBLE) * 86400"))
    for kind, factor in (("seconds", "1"), ("milliseconds", "0.001")):
        if kind in reading.kinds:
            since = _since("1970-01-01", f"TRY_CAST({value} AS DOUBLE) * {factor}")
            readings.append(f"timezone('{zone}', timezone('UTC', {since}))")
    if not readings:
        return "CAST(NULL AS TIMESTAMP)"
    return readings[0] if len(readings) == 1 else f"coalesce({', '.join(map(plausible_sql, readings))})"


def time_sql(value: str) -> str:
    """SQL for the time of day in the text expression `value` as seconds since midnight; NULL where it is none."""
    text = _halves(value)
    formats = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p"]
    written = rf"regexp_replace(regexp_replace({text}, '(\d)[Hh](\d)', '\1:\2'), '[.,]\d+$', '')"
    clock = f"CAST(epoch(CAST(try_strptime({written}, {formats!r}) AS TIME)) AS BIGINT)"
    share = f"CAST(round(TRY_CAST({value} AS DOUBLE) * 86400) AS BIGINT)"
    return f"coalesce({clock}, CASE WHEN regexp_full_match({value}, '0\\.\\d+') THEN {share} END)"


def _plain(shape: str) -> str:
    return " ".join(undressed(shape.upper()).split())


def _kind_and_format(kind: str, match: re.Match[str], *, clock_first: bool) -> tuple[str, str | None]:
    offset, has_half = match.groupdict().get("offset"), bool(match["half"])
    if kind == "iso" and not clock_first and match["mark"] == "-" and not has_half:
        return ("offset" if offset else "iso"), None
    day = _day_format(kind, match)
    if not match["clock"]:
        return "format", day
    clock = (
        ("%I" if has_half else "%H")
        + ":%M"
        + (":%S" if match["seconds"] else "")
        + (" %p" if has_half else "")
    )
    if offset:
        return "zoned", f"{day} {clock} %z"
    return "format", f"{clock} {day}" if clock_first else f"{day} {clock}"


def _day_format(kind: str, match: re.Match[str]) -> str:
    year = "%Y" if match["year"] in {"0000", ""} else "%y"
    if kind == "iso":
        return "%Y{0}%m{0}%d".format(match["mark"])
    if kind == "numeric":
        return "{{day}}{0}{{month}}{0}{1}".format(match["mark"], year)
    if kind == "compact":
        return "%Y%m%d"
    month = "%B" if match["long"] else "%b"
    if kind == "named":
        return f"%d{match['mark']}{month}{match['mark2']}{year}"
    return f"{month}{match['mark']}%d{match['mark2']}{year}"


def _ordered(formats: Iterable[str], day_first: bool) -> list[str]:
    first, second = ("%d", "%m") if day_first else ("%m", "%d")
    return [written.replace("{day}", first).replace("{month}", second) for written in formats]


def _by_formats(text: str, formats: tuple[str, ...], reading: DateReading) -> str:
    usual = f"try_strptime({text}, {_ordered(formats, reading.day_first is not False)!r})"
    if not reading.other_files:
        return usual
    other = f"try_strptime({text}, {_ordered(formats, reading.day_first is False)!r})"
    files = ", ".join(map(str, sorted(reading.other_files)))
    return f"CASE WHEN file_no IN ({files}) THEN {other} ELSE {usual} END"


def _with_offset(text: str) -> str:
    """``08:26 GMT``, ``08:26+07`` and ``08:26 +07:00`` → ``08:26 +0700``, as strptime wants it."""
    named = rf"regexp_replace({text}, ' ?(Z|UTC|GMT)$', ' +0000')"
    whole = rf"regexp_replace({named}, ' ?([+-]\d\d)$', ' \1:00')"
    return rf"regexp_replace({whole}, ' ?([+-]\d\d):?(\d\d)$', ' \1\2')"


def _spoken(value: str) -> str:
    """The text with one space between day and clock, English halves of the day, and no fractions of seconds."""
    plain = rf"regexp_replace({_halves(value)}, '(:\d\d)[.,]\d+', '\1')"
    spaced = rf"regexp_replace({plain}, '(\d)[T, ]+(\d{{1,2}}[:hH]\d\d)', '\1 \2')"
    colons = rf"regexp_replace({spaced}, '(\d)[hH](\d\d)', '\1:\2')"
    return rf"regexp_replace({colons}, '(:\d\d)[, ]+(\d{{1,4}}[-/.])', '\1 \2')"


def _halves(value: str) -> str:
    """``2:05 CH`` and ``2:05pm`` → ``2:05 PM``; the CH of ``March`` follows no digit."""
    morning = rf"regexp_replace({value}, '(?i)(\d) ?(SA|A\.M\.|AM)\b', '\1 AM')"
    return rf"regexp_replace({morning}, '(?i)(\d) ?(CH|P\.M\.|PM)\b', '\1 PM')"


def _since(day: str, seconds: str) -> str:
    return f"(TIMESTAMP '{day}' + to_seconds(CAST(round({seconds}) AS BIGINT)))"


def plausible_sql(stamp: str) -> str:
    """SQL for the TIMESTAMP expression `stamp` where a shop can have sold then, else NULL."""
    return f"CASE WHEN {stamp} >= TIMESTAMP '{EARLIEST}' AND {stamp} < TIMESTAMP '{LATEST}' THEN {stamp} END"
