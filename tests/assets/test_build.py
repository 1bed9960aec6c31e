"""What the real build must contain; the sizes are budgets, in bytes as sent (gzip)."""

import gzip
import re
from pathlib import Path

import pytest

from quen.assets.manifest import DIST, built

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src" / "quen").rglob("templates/**/*.html"))


def sent(source: str) -> int:
    return len(gzip.compress((DIST / built(source).file).read_bytes(), mtime=0))


@pytest.mark.parametrize(
    ("source", "budget"),
    [
        ("styles/look.css", 50_000),
        ("console.ts", 20_000),
        ("theme.ts", 400),
        ("icons.svg", 6_000),
        ("charts/draw.ts", 215_000),
    ],
)
def test_the_first_page_stays_light(source: str, budget: int) -> None:
    assert sent(source) <= budget


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    sprite = (DIST / built("icons.svg").file).read_text("utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text("utf-8"))}
    assert named - drawn == set()


def test_nothing_comes_from_elsewhere() -> None:
    """The style sheet and the first script name no host; SVG's namespace is a name, not an address."""
    for source in ("styles/look.css", "console.ts", "theme.ts"):
        text = (DIST / built(source).file).read_text("utf-8")
        hosts = set(re.findall(r"https?://([^/\"')\s]+)", text))
        assert hosts <= {"www.w3.org"}, source


def test_digits_for_columns_are_of_one_width() -> None:
    css = (DIST / built("styles/look.css").file).read_text("utf-8")
    faces = re.findall(r"@font-face\{[^}]*Quen digits[^}]*\}", css)
    assert len(faces) == 4
    assert all("U+30-39" in face and "digits-" in face for face in faces)
