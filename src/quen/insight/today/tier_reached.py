"""Members who reached a higher tier this week and still have it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from quen.insight.today.assumed import CONGRATULATED, YEAR_MINOR
from quen.insight.today.kind import Intent, Kind
from quen.insight.today.told import Told

SINCE_DAYS = 7

_WHO = f"""
SELECT s.customer_id AS customer, round({YEAR_MINOR} * {CONGRATULATED})::bigint AS gain_minor,
    jsonb_build_object('tier', rise.name, 'on', rise.on_day) AS facts
FROM (
    SELECT DISTINCT ON (member.customer_id) member.customer_id, step.name,
        (move.moved_at AT TIME ZONE %(zone)s)::date AS on_day
    FROM tiers_tiermove AS move
    JOIN people_customer AS c ON c.id = move.customer_id
    JOIN enrolment_member AS member ON member.customer_id = coalesce(c.root_id, c.id)
        AND member.left_at IS NULL AND member.tier = move.after
    JOIN unnest(%(tiers)s::text[], %(tier_names)s::text[]) WITH ORDINALITY AS step (key, name, place)
        ON step.key = move.after
    WHERE move.moved_at >= %(tomorrow_at)s - interval '{SINCE_DAYS} days' AND move.moved_at < %(tomorrow_at)s
        AND step.place > greatest(1, coalesce(array_position(%(tiers)s::text[], move.before::text), 1))
    ORDER BY member.customer_id, move.moved_at DESC
) AS rise JOIN insight_customersummary AS s ON s.customer_id = rise.customer_id
"""  # noqa: S608 (figures written here)


def _why(told: Told) -> str:
    return _("Reached the tier %(tier)s on %(day)s.") % {"tier": told.text("tier"), "day": told.day("on")}


def _words(told: Told) -> str:
    words = _(
        "Hello %(dear)s, congratulations: you are %(tier)s at %(shop)s now. Thank you for coming so often; "
        "we look forward to seeing you again."
    )
    return words % {"dear": told.dear, "shop": told.shop, "tier": told.text("tier")}


TIER_REACHED = Kind(
    key="tier_reached",
    label=gettext_lazy("Tier reached"),
    intent=Intent.CONGRATULATE,
    icon="award",
    who=_WHO,
    why=_why,
    words=_words,
    rest_days=30,
)
