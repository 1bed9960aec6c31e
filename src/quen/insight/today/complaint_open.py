"""A customer who has complained and is still not settled: speak to her yourself."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quen.insight.today.assumed import RECOVERED, YEAR_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

_WHO = f"""
SELECT DISTINCT ON (whose.id) whose.id AS customer,
    coalesce(round({YEAR_MINOR} * {RECOVERED}), 0)::bigint AS gain_minor,
    jsonb_build_object('ticket', ticket.id,
        'days', %(day)s - (ticket.opened_at AT TIME ZONE %(zone)s)::date, 'year', round({YEAR_MINOR})) AS facts
FROM tickets_ticket AS ticket
JOIN people_customer AS of ON of.id = ticket.customer_id
JOIN people_customer AS whose ON whose.id = coalesce(of.root_id, of.id)
LEFT JOIN insight_customersummary AS s ON s.customer_id = whose.id
WHERE ticket.kind = 'complaint' AND ticket.state IN ('open', 'waiting') AND ticket.opened_at < %(tomorrow_at)s
ORDER BY whose.id, ticket.opened_at, ticket.id
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    days = int(told.facts["days"])
    words = (
        ngettext(
            "Complained %(count)s day ago, and it is not settled yet (ticket %(ticket)s).",
            "Complained %(count)s days ago, and it is not settled yet (ticket %(ticket)s).",
            days,
        )
        if days
        else _("Complained today, and it is not settled yet (ticket %(ticket)s).")
    )
    return words % {"count": days, "ticket": int(told.facts["ticket"])}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, this is %(shop)s. We are sorry about what went wrong, and we are on it. May I tell you how "
        "far we are, and ask what would make it right for you?"
    )
    return words % {"dear": told.dear, "shop": told.shop}


COMPLAINT_OPEN = Kind(
    key="complaint_open",
    label=gettext_lazy("Complaint not settled"),
    intent=Intent.RECOVER,
    icon="alert-triangle",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=7,
)
