"""A customer whose last word was a low score: ask what was not right, before she stays away."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import RECOVERED, YEAR_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.said import NEWEST
from quen.insight.today.told import Told
from quen.surveys.scales import SCALES, QuestionKind

FRESH_DAYS = 14

_WHO = f"""
SELECT said.customer, coalesce(round({YEAR_MINOR} * {RECOVERED}), 0)::bigint AS gain_minor,
    jsonb_build_object('score', said.score, 'scale', said.kind, 'on', said.said_on,
        'year', round({YEAR_MINOR})) AS facts
FROM ({NEWEST}) AS said
LEFT JOIN insight_customersummary AS s ON s.customer_id = said.customer
WHERE said.band = 'low' AND said.said_on > %(day)s - {FRESH_DAYS}
    AND NOT EXISTS (
        SELECT FROM tickets_ticket AS ticket JOIN people_customer AS of ON of.id = ticket.customer_id
        WHERE coalesce(of.root_id, of.id) = said.customer AND ticket.kind = 'complaint'
            AND ticket.state IN ('open', 'waiting')
    )
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    words = _("Gave %(score)s of %(most)s on %(on)s.")
    most = SCALES[QuestionKind(told.facts["scale"])].most
    return words % {"score": told.number("score"), "most": most, "on": told.day("on")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, this is %(shop)s. Thank you for your frank answer. We are sorry it was not as it should be: "
        "would you tell me what was not right?"
    )
    return words % {"dear": told.dear, "shop": told.shop}


RATED_LOW = Kind(
    key="rated_low",
    label=gettext_lazy("Was not satisfied"),
    intent=Intent.RECOVER,
    icon="message",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=30,
)
