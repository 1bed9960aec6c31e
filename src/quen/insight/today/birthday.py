"""Birthdays of today, of customers who bought within a year."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import CONGRATULATED, YEAR_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

_WHO = f"""
SELECT s.customer_id AS customer, round({YEAR_MINOR} * {CONGRATULATED})::bigint AS gain_minor,
    jsonb_build_object('year', round({YEAR_MINOR})) AS facts
FROM people_customer AS c JOIN insight_customersummary AS s ON s.customer_id = c.id
WHERE c.kind = 'person' AND c.root_id IS NULL AND c.birth_date IS NOT NULL AND c.birth_date < %(day)s
    AND to_char(c.birth_date, 'MMDD') = ANY (%(birthdays)s)
    AND s.last_at >= %(tomorrow_at)s - interval '365 days'
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    return _("Birthday today. Spends about %(year)s a year here.") % {"year": told.money("year")}


def _words(told: Told) -> str:
    words = _("Hello %(dear)s, %(shop)s wishes you a happy birthday, good health and many happy days!")
    return words % {"dear": told.dear, "shop": told.shop}


BIRTHDAY = Kind(
    key="birthday",
    label=gettext_lazy("Birthday"),
    intent=Intent.CONGRATULATE,
    icon="cake",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=300,
)
