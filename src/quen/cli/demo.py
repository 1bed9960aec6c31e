"""`quen demo`."""

import typer
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.progress import progress_bar
from quen.cli.ready import ready_database


def demo(
    seed: int = typer.Option(1, help=_("Another seed makes another shop.")),
    if_empty: bool = typer.Option(
        False, "--if-empty", help=_("Do nothing where there is a business already.")
    ),
) -> None:
    """Load two years of a coffee-and-grocery chain that never was."""
    ready_database()
    from django.utils.module_loading import import_string

    from quen.demo.load import OWNER_EMAIL, OWNER_PASSWORD, load_demo
    from quen.shops.reads import current_business

    if if_empty and current_business():
        return
    with progress_bar() as show:
        load_demo(seed=seed, on_progress=show)
        show("summaries", 0.9)
        import_string("quen.config.readers.follow")()
    words = {"email": OWNER_EMAIL, "password": OWNER_PASSWORD}
    Console().print(_("The demo shop is ready. Sign in as %(email)s with %(password)s.") % words)
