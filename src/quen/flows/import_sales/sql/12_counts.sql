-- How many rows of the files, purchases and customers were new.
SELECT (SELECT count(*) FROM staged_line JOIN purchase_of USING (purchase_no) WHERE is_new)
         + (SELECT count(*) FROM added_line) + (SELECT count(*) FROM added_return_line) AS rows,
       (SELECT count(*) FROM purchase_of WHERE is_new) AS purchases,
       (SELECT count(*) FROM customer_of WHERE is_new) AS customers
