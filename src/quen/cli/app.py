"""Every command of `quen`, by name."""

import sys
from collections.abc import Sequence

import typer
from django.utils.translation import gettext as _
from rich.console import Console
from typer._click.exceptions import NoArgsIsHelpError, UsageError

from quen import __version__
from quen.cli import (
    backup,
    bring_points,
    check,
    demo,
    dry_run,
    import_files,
    live,
    manage,
    person,
    programme,
    restore,
    serve,
    setup,
    worker,
)
from quen.cli.backtest.command import backtest
from quen.cli.economics.command import economics
from quen.cli.forecast.command import forecast
from quen.cli.report.command import report
from quen.cli.uplift.command import uplift
from quen.cli.usage import command_line, what_is_wrong, where_to_look
from quen.cli.why_not import refused
from quen.kernel.errors import QuenError
from quen.kernel.sentences import Sentence

WRONG_USAGE = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells expect


def build() -> typer.Typer:
    """The command line in the active language."""
    app = typer.Typer(
        name="quen",
        help=_("Khách Quen: know your customers, reward them, bring them back."),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    app.callback()(_every_command)
    app.command("serve", help=_("Start the web server, the worker and the database."))(serve.serve)
    app.command("demo", help=_("Load the demo shop into an empty database."))(demo.demo)
    app.command("import", help=_("Bring sales files into the database."))(import_files.import_files)
    app.command("report", help=_("Read sales files and answer: who are the regulars? No database needed."))(
        report
    )
    app.command("forecast", help=_("Foretell from sales files: who still comes, how often, worth how much?"))(
        forecast
    )
    app.command(
        "economics", help=_("What one more point of retention is worth, and what a lost customer costs.")
    )(economics)
    app.command("uplift", help=_("What an experiment proved: the difference of its arms, from a file."))(
        uplift
    )
    _replays(app)
    app.command("programme", help=_("Print the default programme as YAML, or check one."))(
        programme.programme
    )
    app.command("bring-points", help=_("Bring members' points from another system, as a CSV file."))(
        bring_points.bring_points
    )
    app.command("check", help=_("Prove that the facts in the database agree with each other."))(check.check)
    app.command("backup", help=_("Write database, lake and uploads into one file."))(backup.backup)
    app.command("restore", help=_("Read such a file back."))(restore.restore)
    _of_a_person(app)
    app.command("setup", help=_("Name the business and its owner."))(setup.setup)
    _parts_of_serve(app)
    app.command(
        "manage",
        help=_("Run a command of Django, for administrators."),
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    )(manage.manage)
    return app


def _of_a_person(app: typer.Typer) -> None:
    app.command("export-person", help=_("Write all that is kept about one person into a file for her."))(
        person.export_person
    )
    app.command("erase-person", help=_("Forget one person at her wish; the books stay without her name."))(
        person.erase_person
    )


def _replays(app: typer.Typer) -> None:
    app.command("backtest", help=_("Replay sales through a programme: what would it have given and cost?"))(
        backtest
    )
    app.command("dry-run", help=_("Replay the last year through a journey: who would have got what?"))(
        dry_run.dry_run
    )


def _parts_of_serve(app: typer.Typer) -> None:
    app.command("worker", help=_("Run the background work alone (serve does it too)."))(worker.worker)
    app.command("live", help=_("Serve the streams of chats alone (serve does it too)."))(live.live)


def _every_command(
    lang: str = typer.Option(
        "vi", "--lang", help=_("Language: vi or en."), envvar="QUEN_LANG"
    ),  # read in main
    version: bool = typer.Option(  # answered by the callback
        False,
        "--version",
        help=_("Show the version and stop."),
        is_eager=True,
        callback=lambda wanted: _say_version() if wanted else None,
    ),
) -> None:
    """Options that stand before the command's name."""


def _say_version() -> None:
    typer.echo(f"quen {__version__}")
    raise typer.Exit


def call(arguments: Sequence[str]) -> int:
    """Run the command line; no traceback ever reaches a person for what a person did."""
    try:
        code = command_line(build()).main(args=list(arguments), prog_name="quen", standalone_mode=False)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except UsageError as error:
        if not isinstance(error, NoArgsIsHelpError):  # the help page stands there already
            say(what_is_wrong(error))
            say(where_to_look(error))
        return WRONG_USAGE
    except (QuenError, OSError) as error:
        return refuse(error)
    except (KeyboardInterrupt, typer.Abort):  # Abort: a question went unanswered
        code = INTERRUPTED
    if code == INTERRUPTED:
        Console(stderr=True).print(_("Stopped. Nothing was left half done."))
    return code if isinstance(code, int) else 0


def refuse(error: QuenError | OSError) -> int:
    """Say all that is wrong, and return the exit code."""
    for sentence in error.sentences if isinstance(error, QuenError) else (refused(error),):
        say(sentence)
    return WRONG_USAGE


def say(sentence: Sentence) -> None:
    """One sentence on standard error, in the person's language."""
    Console(stderr=True, soft_wrap=True).print(sentence.render(_), style="red", markup=False, highlight=False)
    sys.stderr.flush()
