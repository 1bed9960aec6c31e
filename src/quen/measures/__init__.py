"""Measures of a shop's customers as Ibis expressions: table in, table out. No Django, no I/O, no clock.

The input is one table of purchases, a row per receipt::

    purchases(customer string or null, at timestamp, day date, amount_minor int64, purchase_key string,
              store, channel, category, product ...)
    returns(customer string or null, day date, amount_minor int64, positive)

Three tables are worth computing once and keeping, because several measures read them: `per_customer`,
`active_months` and `rhythms`. The same expressions run on DuckDB and on PySpark; every quantile is exact on both.
"""
