"""What a command needs before it may touch the database."""

from django.core.management import call_command


def ready_database() -> None:
    """Bring the schema of the database that `start_for` started up to date."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
