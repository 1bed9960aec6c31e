"""One row per customer: what her purchases add up to, and where she stands.

Four steps, each set-based SQL: `counted.sql` adds up the facts of some customers, `classified.sql` judges the sums by
the rules of `people/classification.py`, `write.sql` keeps both; `judge_again.sql` judges kept sums anew, when time has
passed or the yardsticks changed. A row depends on the facts, the yardsticks and the day alone, never on the order in
which facts arrived.
"""
