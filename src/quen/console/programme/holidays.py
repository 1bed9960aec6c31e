"""The days of the year a Vietnamese shop plans by."""

from typing import Any

from django.utils.translation import gettext_lazy as _

HOLIDAYS: dict[str, tuple[Any, str, str, int, int]] = {
    "tet": (_("Tết (lunar new year)"), "Tết", "lunar", 1, 1),
    "ram-thang-gieng": (_("First full moon (lunar 15/1)"), "Rằm tháng Giêng", "lunar", 1, 15),
    "gio-to": (_("Hùng Kings (lunar 10/3)"), "Giỗ Tổ", "lunar", 3, 10),
    "vu-lan": (_("Vu Lan (lunar 15/7)"), "Vu Lan", "lunar", 7, 15),
    "trung-thu": (_("Mid-Autumn (lunar 15/8)"), "Trung thu", "lunar", 8, 15),
    "new-year": (_("New Year (1/1)"), "Năm mới", "solar", 1, 1),
    "valentine": (_("Valentine's Day (14/2)"), "Valentine", "solar", 2, 14),
    "8-3": (_("Women's Day (8/3)"), "8/3", "solar", 3, 8),
    "30-4": (_("Reunification and Labour Day (30/4, 1/5)"), "30/4", "solar", 4, 30),
    "1-6": (_("Children's Day (1/6)"), "1/6", "solar", 6, 1),
    "2-9": (_("National Day (2/9)"), "2/9", "solar", 9, 2),
    "20-10": (_("Vietnamese Women's Day (20/10)"), "20/10", "solar", 10, 20),
    "20-11": (_("Teachers' Day (20/11)"), "20/11", "solar", 11, 20),
    "noel": (_("Christmas (25/12)"), "Giáng sinh", "solar", 12, 25),
}
"""Key → label, the name members see, calendar, month, day."""


def choices() -> list[tuple[str, Any]]:
    """For a form."""
    return [(key, label) for key, (label, *_rest) in HOLIDAYS.items()]


def holiday(key: str, *, before: int, after: int) -> dict[str, Any]:
    """The holiday as a programme has it."""
    _label, name, calendar, month, day = HOLIDAYS[key]
    window = {"days_before": before, "days_after": after}
    return {"name": name, "calendar": calendar, "month": month, "day": day, **window}


def key_of(values: dict[str, Any]) -> str | None:
    """Which of ours it is; None where it is another day."""
    place = (values.get("calendar", "solar"), values["month"], values["day"])
    return next((key for key, (_label, _name, *ours) in HOLIDAYS.items() if tuple(ours) == place), None)
