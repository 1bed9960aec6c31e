-- How many rows of the files (beside the lines of new purchases), purchases and customers were new. What an earlier import
-- called cancelled came with its own files.
SELECT (SELECT count(*) FROM added_line) + (SELECT count(*) FROM added_return_line)
       - (SELECT count(*) FROM cancelled_before JOIN added_return_line USING (fingerprint, occurrence)) AS rows,
       (SELECT count(*) FROM purchase_of WHERE is_new) AS purchases,
       (SELECT count(*) FROM customer_of WHERE is_new) AS customers
