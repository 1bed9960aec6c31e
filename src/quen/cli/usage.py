"""The words of the help pages, and what is wrong with a line that was typed, in the person's language."""

import re
from difflib import get_close_matches

import typer
from django.utils.translation import gettext as _
from pydantic import ValidationError
from typer import rich_utils
from typer._click.core import Command, Context, Parameter
from typer._click.exceptions import BadOptionUsage, BadParameter, MissingParameter, NoSuchOption, UsageError
from typer._click.formatting import HelpFormatter
from typer.core import TyperGroup, TyperOption

from quen.kernel.sentences import Sentence, gettext_noop

_NO_COMMAND = re.compile(r"No such command '(.*?)'")
_NO_FILE = re.compile(r"'(.*)' does not exist\.$", re.DOTALL)
_A_FOLDER = re.compile(r"'(.*)' is a directory\.$", re.DOTALL)
_LEFT_OVER = re.compile(r"unexpected extra argument(?:\(s\)|s)? \((.*)\)")

_KINDS = {"int": gettext_noop("a whole number"), "float": gettext_noop("a number")}


def command_line(app: typer.Typer) -> Command:
    """The command line of `app`, its help pages worded in the active language."""
    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
    rich_utils.DEFAULT_STRING = _("[default: {}]")
    rich_utils.ENVVAR_STRING = _("[env var: {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[required]")
    line = typer.main.get_command(app)
    for command in (line, *(line.commands.values() if isinstance(line, TyperGroup) else ())):
        command.context_class.formatter_class = _Formatter
        command.options_metavar = _("[OPTIONS]")
        if asked := command.get_help_option(command.context_class(command)):
            asked.help = _("Show this page and stop.")
    if isinstance(line, TyperGroup):
        line.subcommand_metavar = _("COMMAND [ARGS]...")
    return line


def what_is_wrong(error: UsageError) -> Sentence:
    """One sentence for a line that cannot be understood."""
    match error:
        case NoSuchOption():
            return _unknown(error.option_name, list(error.possibilities or []))
        case MissingParameter() if error.param:
            return Sentence(gettext_noop("The line lacks %(name)s."), {"name": _name(error.param)})
        case BadParameter() if found := _NO_FILE.search(error.message):
            return Sentence(
                gettext_noop("There is no file %(path)s. Check the name and the folder."), {"path": found[1]}
            )
        case BadParameter() if found := _A_FOLDER.search(error.message):
            return Sentence(gettext_noop("%(path)s is a folder, not a file."), {"path": found[1]})
        case BadParameter() if error.param and error.ctx:
            return Sentence(
                gettext_noop("%(name)s cannot be “%(value)s”; it takes %(fits)s."),
                {"name": _name(error.param), "value": _typed(error), "fits": _fits(error.param, error.ctx)},
            )
        case BadOptionUsage() if "requires" in error.message:
            return Sentence(gettext_noop("%(name)s needs a value behind it."), {"name": error.option_name})
        case BadOptionUsage():
            return Sentence(gettext_noop("%(name)s takes no value."), {"name": error.option_name})
    if found := _NO_COMMAND.search(error.message):
        commands = (
            error.ctx.command.commands if error.ctx and isinstance(error.ctx.command, TyperGroup) else {}
        )
        return _unknown(found[1], get_close_matches(found[1], commands))
    if found := _LEFT_OVER.search(error.message):
        return Sentence(gettext_noop("%(more)s is too much on the line."), {"more": found[1]})
    if error.message == "Missing command.":
        return Sentence(gettext_noop("Name a command."))
    return Sentence("%(message)s", {"message": error.format_message()})


def where_to_look(error: UsageError) -> Sentence:
    """The command that shows what may be typed."""
    path = error.ctx.command_path if error.ctx else "quen"
    return Sentence(gettext_noop("See %(help)s."), {"help": f"{path} --help"})


class _Formatter(HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage, its first word translated."""
        super().write_usage(prog, args, prefix or _("Usage: "))


def _unknown(name: str, like: list[str]) -> Sentence:
    if not like:
        return Sentence(gettext_noop("There is no %(name)s."), {"name": name})
    return Sentence(
        gettext_noop("There is no %(name)s. Did you mean %(like)s?"),
        {"name": name, "like": ", ".join(sorted(like))},
    )


def _name(parameter: Parameter) -> str:
    return parameter.opts[0] if isinstance(parameter, TyperOption) else str(parameter.name)


def _fits(parameter: Parameter, context: Context) -> Sentence | str:
    """What may stand there: the choices, an example, or the kind of number."""
    least, most = getattr(parameter, "min", None), getattr(parameter, "max", None)
    if least is not None and most is not None:
        return f"{least}–{most}"
    shown = getattr(parameter, "metavar", None) or getattr(parameter, "display_type", _no_type)(context)
    kind = str(shown).strip("<>[]")
    return Sentence(_KINDS[kind]) if kind in _KINDS else kind.replace("|", ", ")


def _no_type(_: Context) -> str:
    return "…"


def _typed(error: BadParameter) -> object:
    """What was typed, as the check of types keeps it."""
    if isinstance(error.__cause__, ValidationError):
        return error.__cause__.errors()[0]["input"]
    return error.message
