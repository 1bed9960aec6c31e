"""What a command needs before it may touch the database."""

from contextlib import nullcontext


def ready_database() -> None:
    """Bring the database that `start_for` started up to date: its schema, and the segments that come ready made."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils import timezone

    from quen.cli.drawing import new_models_drawn_alone
    from quen.kernel.without_collector import without_collector
    from quen.segments.ready_made import make_ready_made

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        is_empty = not executor.loader.applied_migrations
        drawing = new_models_drawn_alone() if is_empty else nullcontext()
        with without_collector(), drawing, connection.cursor() as cursor:
            # Each of a hundred steps would wait for the disk. Lost with the power, they are taken again.
            cursor.execute("SET synchronous_commit = off")
            call_command("migrate", verbosity=0, interactive=False)
            cursor.execute("RESET synchronous_commit")
    make_ready_made(at=timezone.now())


def is_new_database() -> bool:
    """Whether nothing of ours was ever in the database that `start_for` started."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return not MigrationRecorder(connection).has_table()


def database_address() -> str:
    """The address of the database Django is connected to, for PostgreSQL's own programs."""
    from django.db import connection
    from psycopg.conninfo import make_conninfo

    given = connection.settings_dict
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return make_conninfo("", **{name: str(given[key]) for name, key in parts.items() if given[key]})
