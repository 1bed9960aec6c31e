-- DuckDB: the three parts of one month from its raw CSV (tables raw_purchases, raw_lines, raw_returns, products).
-- The largest line gives a purchase its category and product; of equal lines the smaller fingerprint, because ids tell
-- the order of imports. purchase_key orders purchases of one moment by their receipt numbers, for the same reason.
CREATE OR REPLACE TEMP TABLE month_lines AS
SELECT l.purchase, l.product, g.category, l.quantity, l.amount_minor, l.fingerprint
FROM raw_lines l LEFT JOIN products g ON g.id = l.product;

CREATE OR REPLACE TEMP TABLE month_purchases AS
SELECT
    p.id, p.customer, p."at", p."at"::DATE AS day, p.amount_minor, p.discount_minor, p.store,
    nullif(p.channel, '') AS channel,
    largest.goods.category AS category, largest.goods.product AS product, p.receipt,
    row_number() OVER (ORDER BY p."at", p.receipt, p.store) AS purchase_key
FROM raw_purchases p
LEFT JOIN (
    SELECT purchase, arg_max(
        {'category': category, 'product': product},
        {'amount_minor': amount_minor, 'rank': -fingerprint::HUGEINT}
    ) AS goods
    FROM month_lines
    GROUP BY purchase
) largest ON largest.purchase = p.id;
