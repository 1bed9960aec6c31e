-- Tickets settled in a time, or of which she said in it that they are not (so that they are open again), each once in every
-- cut it has a value for. By ticket_by_end and ticket_rating_newest; answers of the staff by ticket_thread.
WITH meant AS (
    SELECT id FROM tickets_ticket WHERE solved_at >= %(since)s AND solved_at < %(until)s
    UNION
    SELECT rating.ticket_id FROM tickets_rating AS rating JOIN tickets_ticket AS open ON open.id = rating.ticket_id
    WHERE rating.at >= %(since)s AND rating.at < %(until)s AND open.solved_at IS NULL
), ended AS MATERIALIZED (
    SELECT ticket.topic, ticket.came_by, ticket.owner_id, rating.score, rating.verdict, ticket.reopened > 0 AS is_again,
        ticket.solved_at IS NOT NULL AND ticket.reopened = 0 AND (
            SELECT count(*) FROM tickets_entry AS entry
            WHERE entry.ticket_id = ticket.id AND entry.kind = 'out' AND entry.by <> 'system'
        ) <= 1 AS is_by_one_answer
    FROM meant JOIN tickets_ticket AS ticket ON ticket.id = meant.id
    LEFT JOIN tickets_rating AS rating ON rating.ticket_id = ticket.id
    WHERE ticket.merged_into_id IS NULL
        AND (%(stores)s::bigint[] IS NULL OR ticket.store_id = ANY (%(stores)s::bigint[]))
)
SELECT each.cut, each.name, count(*) AS ended, count(score) AS rated, avg(score)::float8 AS stars,
    count(*) FILTER (WHERE verdict = 'one') AS in_one_go, count(*) FILTER (WHERE verdict = 'not') AS not_settled,
    count(*) FILTER (WHERE is_again) AS opened_again, count(*) FILTER (WHERE is_by_one_answer) AS by_one_answer
FROM ended CROSS JOIN LATERAL (VALUES
    ('all', 'all'), ('topic', topic), ('came_by', came_by), ('staff', owner_id::text)
) AS each (cut, name)
WHERE each.name <> ''
GROUP BY each.cut, each.name
ORDER BY each.cut, ended DESC, each.name
