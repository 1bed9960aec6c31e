"""Pages find their scripts and styles under the names the build gave them."""

import json
import os
from pathlib import Path

import pytest

from quen.assets.manifest import AssetsNotBuilt, Built, UnknownAsset, built, first_fonts

FONT = "node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-%s-400-normal.woff2"


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    write(
        tmp_path,
        {
            "src/console.ts": {"file": "assets/console-1.js", "imports": ["_shared-2.js"]},
            "_shared-2.js": {"file": "assets/shared-2.js"},
            "icons.svg": {"file": "assets/icons-3.svg"},
            FONT % "latin": {"file": "assets/latin-4.woff2"},
            FONT % "vietnamese": {"file": "assets/vietnamese-5.woff2"},
        },
    )
    return tmp_path


def write(folder: Path, entries: dict[str, dict[str, object]]) -> None:
    (folder / "manifest.json").write_text(json.dumps(entries))


def test_a_source_is_known_by_its_built_name_and_the_chunks_it_needs(dist: Path) -> None:
    assert built("console.ts", dist=dist) == Built("assets/console-1.js", ("assets/shared-2.js",))


def test_the_sprite_is_known_by_its_own_name(dist: Path) -> None:
    assert built("icons.svg", dist=dist) == Built("assets/icons-3.svg", ())


def test_vietnamese_letters_are_asked_for_with_the_latin_ones(dist: Path) -> None:
    assert first_fonts(dist=dist) == ("assets/latin-4.woff2", "assets/vietnamese-5.woff2")


def test_a_fresh_build_counts_without_a_restart(dist: Path) -> None:
    built("icons.svg", dist=dist)
    write(dist, {"icons.svg": {"file": "assets/icons-9.svg"}})
    os.utime(dist / "manifest.json", ns=(1, 1))
    assert built("icons.svg", dist=dist).file == "assets/icons-9.svg"


def test_a_name_the_build_does_not_know_is_an_error(dist: Path) -> None:
    with pytest.raises(UnknownAsset, match=r"The front end has no source consle\.ts\."):
        built("consle.ts", dist=dist)


def test_a_checkout_without_a_build_says_how_to_build(tmp_path: Path) -> None:
    with pytest.raises(AssetsNotBuilt, match="npm run build"):
        built("console.ts", dist=tmp_path)
