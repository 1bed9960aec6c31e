"""Each report of the console as the best DuckDB SQL we know for the same answers, written by hand.

Statements run one after the other on one connection, with DuckDB's own settings; `{lake}` reads the purchases. Where
several answers come from one table per customer, it is kept, as anybody would.
"""

_PER_CUSTOMER = """
    CREATE TEMP TABLE c AS
    SELECT customer, count(*) AS n, sum(amount_minor)::BIGINT AS revenue, min(day) AS first_day, max(day) AS last_day,
           arg_min(amount_minor, {{'at': "at", 'key': purchase_key}}) AS first_amount
    FROM {lake} WHERE customer IS NOT NULL GROUP BY customer"""
_FIRSTS = """
    CREATE TEMP TABLE f AS
    SELECT count(*) AS n, sum(amount_minor)::BIGINT AS revenue,
           arg_min({{'product': product, 'amount': amount_minor}}, {{'at': "at", 'key': purchase_key}}) AS first
    FROM {lake} WHERE customer IS NOT NULL GROUP BY customer"""
_ACTIVE = """
    CREATE TEMP TABLE m AS
    SELECT DISTINCT customer, (year(day) * 12 + month(day) - 1)::INTEGER AS month_no
    FROM {lake} WHERE customer IS NOT NULL"""
_GROUPS = """
    SELECT g, count(*), count(*) FILTER (n >= 2), sum(n), sum(revenue)
    FROM (SELECT {column} AS g, customer, count(*) AS n, sum(amount_minor)::BIGINT AS revenue
          FROM {{lake}} WHERE customer IS NOT NULL AND {column} IS NOT NULL GROUP BY ALL)
    GROUP BY g ORDER BY 2 DESC"""

BY_HAND: dict[str, tuple[str, ...]] = {
    "repeat_rate": (
        _PER_CUSTOMER,
        "SELECT n, count(*), sum(revenue), sum(first_amount) FROM c GROUP BY n ORDER BY n",
    ),
    "by_store": (_GROUPS.format(column="store"),),
    "by_category": (_GROUPS.format(column="category"),),
    "by_first_product": (
        _FIRSTS,
        "SELECT first.product, count(*), count(*) FILTER (n >= 2), sum(n), sum(revenue) FROM f GROUP BY 1 ORDER BY 2",
    ),
    "by_first_spending": (
        _FIRSTS,
        """WITH q AS (SELECT quantile_cont(first.amount, [0.25, 0.5, 0.75]) AS marks FROM f)
           SELECT 1 + len(list_filter(marks, lambda mark: first.amount > mark)) AS quarter, min(first.amount),
                  max(first.amount), count(*), count(*) FILTER (n >= 2), sum(n), sum(revenue)
           FROM f, q GROUP BY 1 ORDER BY 1""",
    ),
    "retention": (
        _ACTIVE,
        """SELECT month_no, count(*), count(*) FILTER (before = month_no - 1)
           FROM (SELECT month_no, lag(month_no) OVER (PARTITION BY customer ORDER BY month_no) AS before FROM m)
           GROUP BY 1 ORDER BY 1""",
    ),
    "cohorts": (
        _ACTIVE,
        """WITH firsts AS (SELECT customer, min(month_no) AS first_no FROM m GROUP BY customer)
           SELECT first_no, month_no - first_no, count(*) FROM m JOIN firsts USING (customer)
           GROUP BY ALL ORDER BY ALL""",
    ),
    "revenue": (
        """CREATE TEMP TABLE c AS
           SELECT min(day) AS first_day, arg_min(amount_minor, {{'at': "at", 'key': purchase_key}}) AS first_amount,
                  count(*) AS n, sum(amount_minor)::BIGINT AS revenue
           FROM {lake} WHERE customer IS NOT NULL GROUP BY customer""",
        """SELECT month, count(*) FILTER (customer IS NOT NULL), sum(amount_minor) FILTER (customer IS NOT NULL),
                  count(*) FILTER (customer IS NULL), sum(amount_minor) FILTER (customer IS NULL)
           FROM (SELECT date_trunc('month', day) AS month, customer, amount_minor FROM {lake}) GROUP BY 1 ORDER BY 1""",
        "SELECT date_trunc('month', first_day), sum(first_amount) FROM c GROUP BY 1 ORDER BY 1",
        "SELECT sum(revenue), sum(revenue) FILTER (n >= 2), sum(revenue - first_amount) FROM c",
    ),
    "rfm": (
        """CREATE TEMP TABLE c AS
           SELECT count(*) AS n, sum(amount_minor)::BIGINT AS revenue, (DATE '2026-10-29' - max(day))::BIGINT AS days
           FROM {lake} WHERE customer IS NOT NULL GROUP BY customer""",
        """WITH q AS (SELECT quantile_cont(n, [0.2, 0.4, 0.6, 0.8]) AS qn,
                             quantile_cont(days, [0.2, 0.4, 0.6, 0.8]) AS qd,
                             quantile_cont(revenue, [0.2, 0.4, 0.6, 0.8]) AS qr FROM c),
           s AS (SELECT n, revenue,
                        5 - (days > qd[1])::INT - (days > qd[2])::INT - (days > qd[3])::INT - (days > qd[4])::INT AS r,
                        1 + (n > qn[1])::INT + (n > qn[2])::INT + (n > qn[3])::INT + (n > qn[4])::INT AS f,
                        1 + (revenue > qr[1])::INT + (revenue > qr[2])::INT + (revenue > qr[3])::INT
                          + (revenue > qr[4])::INT AS m FROM c, q)
           SELECT r, f, m, count(*), sum(n), sum(revenue) FROM s GROUP BY ALL""",
    ),
    "gaps": (
        """SELECT gap, count(*) FROM (
               SELECT day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap
               FROM {lake} WHERE customer IS NOT NULL)
           WHERE gap IS NOT NULL GROUP BY gap ORDER BY gap""",
    ),
}
