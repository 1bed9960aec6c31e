"""How PostgreSQL means to answer a query the code asked."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def plan_of(asked: CaptureQueriesContext, holding: str) -> str:
    """The plan of the one captured query that holds these words."""
    [query] = [each["sql"] for each in asked.captured_queries if holding in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query}")
        return "\n".join(line for (line,) in cursor.fetchall())
