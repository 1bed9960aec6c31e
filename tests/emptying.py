"""A test that commits leaves an empty database behind, in hundredths of a second.

Django truncates every table and makes its permissions anew, which takes a second at some two hundred tables. Here only
what has rows is emptied, row by row; what no test writes stays.
"""

from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

_STAYS = {"django_content_type", "auth_permission"}
_MANY_ROWS = 500


def empty_quickly() -> None:
    """From now on, in this process, where the database lets us pass by its triggers; else as Django does it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone() == (True,):
            TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]  # not in the stubs


def _empty(_case: Any) -> None:
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for name in sorted(tables - _STAYS)
            )
        )
        filled = [name for (name,) in cursor.fetchall()]
        with transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
            grown = [name for name in filled if _rows_gone(cursor, name) > _MANY_ROWS]
        for name in grown:  # its empty pages would be planned for
            cursor.execute(f'VACUUM "{name}"')


def _rows_gone(cursor: Any, name: str) -> int:
    cursor.execute(f'DELETE FROM "{name}"')
    rows: int = cursor.rowcount
    return rows
