-- Keep those of one kind who are worth most: %(most)s rows of the day, and how many were meant in all.
-- Plan: `meant` is the kind's own set query; whoever rests is looked up in care_decided; whether she may be reached is
-- asked only of the first few hundred. The rule of consent is that of people/consent.py, and a test compares them.
WITH meant AS MATERIALIZED (
{who}
), free AS MATERIALIZED (
  SELECT meant.* FROM meant JOIN people_customer AS person ON person.id = meant.customer
  WHERE person.root_id IS NULL AND NOT person.is_internal AND NOT EXISTS (
    SELECT FROM insight_care AS before
    WHERE before.customer_id = meant.customer AND before.state <> 'open'
      AND (before.kind = %(kind)s AND before.rests_until >= %(day)s
        OR before.state = 'done' AND before.day > %(day)s - %(calm_days)s)
  )
), first AS (
  SELECT free.*, ARRAY(SELECT id FROM people_customer WHERE root_id = free.customer) || free.customer AS everyone
  FROM free
  ORDER BY gain_minor DESC, (facts ->> 'year')::numeric DESC NULLS LAST, customer
  LIMIT 4 * %(most)s
), reached AS (
  SELECT first.*, EXISTS (
    SELECT FROM people_consent AS yes
    WHERE yes.customer_id = ANY (everyone) AND yes.purpose = 'marketing' AND yes.is_given AND NOT EXISTS (
      SELECT FROM people_consent AS no
      WHERE no.customer_id = ANY (everyone) AND no.purpose = 'marketing' AND NOT no.is_given
        AND no.channel IN (yes.channel, 'all') AND no.given_at >= yes.given_at
    )
  ) AND EXISTS (
    SELECT FROM people_identity AS way
    WHERE way.customer_id = ANY (everyone) AND way.kind IN ('phone', 'email')
  ) AS may_be_reached
  FROM first
), kept AS (
  INSERT INTO insight_care (day, kind, customer_id, gain_minor, facts, expected_on, turn)
  SELECT %(day)s, %(kind)s, customer,
    greatest(0, CASE WHEN may_be_reached THEN gain_minor ELSE round(gain_minor * %(at_the_till)s)::bigint END), facts,
    coalesce(
      (SELECT f.next_visit FROM insight_forecast AS f WHERE f.customer_id = customer),
      (SELECT (s.last_at AT TIME ZONE %(zone)s)::date + greatest(1, round(s.median_gap_days))::int
       FROM insight_customersummary AS s WHERE s.customer_id = customer)),
    %(turn)s
  FROM reached
  ORDER BY 4 DESC, (facts ->> 'year')::numeric DESC NULLS LAST, customer
  LIMIT %(most)s
  ON CONFLICT (day, kind, customer_id) DO UPDATE
  SET gain_minor = excluded.gain_minor, facts = excluded.facts, expected_on = excluded.expected_on,
    turn = excluded.turn
  WHERE insight_care.state = 'open'
)
SELECT count(*) FROM free
