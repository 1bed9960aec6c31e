"""Former regulars: who of them is worth winning back, and who is better left in peace.

One rule for both. A regular (three purchase days or more) is former from the day after she was due. The chance to win
her back is WON_BACK on that day and falls as her silence grows: half of it after twice the time she was waited for.
At stake is what she spent in a year less what her forecast still expects of her without anybody's doing, and all of it
where there is no forecast yet. She is worth it while her silence is no longer than a year, and chance times what is at
stake is more than looking after one person costs.
"""

from quen.insight.today.assumed import WON_BACK, YEAR_MINOR

MOST_SILENT_DAYS = 365

GAIN = f"""(at_stake_minor * {WON_BACK} * patience / greatest(silent, 1))"""

IS_WORTH_IT = f"(silent <= {MOST_SILENT_DAYS} AND {GAIN} >= %(contact_minor)s)"

FACTS = """jsonb_build_object('silent', silent, 'usual', greatest(1, round(median_gap_days)), 'year',
    round(year_minor), 'at_stake', round(at_stake_minor), 'active', active, 'spends', round(usual_minor),
    'last', last_on, 'due', due_on)"""

FORMER = f"""
SELECT s.customer_id, s.median_gap_days, s.due_on, {YEAR_MINOR} AS year_minor,
    greatest(0, {YEAR_MINOR} - coalesce(forecast.spend_365_minor, 0)) AS at_stake_minor,
    round((100 * forecast.p_active)::numeric) AS active,
    s.revenue_minor::numeric / s.purchases AS usual_minor,
    (s.last_at AT TIME ZONE %(zone)s)::date AS last_on,
    %(day)s - (s.last_at AT TIME ZONE %(zone)s)::date AS silent,
    greatest(1, s.due_on - (s.last_at AT TIME ZONE %(zone)s)::date) AS patience
FROM insight_customersummary AS s LEFT JOIN insight_forecast AS forecast ON forecast.customer_id = s.customer_id
WHERE s.stage = 'lapsed' AND s.due_on < %(day)s AND s.purchase_days >= %(regular_days)s
"""  # noqa: S608 (figures written here)
