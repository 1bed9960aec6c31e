"""The rules of the house that a look at the tree can check."""

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "quen"
LONGEST_FILE = 300
LONGEST_FUNCTION = 45

# Files that are longer today. They may only shrink: lower the number, or take the line away.
LONGER_FILES: dict[str, int] = {}
LONGER_FUNCTIONS: dict[str, int] = {}


def python_files() -> Iterator[Path]:
    return (path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts)


def test_no_room_hides_its_subject_behind_a_general_name() -> None:
    general = {"utils", "util", "helpers", "services", "managers", "signals", "common", "misc"}
    assert [str(path) for path in python_files() if path.stem in general] == []


def test_files_are_one_room() -> None:
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text().splitlines()) for path in python_files()}
    too_long = {
        name: lines for name, lines in lengths.items() if lines > LONGER_FILES.get(name, LONGEST_FILE)
    }
    assert too_long == {}


def test_functions_fit_on_a_screen() -> None:
    too_long = {}
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{path.relative_to(SOURCE)}:{node.name}"
                # The body: the options of a command are its signature, a table rather than a thought.
                lines = (node.end_lineno or node.lineno) - node.body[0].lineno + 1
                if lines > LONGER_FUNCTIONS.get(name, LONGEST_FUNCTION):
                    too_long[name] = lines
    assert too_long == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(SOURCE))
        for path in python_files()
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_nothing_is_left_to_do_in_comments() -> None:
    left = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b")
    assert [str(path) for path in python_files() if left.search(path.read_text())] == []


@pytest.mark.django_db
def test_models_and_migrations_are_in_step() -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_settings_nobody_saved_yet_are_whole() -> None:
    """They are shown and used before there is a row: a default only the database knows would be shown as its code."""
    from django.apps import apps
    from django.db.models import CheckConstraint
    from django.db.models.expressions import DatabaseDefault

    of_one_row = [
        model
        for model in apps.get_models()
        for rule in model._meta.constraints
        if isinstance(rule, CheckConstraint)
        and str(rule.condition) in {"(AND: ('id', 1))", "(AND: ('pk', 1))"}
    ]
    assert len(of_one_row) > 10
    unknown = [
        f"{model.__name__}.{field.name}"
        for model in of_one_row
        for field in model._meta.concrete_fields
        if isinstance(getattr(model(pk=1), field.attname), DatabaseDefault)
    ]
    assert unknown == []


@pytest.mark.parametrize("name", ["run.lock", "develop.lock"])
def test_locks_carry_versions_and_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text()
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|file:|--(extra-)?index-url|--find-links", text)


def test_the_npm_lock_carries_no_address() -> None:
    lock = json.loads((ROOT / "frontend" / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_pages_load_nothing_from_elsewhere() -> None:
    elsewhere = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")
    assert [str(path) for path in SOURCE.rglob("*.html") if elsewhere.search(path.read_text())] == []


def test_what_is_built_is_not_committed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    built = re.compile(r"(\.mo|/dist/.*|\.pyc|node_modules/.*)$")
    assert [name for name in listed.stdout.splitlines() if built.search(name)] == []


def test_links_of_the_documents_lead_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
            if not target.startswith(("http", "mailto:")) and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert broken == []


def test_decisions_are_numbered_in_a_row() -> None:
    numbers = [path.name[:4] for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]
