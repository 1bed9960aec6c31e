"""`quen manage …`: Django's own commands on this installation."""

import sys

import typer

from quen.cli.ready import ready_database


def manage(context: typer.Context) -> None:
    """Pass everything after `manage` on to Django."""
    ready_database()
    from django.core.management import execute_from_command_line

    sys.argv = ["quen manage", *context.args]
    execute_from_command_line(sys.argv)
