"""Which of some customers a rule holds, as they are now."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from quen.segments.compile import compiled
from quen.segments.conditions.registry import KNOWN
from quen.segments.reads import scope_now
from quen.segments.rules import from_json


def those_it_holds(rule: Mapping[str, Any], customers: list[int]) -> set[int]:
    """Of these customers, who stand for themselves. Three queries."""
    asked = compiled(from_json(rule, KNOWN), scope_now())
    sql = f"SELECT p.customer_id FROM segments_profile p WHERE p.customer_id = ANY (%s) AND ({asked.text})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, (customers, *asked.values))
        return {customer for (customer,) in cursor.fetchall()}
