"""What is asked of other rooms' tables, whose rows name the customer they were written for."""

from typing import Any

from quen.segments.sql import Sql, any_of, found_by


def of_facts(table: str, asked: str, *values: Any) -> Sql:
    """Whether a row ``f`` of this table, hers or of a customer merged into her, fits; `asked` is never NULL."""
    own = f"SELECT f.customer_id FROM {table} f WHERE {asked}"  # noqa: S608
    through_merge = (
        f"SELECT c.root_id AS customer_id FROM people_customer c JOIN {table} f ON f.customer_id = c.id"  # noqa: S608
        f" WHERE c.root_id IS NOT NULL AND {asked}"
    )
    return any_of(found_by(query, values) for query in (own, through_merge))


def of_many_facts(table: str, least: int, asked: str, *values: Any) -> Sql:
    """Whether at least so many rows fit, hers and those of customers merged into her together.

    Plan: for one customer her number reaches both halves, and each reads her rows alone; for everybody one grouping.
    """
    query = f"""
        SELECT hers.customer_id FROM (
            SELECT f.customer_id FROM {table} f WHERE {asked}
            UNION ALL
            SELECT c.root_id FROM people_customer c JOIN {table} f ON f.customer_id = c.id
            WHERE c.root_id IS NOT NULL AND {asked}
        ) AS hers GROUP BY hers.customer_id HAVING count(*) >= %s
    """  # noqa: S608
    return found_by(query, (*values, *values, least))
