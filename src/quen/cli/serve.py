"""`quen serve`: database, web server, streams of chats and worker under one process."""

import os
import signal
import socket
import subprocess
import sys

import typer
from django.conf import settings
from django.utils.translation import gettext as _
from rich.console import Console

from quen.cli.demo import open_demo_shop
from quen.cli.errors import PortTaken
from quen.cli.ready import is_new_database, ready_database
from quen.cli.why_not import why_not
from quen.kernel.sentences import gettext_noop

MOST_PORT = 65_535
_WORKER_STOP_SECONDS = 20


def serve(
    host: str = typer.Option("127.0.0.1", help=_("Address to listen on; 0.0.0.0 for the whole network.")),
    port: int = typer.Option(8000, min=1, max=MOST_PORT, help=_("Port to listen on.")),
    workers: int = typer.Option(1, help=_("Web server processes.")),
    threads: int = typer.Option(8, help=_("Threads of each web server process.")),
    live_port: int = typer.Option(
        0,
        min=0,
        max=MOST_PORT,
        help=_("Port of the streams of chats; by itself the one after --port, or a free one."),
    ),
    with_demo: bool = typer.Option(
        False, "--demo", help=_("Load the demo shop first, where there is no business yet.")
    ),
) -> None:
    """Serve until Ctrl-C."""
    # A background job of a shell begins deaf to it, and stayed so until the web server listens.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    refuse_taken_port(host, port)
    streams = port_of_streams(host, port, live_port)
    _ready_with_demo_shop() if with_demo else ready_database()
    say_address(host, port)
    os.environ["QUEN_DATABASE_POOL"] = "1"
    os.environ["QUEN_LIVE_PORT"] = str(streams)
    settings.LIVE_PORT = streams  # a web process that is forked has the settings of this one
    from quen.cli.pages import serve_pages

    listens = ["--host", host, "--port", str(streams), "--pages-port", str(port)]
    beside = [_beside("worker"), _beside("live", *listens)]
    try:
        serve_pages(host=host, port=port, workers=workers, threads=threads)
    finally:
        for process in reversed(beside):
            _stop(process)


def port_of_streams(host: str, port: int, wanted: int) -> int:
    """The wanted port; without a wish the one after the pages', or where that is taken a free one. Raises PortTaken."""
    if wanted:
        refuse_taken_port(host, wanted)
        return wanted
    try:
        refuse_taken_port(host, port + 1)
    except (PortTaken, OverflowError):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.bind((host, 0))
            return int(probe.getsockname()[1])
    return port + 1


def refuse_taken_port(host: str, port: int) -> None:
    """Say it before anything is started. Raises PortTaken."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                gettext_noop(
                    "Port %(port)s of %(host)s cannot be used: %(why)s. "
                    "Stop what uses it, or say --port with another number."
                ),
                port=port,
                host=host,
                why=why_not(error),
            ) from error


def _ready_with_demo_shop() -> None:
    from quen.shops.reads import current_business

    if not is_new_database():
        ready_database()
        if current_business():
            return
    open_demo_shop()


def say_address(host: str, port: int) -> None:
    """Where to point the browser, and with the demo shop how to sign in."""
    from quen.demo.load import OWNER_EMAIL, OWNER_PASSWORD
    from quen.shops.reads import current_business

    console = Console()
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104  # shown, not bound
    console.print(_("Khách Quen is at [bold]http://%(host)s:%(port)s[/bold]") % {"host": shown, "port": port})
    business = current_business()
    if business and business.is_demo:
        words = {"email": OWNER_EMAIL, "password": OWNER_PASSWORD}
        console.print(
            _("Demo shop: sign in as [bold]%(email)s[/bold] with [bold]%(password)s[/bold]") % words
        )
    _say_setup_code(console)
    console.print(_("Stop with Ctrl-C."))


def _say_setup_code(console: Console) -> None:
    """What whoever sets up a fresh installation from another machine is asked for."""
    from quen.home.setup_code import setup_code
    from quen.shops.reads import is_set_up

    if not is_set_up():
        words = _("Set-up from another machine asks for this code: [bold]%(code)s[/bold]")
        console.print(words % {"code": setup_code()})


def _beside(*command: str) -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if name != "QUEN_DATABASE_POOL"}
    return subprocess.Popen([sys.executable, "-m", "quen", *command], env=environment)


def _stop(worker: "subprocess.Popen[bytes]") -> None:
    """End the process by its own process id, letting the job under way finish."""
    if worker.poll() is not None:
        return
    worker.send_signal(signal.SIGTERM)
    try:
        worker.wait(_WORKER_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()  # an import killed here is taken up again at the next start
        worker.wait()
