"""`quen worker`: jobs from the queue, and the readers of the story."""

from quen.cli.ready import ready_database


def worker() -> None:
    """Work until told to stop (SIGINT or SIGTERM)."""
    ready_database()
    from django.utils.module_loading import import_string

    # By name: the worker knows every room, and lives above this one.
    import_string("quen.config.worker.work")()
