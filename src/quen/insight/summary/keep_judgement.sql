UPDATE insight_customersummary AS s
SET due_on = c.due_on, stage = c.stage, is_first_big = c.is_first_big, value_band = c.value_band, updated_at = now()
FROM classified c
WHERE s.customer_id = c.customer_id
    AND (s.due_on, s.stage, s.is_first_big, s.value_band)
        IS DISTINCT FROM (c.due_on, c.stage, c.is_first_big, c.value_band)
RETURNING s.customer_id, c.stage_before, s.stage
