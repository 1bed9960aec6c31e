"""Today some years ago she became a member."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quen.insight.today.assumed import CONGRATULATED, YEAR_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

_WHO = f"""
SELECT s.customer_id AS customer, round({YEAR_MINOR} * {CONGRATULATED})::bigint AS gain_minor,
    jsonb_build_object('years', extract(year FROM %(day)s::date) - extract(year FROM joined.on_day)) AS facts
FROM (
    SELECT coalesce(c.root_id, c.id) AS customer,
        (min(member.enrolled_at) AT TIME ZONE %(zone)s)::date AS on_day
    FROM enrolment_member AS member JOIN people_customer AS c ON c.id = member.customer_id
    WHERE member.left_at IS NULL GROUP BY 1
) AS joined JOIN insight_customersummary AS s ON s.customer_id = joined.customer
WHERE joined.on_day < %(day)s AND to_char(joined.on_day, 'MMDD') = ANY (%(birthdays)s)
    AND s.last_at >= %(tomorrow_at)s - interval '365 days'
"""  # noqa: S608 (figures written here)


def _years(told: Told) -> str:
    years = int(told.facts["years"])
    return ngettext("%(years)s year", "%(years)s years", years) % {"years": years}


def _why(told: Told) -> str:
    return _("A member for %(years)s today.") % {"years": _years(told)}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, you have been with %(shop)s for %(years)s today. Thank you: it is a joy to have you."
    )
    return words % {"dear": told.dear, "shop": told.shop, "years": _years(told)}


ANNIVERSARY = Kind(
    key="anniversary",
    label=gettext_lazy("Member for so many years"),
    intent=Intent.CONGRATULATE,
    icon="confetti",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=300,
)
