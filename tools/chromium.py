"""See that the browser tests have a Chromium: the machine's, else Debian's package where we may install it."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> None:
    """Debian's package, where this user may install packages."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-q"], check=False, stdout=subprocess.DEVNULL)
        command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-noto-core"]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    if not find():
        install()
    if path := find():
        print(f"browser tests: {path}")
        return 0
    print("No Chromium here and none could be installed (Debian: apt-get install chromium).", file=sys.stderr)
    if os.environ.get("CI"):
        return 1
    print("The browser tests will be skipped.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
