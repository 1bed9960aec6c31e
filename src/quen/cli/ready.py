"""What a command needs before it may touch the database."""

import django
from django.core.management import call_command

from quen.home.database import start_database
from quen.home.folder import home


def ready_database() -> None:
    """Start (or join) the database, set Django up, and bring the schema up to date."""
    home()
    start_database()
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
