"""What a command knows of the database before it touches it."""

import pytest
from django.db import connection

from quen.cli.ready import is_new_database


@pytest.mark.django_db
def test_a_database_is_new_until_the_first_migration_is_written_down() -> None:
    assert not is_new_database()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO somebody_elses")
    assert is_new_database()
