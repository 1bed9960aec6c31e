-- One round of answers. Pairs have an order: first those where one side has no other choice, then those that are alike in
-- most facts, then first beside first, second beside second, so that lines nothing tells apart do not all wait for one.
-- A pair answers for the lines that are left to both its sides when all pairs before it have had theirs in full, so none
-- is taken from another. The first pair of a receipt always answers; pairs with a side that has no line left go.
WITH chosen AS (
    SELECT *, least(count(*) OVER (PARTITION BY told_no), count(*) OVER (PARTITION BY held_no)) > 1 AS has_choice,
           abs(dense_rank() OVER (PARTITION BY block_no ORDER BY told_no)
               - dense_rank() OVER (PARTITION BY block_no ORDER BY held_no)) AS apart
    FROM pair
), queued AS (
    SELECT told_no, held_no,
           told.lines_left - (sum(held.lines_left) OVER told_side - held.lines_left) AS left_to_told,
           held.lines_left - (sum(told.lines_left) OVER held_side - told.lines_left) AS left_to_held
    FROM chosen JOIN told_group AS told USING (told_no) JOIN held_group AS held USING (held_no)
    WINDOW told_side AS (PARTITION BY told_no ORDER BY has_choice, likeness DESC, apart, told_no, held_no),
           held_side AS (PARTITION BY held_no ORDER BY has_choice, likeness DESC, apart, told_no, held_no)
), answered AS (
    SELECT told_no, held_no, least(left_to_told, left_to_held) AS lines
    FROM queued WHERE left_to_told > 0 AND left_to_held > 0
), told_less AS (
    UPDATE told_group AS told SET lines_left = told.lines_left - answer.lines
    FROM (SELECT told_no, sum(lines) AS lines FROM answered GROUP BY told_no) AS answer
    WHERE told.told_no = answer.told_no
    RETURNING told.told_no, told.lines_left
), held_less AS (
    UPDATE held_group AS held SET lines_left = held.lines_left - answer.lines
    FROM (SELECT held_no, sum(lines) AS lines FROM answered GROUP BY held_no) AS answer
    WHERE held.held_no = answer.held_no
    RETURNING held.held_no, held.lines_left
)
DELETE FROM pair
WHERE told_no IN (SELECT told_no FROM told_less WHERE lines_left = 0)
   OR held_no IN (SELECT held_no FROM held_less WHERE lines_left = 0)
