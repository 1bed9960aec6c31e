-- What came of each step of a version: of a message where it is now, not where it stood when the step was done.
SELECT passage.step, coalesce(message.state, passage.outcome) AS outcome, count(*)
FROM journeys_passage AS passage
LEFT JOIN outreach_message AS message
    ON message.id = passage.subject AND passage.outcome = ANY (%(states)s)
WHERE passage.journey = %(journey)s AND passage.version = %(version)s AND passage.is_done
GROUP BY 1, 2
ORDER BY 1, 2
