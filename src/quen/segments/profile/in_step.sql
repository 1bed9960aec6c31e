-- Where new yardsticks or the passing of time moved customers in their summaries, the profiles follow.
UPDATE segments_profile p
SET stage = s.stage, value_band = s.value_band, is_first_big = s.is_first_big
FROM insight_customersummary s
WHERE s.customer_id = p.customer_id
    AND (p.stage, p.value_band, p.is_first_big) IS DISTINCT FROM (s.stage, s.value_band, s.is_first_big)
