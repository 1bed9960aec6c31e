"""`quen live`: the streams of chats, beside the pages."""

import os

import typer
from django.utils.translation import gettext as _

from quen.cli.serve import MOST_PORT


def live(
    host: str = typer.Option("127.0.0.1", help=_("Address to listen on; 0.0.0.0 for the whole network.")),
    port: int = typer.Option(8001, min=1, max=MOST_PORT, help=_("Port to listen on.")),
    pages_port: int = typer.Option(
        8000, min=1, max=MOST_PORT, help=_("The port of the pages, which may look at the streams.")
    ),
) -> None:
    """Serve until told to stop (SIGINT or SIGTERM)."""
    from quen.chats.live.serve import serve_live

    serve_live(host=host, port=port, pages_port=pages_port, database_url=os.environ["DATABASE_URL"])
