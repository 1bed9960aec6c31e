"""Points that expire within two weeks, of members who could still spend them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quen.insight.today.assumed import REMINDED, USUAL_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

AHEAD_DAYS = 14
LEAST_POINTS = 1

_WHO = f"""
SELECT due.customer, round({USUAL_MINOR} * {REMINDED})::bigint AS gain_minor,
    jsonb_build_object('points', due.points, 'on', due.expires_on) AS facts
FROM (
    SELECT coalesce(c.root_id, c.id) AS customer, sum(lot.remaining)::bigint AS points,
        min((lot.expires_at - interval '1 microsecond') AT TIME ZONE %(zone)s)::date AS expires_on
    FROM points_lot AS lot
    JOIN points_account AS account ON account.id = lot.account_id
    JOIN people_customer AS c ON c.id = account.customer_id
    WHERE lot.remaining > 0 AND lot.expires_at > %(tomorrow_at)s
        AND lot.expires_at <= %(tomorrow_at)s + interval '{AHEAD_DAYS} days'
        AND lot.pending_until < %(tomorrow_at)s AND account.balance > 0
    GROUP BY 1
) AS due JOIN insight_customersummary AS s ON s.customer_id = due.customer
WHERE due.points >= {LEAST_POINTS}
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    words = ngettext(
        "%(points)s point expires from %(day)s on.",
        "%(points)s points expire from %(day)s on.",
        int(told.facts["points"]),
    )
    return words % {"points": told.number("points"), "day": told.day("on")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, this is %(shop)s. %(points)s of your points can be used until %(day)s: "
        "come by and turn them into something nice before they are gone."
    )
    facts = {"points": told.number("points"), "day": told.day("on")}
    return words % {"dear": told.dear, "shop": told.shop, **facts}


POINTS_EXPIRE = Kind(
    key="points_expire",
    label=gettext_lazy("Points about to expire"),
    intent=Intent.REMIND,
    icon="clock",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=14,
    ends_with_visit=True,
)
