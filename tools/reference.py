"""Keep the reference in step with the code: `python tools/reference.py write | check`.

`docs/reference/commands.md` is written from the command line itself, `docs/reference/api.md` from the OpenAPI document.
The words and exports in `docs/reference/sales-files.md` are written from the reader.
`docs/reference/settings.md` is written by hand; `check` fails when an environment variable the code reads is not in it,
or one in it is read no more.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ROOT / "docs" / "reference" / "commands.md"
API = ROOT / "docs" / "reference" / "api.md"
SETTINGS = ROOT / "docs" / "reference" / "settings.md"
SALES_FILES = ROOT / "docs" / "reference" / "sales-files.md"
BEGIN, END = "<!-- from the code: begin -->", "<!-- from the code: end -->"
VARIABLE = re.compile(r"\b(?:QUEN_[A-Z_]+|DATABASE_URL)\b")


def commands_page() -> str:
    """The page of commands, in English."""
    _start()
    from django.utils import translation

    with translation.override("en"):
        from typer.main import get_command

        from quen.cli.app import build

        group: Any = get_command(build())
        parts = [
            "# Commands",
            "",
            "Written by `make fix` from the command line itself; `make check` fails when they differ.",
            "Every command takes `--lang vi|en` before its name (or `QUEN_LANG`), and `--help`.",
            "Exit codes: 0 done, 1 a check found something, 2 wrong usage or bad input, 130 stopped with Ctrl-C.",
            "",
        ]
        for name, command in group.commands.items():
            parts += list(_section(name, command))
    return "\n".join(parts).rstrip() + "\n"


def _start() -> None:
    """Start Django as the installation does, without a database: nothing here asks one."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quen.config.settings")
    django.setup()


def api_page() -> str:
    """The page of the API, in English: every operation with its scope, parameters and examples."""
    _start()
    from quen.api.reference import reference, sections

    parts = [
        "# API",
        "",
        "Written by `make fix` from the OpenAPI document itself; `make check` fails when they differ.",
        "Your own installation shows the same at `/api/v1/docs`, and for machines at `/api/v1/openapi.json`.",
        "How to begin: [connect a till](../how-to/connect-a-till.md).",
        "",
        "Every request shows a token, `Authorization: Bearer quen_…`. Every refusal is a problem document (RFC 9457).",
        "Every write carries an `Idempotency-Key`; its answer is kept for 90 days.",
    ]
    for section in sections(reference()):
        parts += ["", f"## {section['name']}"]
        for operation in section["operations"]:
            parts += list(_operation(operation))
    return "\n".join(parts).rstrip() + "\n"


def sales_files_page() -> str:
    """The page of sales files with the words that head each field, and the exports that are known."""
    from quen.sales_file.fields import Field
    from quen.sales_file.headings import words
    from quen.sales_file.presets import PRESETS

    before, _, rest = SALES_FILES.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    parts = ["| field | headed by |", "|---|---|"]
    parts += [f"| `{field}` | {', '.join(words(field))} |" for field in Field]
    parts += ["", "| known export | proved by the headings |", "|---|---|"]
    parts += [f"| {preset.name} | {', '.join(preset.proof)} |" for preset in PRESETS]
    return "\n".join([before + BEGIN, "", *parts, "", END + after])


def _operation(operation: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"### `{operation['method']} {operation['path']}`", "")
    words = " ".join(operation["description"].split())
    yield f"{operation['summary']}. {words}"
    if operation.get("parameters"):
        yield from ("", "| parameter | in | meaning |", "| --- | --- | --- |")
    for parameter in operation.get("parameters", ()):
        wanted = " (required)" if parameter.get("required") else ""
        yield f"| `{parameter['name']}` | {parameter['in']}{wanted} | {parameter.get('description', '')} |"
    if operation["sent"]:
        yield from ("", "Send:", "", "```json", operation["sent"], "```")
    for answer in operation["answers"]:
        yield from ("", f"Answer {answer['status']}:", "", "```json", answer["example"], "```")


def _section(name: str, command: Any) -> Iterator[str]:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option"]
    words = " ".join(each.metavar or each.name.upper() for each in arguments)
    yield f"## `quen {name}{' ' + words if words else ''}`"
    yield ""
    yield command.help or ""
    yield ""
    if options:
        yield "| option | meaning |"
        yield "| --- | --- |"
    for option in options:
        spelled = ", ".join(f"`{each}`" for each in [*option.opts, *option.secondary_opts])
        default = "" if option.default in (None, False, "", [], ()) else f" (default `{option.default}`)"
        yield f"| {spelled} | {option.help or ''}{default} |"
    if options:
        yield ""


def problems() -> Iterator[str]:
    """One sentence for every difference."""
    if not COMMANDS.exists() or COMMANDS.read_text() != commands_page():
        yield f"{COMMANDS.relative_to(ROOT)} is out of step: make fix"
    if not API.exists() or API.read_text() != api_page():
        yield f"{API.relative_to(ROOT)} is out of step: make fix"
    if SALES_FILES.read_text() != sales_files_page():
        yield f"{SALES_FILES.relative_to(ROOT)} is out of step: make fix"
    read = {name for path in (ROOT / "src").rglob("*.py") for name in VARIABLE.findall(path.read_text())}
    told = set(VARIABLE.findall(SETTINGS.read_text())) if SETTINGS.exists() else set()
    for name in sorted(read - told):
        yield f"{SETTINGS.relative_to(ROOT)} does not tell of {name}"
    for name in sorted(told - read):
        yield f"{SETTINGS.relative_to(ROOT)} tells of {name}, which nothing reads"


def main(verb: str) -> int:
    if verb == "write":
        COMMANDS.parent.mkdir(parents=True, exist_ok=True)
        COMMANDS.write_text(commands_page())
        API.write_text(api_page())
        SALES_FILES.write_text(sales_files_page())
        return 0
    if verb == "check":
        found = list(problems())
        print("\n".join(found) or "reference: in step")
        return 1 if found else 0
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
