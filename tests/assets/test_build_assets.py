"""The wheel is packed with a fresh front end, compiled words, and the dependencies of requirements/run.in."""

import gettext
import os
import time
from pathlib import Path

import pytest
from tools.build_assets import compile_translations, is_stale
from tools.metadata_hook import requirements

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Today"\nmsgstr "%s"\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for path in (
        "frontend/src/styles/look.css",
        "frontend/package.json",
        "src/quen/assets/dist/manifest.json",
    ):
        write(tmp_path / path, "", at=100)
    return tmp_path


def write(path: Path, text: str, *, at: float) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (at, at))


def test_an_unchanged_front_end_is_not_built_again(checkout: Path) -> None:
    write(checkout / "frontend/node_modules/echarts/index.js", "", at=999)
    assert is_stale(checkout) is False


@pytest.mark.parametrize("source", ["frontend/src/styles/look.css", "frontend/package-lock.json"])
def test_a_newer_source_asks_for_a_build(checkout: Path, source: str) -> None:
    write(checkout / source, "", at=101)
    assert is_stale(checkout) is True


def test_a_bare_clone_asks_for_a_build(checkout: Path) -> None:
    (checkout / "src/quen/assets/dist/manifest.json").unlink()
    assert is_stale(checkout) is True


def test_words_are_compiled_once_and_again_when_they_change(checkout: Path) -> None:
    source = checkout / "src/quen/console/locale/vi/LC_MESSAGES/django.po"
    target = source.with_suffix(".mo")
    write(source, PO % "Hôm nay", at=100)
    compile_translations(checkout)
    with target.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Today") == "Hôm nay"
    os.utime(target, (100, 100))
    compile_translations(checkout)
    assert target.stat().st_mtime == 100
    write(source, PO % "Bữa nay", at=101)
    compile_translations(checkout)
    with target.open("rb") as compiled:
        assert gettext.GNUTranslations(compiled).gettext("Today") == "Bữa nay"


def test_who_reads_words_while_they_are_compiled_reads_the_former_ones(checkout: Path) -> None:
    source = checkout / "src/quen/console/locale/vi/LC_MESSAGES/django.po"
    write(source, PO % "Hôm nay", at=100)
    compile_translations(checkout)
    with source.with_suffix(".mo").open("rb") as reading:
        write(source, PO % "Bữa nay", at=time.time() + 10)
        compile_translations(checkout)
        assert gettext.GNUTranslations(reading).gettext("Today") == "Hôm nay"
    assert [path.name for path in source.parent.glob("*.mo")] == ["django.mo"]


def test_comments_and_empty_lines_are_no_requirements() -> None:
    assert requirements("# what runs\ndjango>=5.2,<5.3\n\nrich>=15  # bars\n") == [
        "django>=5.2,<5.3",
        "rich>=15",
    ]
