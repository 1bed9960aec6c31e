"""`quen demo`."""

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.progress import progress_bar
from quen.cli.ready import ready_database


def demo(seed: int = typer.Option(1, help=_("Another seed makes another shop."))) -> None:
    """Load two years of a coffee-and-grocery chain that never was."""
    ready_database()
    from quen.demo.load import OWNER_EMAIL, OWNER_PASSWORD

    open_demo_shop(seed=seed)
    words = {"email": OWNER_EMAIL, "password": OWNER_PASSWORD}
    Console().print(_("The demo shop is ready. Sign in as %(email)s with %(password)s.") % words)


def open_demo_shop(*, seed: int = 1) -> None:
    """Load it, and let summaries, lake and proposals follow. Raises NotEmpty where there is a business."""
    from django.db import connection
    from django.utils import timezone
    from django.utils.module_loading import import_string

    from quen.demo.load import load_demo
    from quen.kernel.without_collector import without_collector
    from quen.people.duplicates import propose_duplicates

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")  # lost with the power, it would be loaded again
    with without_collector(), progress_bar() as show:
        load_demo(seed=seed, on_progress=show)
        show("summaries", 0.9)
        import_string("quen.config.readers.follow_to_the_end")()
        propose_duplicates(at=timezone.now())
