"""Keep the Vietnamese catalogues whole: `python tools/translations.py update | compile | check`.

Every room keeps its own catalogue, `src/quen/<room>/locale/vi/LC_MESSAGES/django.po`, so that a screen and its words
change in one commit; so does a screen of the console that has one (`console/<screen>/locale/…`). Source strings are
English. `update` adds new strings (untranslated) and drops the unused ones, `compile` writes the .mo files, `check`
fails on a missing, fuzzy or unused entry, on a lost placeholder, and where two catalogues translate one string in two
ways: at run time they are one, and which of the two is read would be chance.
"""

import ast
import os
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "quen"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
FIXED_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # a changing date would be a conflict in every commit
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
# `templatize` turns a template into text with these calls; nothing else of it is Python.
TEMPLATE_CALL = re.compile(
    r"""(?<!\w)(n?p?gettext|_)\((?:u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?:,\s*)?)+"""
)

Key = tuple[str | None, str | tuple[str, ...]]


def room_of(path: Path) -> str:
    """The room whose catalogue holds the strings of `path`; a screen of the console may keep one of its own."""
    room, *below = path.relative_to(PACKAGE).parts
    screen = Path(room) / (
        below[2] if below[:2] == ["templates", room] and len(below) > 3 else "".join(below[:1])
    )
    return str(screen) if catalogue_path(str(screen)).exists() else room


def catalogue_path(room: str) -> Path:
    return PACKAGE / room / "locale" / "vi" / "LC_MESSAGES" / "django.po"


def strings_of(path: Path) -> Iterator[Key]:
    """Every translatable string of a Python file or a template."""
    source = path.read_bytes()
    if path.suffix in {".html", ".txt"}:
        from django.utils.translation.template import templatize

        text = templatize(source.decode(), origin=str(path))
        source = "\n".join(call.group() + ")" for call in TEMPLATE_CALL.finditer(text)).encode()
    for _line, message, _comments, context in extract("python", BytesIO(source), keywords=KEYWORDS):
        yield context, message


def hidden_strings() -> Iterator[str]:
    """One sentence for every string that stands inside an f-string, where Python 3.11 shows it to no tool."""
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "{_(" in text or "{gettext" in text:
            for line in lines_translated_in_place(ast.parse(text)):
                yield f"{path.relative_to(ROOT)}:{line}: name it before the f-string it stands in"


def lines_translated_in_place(tree: ast.AST) -> Iterator[int]:
    """The lines on which a string is translated inside an f-string."""
    inside = (
        each for written in ast.walk(tree) if isinstance(written, ast.JoinedStr) for each in ast.walk(written)
    )
    for call in inside:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
            yield from (call.lineno for each in call.args[:1] if isinstance(each, ast.Constant))


def used_strings() -> dict[str, dict[Key, None]]:
    """The strings in use, by room, in order of appearance."""
    rooms: dict[str, dict[Key, None]] = {}
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]
    for path in sorted(files):
        if "migrations" in path.parts or (path.suffix == ".txt" and "templates" not in path.parts):
            continue
        for key in strings_of(path):
            rooms.setdefault(room_of(path), {}).setdefault(key)
    return rooms


def load(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="vi", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="vi")


def update() -> None:
    """Bring every catalogue in step with the code, keeping the translations there are."""
    for room, keys in used_strings().items():
        path = catalogue_path(room)
        old = load(path)
        new = Catalog(
            locale="vi", charset="utf-8", project="khach-quen", version="1", copyright_holder="Khách Quen",
            header_comment=f"# Vietnamese for the room {room}.",
        )  # fmt: skip
        new.revision_date = new.creation_date = FIXED_DATE
        for context, message in keys:
            first = message if isinstance(message, str) else message[0]
            before = old.get(first, context)
            new.add(message, before.string if before else "", context=context)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, new, width=100, omit_header=False, sort_output=True)


def compile_all() -> None:
    """Write a .mo beside every .po, whole at once: whoever starts meanwhile reads the former one or the new one."""
    for path in PACKAGE.rglob("django.po"):
        unfinished = path.with_name(f"{os.getpid()}.mo")
        with unfinished.open("wb") as file:
            write_mo(file, load(path))
        unfinished.replace(path.with_suffix(".mo"))


def problems() -> Iterator[str]:
    """One sentence for everything wrong with the catalogues."""
    yield from hidden_strings()
    used = used_strings()
    for room, keys in sorted(used.items()):
        catalogue = load(catalogue_path(room))
        for context, message in keys:
            first = message if isinstance(message, str) else message[0]
            entry = catalogue.get(first, context)
            if entry is None:
                yield f"{room}: not in the catalogue: {first!r}"
            else:
                yield from _problems_of(room, entry)
    for path in catalogues():
        room = str(path.relative_to(PACKAGE).parents[3])
        known = {message if isinstance(message, str) else message[0] for _, message in used.get(room, {})}
        for entry in load(path):
            identifier = entry.id if isinstance(entry.id, str) else entry.id[0]
            if identifier and identifier not in known:
                yield f"{room}: no longer used: {identifier!r}"
    yield from differing((str(path.relative_to(PACKAGE).parents[3]), load(path)) for path in catalogues())


def catalogues() -> list[Path]:
    return sorted(PACKAGE.rglob("locale/vi/LC_MESSAGES/django.po"))


def differing(rooms: Iterable[tuple[str, Catalog]]) -> Iterator[str]:
    """One sentence for every string that two rooms translate in two ways."""
    first: dict[Key, tuple[str, object]] = {}
    for room, catalogue in rooms:
        for entry in catalogue:
            source = entry.id if isinstance(entry.id, str) else entry.id[0]
            if not source or not entry.string:
                continue
            elsewhere, string = first.setdefault((entry.context, source), (room, entry.string))
            if string != entry.string:
                yield f"{room} and {elsewhere} differ: {source!r}: {entry.string!r} / {string!r}"


def _problems_of(room: str, entry: Message) -> Iterator[str]:
    source = entry.id if isinstance(entry.id, str) else entry.id[-1]
    translations = [entry.string] if isinstance(entry.string, str) else list(entry.string or [""])
    if entry.fuzzy or not all(translations):
        yield f"{room}: not translated: {source!r}"
        return
    wanted = set(PLACEHOLDER.findall(source))
    for translation in translations:
        if set(PLACEHOLDER.findall(translation)) != wanted:
            yield f"{room}: placeholders differ: {source!r} / {translation!r}"


def main(verb: str) -> int:
    if verb == "update":
        update()
    elif verb == "compile":
        compile_all()
    elif verb == "check":
        found = list(problems())
        print("\n".join(found) or "translations: complete")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
