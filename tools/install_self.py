"""Make `quen` importable in this virtual environment from the checkout, without asking a registry for anything.

`pip install -e .` would build in an isolated environment; the locked requirements are already here, so a path file and
the command are all that is missing.
"""

import stat
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = """#!{python}
from quen.cli.main import main

main()
"""


def main() -> None:
    paths = sysconfig.get_paths()
    (Path(paths["purelib"]) / "quen_checkout.pth").write_text(f"{ROOT / 'src'}\n")
    command = Path(paths["scripts"]) / "quen"
    command.write_text(COMMAND.format(python=sys.executable))
    command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    main()
