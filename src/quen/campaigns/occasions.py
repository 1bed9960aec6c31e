"""The days a campaign comes round on: feasts by the sun and the moon, and the business's own days."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from quen.kernel.lunar import mid_autumn, tet, to_solar


class Feast(models.TextChoices):
    """Known ones, and three whose day the business names: by the sun, by the moon, and in every month."""

    TET = "tet", _("Tết, the lunar New Year")
    WOMEN = "women", _("Women's Day, 8 March")
    MID_AUTUMN = "mid_autumn", _("Mid-Autumn, lunar 15 August")
    VIETNAMESE_WOMEN = "vn_women", _("Vietnamese Women's Day, 20 October")
    TEACHERS = "teachers", _("Teachers' Day, 20 November")
    APPRECIATION = "thanks", _("Customer appreciation day: a day of your own")
    OWN = "own", _("Another day of your own, every year")
    OWN_LUNAR = "own_lunar", _("A day of your own by the lunar calendar")
    MONTHLY = "monthly", _("A day of every month")


NAMED = (Feast.TET, Feast.WOMEN, Feast.MID_AUTUMN, Feast.VIETNAMESE_WOMEN, Feast.TEACHERS)
"""Those that have their day without being told."""
WITH_MONTH = (Feast.APPRECIATION, Feast.OWN, Feast.OWN_LUNAR)
_SOLAR = {Feast.WOMEN: (3, 8), Feast.VIETNAMESE_WOMEN: (10, 20), Feast.TEACHERS: (11, 20)}


@dataclass(frozen=True)
class Occasion:
    """A feast with its day where the business names it; `month` is 0 where it comes every month."""

    feast: Feast
    month: int = 0
    day: int = 0

    def days_of(self, year: int) -> list[date]:
        """Its days in a year, in order. A day a month has not is that month's last."""
        match self.feast:
            case Feast.TET:
                return [tet(year)]
            case Feast.MID_AUTUMN:
                return [mid_autumn(year)]
            case Feast.OWN_LUNAR:
                return [found for lunar in (year - 1, year) if (found := self._lunar(lunar)).year == year]
            case Feast.MONTHLY:
                return [_solar(year, month, self.day) for month in range(1, 13)]
        month, day = _SOLAR.get(self.feast, (self.month, self.day))
        return [_solar(year, month, day)]

    def next_from(self, day: date) -> date:
        """The first of its days on or after that day."""
        return next(
            found for year in range(day.year, day.year + 3) for found in self.days_of(year) if found >= day
        )

    def _lunar(self, year: int) -> date:
        try:
            return to_solar(year=year, month=self.month, day=self.day)
        except ValueError:  # a month of 29 days
            return to_solar(year=year, month=self.month, day=self.day - 1)


def _solar(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))
