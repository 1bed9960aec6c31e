"""Which built file stands for which source, as Vite wrote it down."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop

DIST = Path(__file__).parent / "dist"
_FONT = "node_modules/@fontsource/be-vietnam-pro/files/be-vietnam-pro-%s-400-normal.woff2"


class AssetsNotBuilt(QuenError):
    """The folder `dist` is missing: a checkout whose front end was never built."""

    http_status = 500


class UnknownAsset(QuenError):
    """A template names a source the front end does not have."""

    http_status = 500


@dataclass(frozen=True)
class Built:
    """One source's built file and the chunks it imports at once, as paths below the static address."""

    file: str
    imports: tuple[str, ...]


def built(source: str, *, dist: Path = DIST) -> Built:
    """The built file of ``src/<source>`` (``console.ts``, ``styles/look.css``) or of ``icons.svg``.

    Raises AssetsNotBuilt without a build, UnknownAsset for a source the build does not know.
    """
    entries = _entries(dist)
    entry = entries.get(f"src/{source}") or entries.get(source)
    if entry is None:
        raise UnknownAsset(gettext_noop("The front end has no source %(source)s."), source=source)
    return Built(entry["file"], tuple(entries[chunk]["file"] for chunk in entry.get("imports", ())))


def static_files(source: str, *, dist: Path = DIST) -> tuple[str, ...]:
    """Every file a page with this source asks for at once: itself, its chunks, the fonts its style sheet names."""
    found = built(source, dist=dist)
    entry = _entries(dist).get(f"src/{source}", {})
    return (found.file, *found.imports, *entry.get("assets", ()))


def first_fonts(*, dist: Path = DIST) -> tuple[str, ...]:
    """The font files every page needs at once, worth asking for before the style sheet is read."""
    return tuple(built(_FONT % subset, dist=dist).file for subset in ("latin", "vietnamese"))


def print_font(subset: str, weight: int, *, dist: Path = DIST) -> Path:
    """The typeface as a plain OpenType file, for PDF: `subset` is latin or vietnamese, `weight` 400 or 600."""
    return dist / built(f"print/{subset}-{weight}.ttf", dist=dist).file


def _entries(dist: Path) -> dict[str, dict[str, str]]:
    path = dist / "manifest.json"
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        raise AssetsNotBuilt(
            gettext_noop("The front end is not built: run `npm ci && npm run build` in frontend/.")
        ) from None
    return _read(path, changed)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> dict[str, dict[str, str]]:  # noqa: ARG001
    """The manifest; `changed` makes a fresh build count without a restart."""
    entries: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return entries
