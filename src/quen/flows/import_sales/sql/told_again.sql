-- The first lines of each group are those that were answered for.
INSERT INTO told_again
SELECT told.kind, told.owner_id, told.fingerprint, told.occurrence
FROM told_group
CROSS JOIN unnest(line_nos[:cardinality(line_nos) - lines_left::int]) AS answered (line_no)
JOIN told_line AS told USING (line_no);

ANALYZE told_again;
DROP TABLE unknown_receipt, told_line, told_group, held_group, pair;
