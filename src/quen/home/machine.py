"""What the machine has to give."""

import contextlib
import os
from pathlib import Path

_LIMIT = Path("/sys/fs/cgroup/memory.max")
"""What a container may use, in bytes, or "max" (Linux, control groups version 2)."""


def memory_mb() -> int:
    """Memory of the machine, or of the container it runs in where that is less, in MiB."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with contextlib.suppress(OSError, ValueError):  # no control groups, or no limit
        machine = min(machine, int(_LIMIT.read_text()))
    return machine // 2**20
