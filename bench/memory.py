"""How much memory this process and those it started have held at most, as Linux tells it."""

import os
from pathlib import Path


def peak_megabytes() -> str:
    """Each living process under this one, largest first: its program and its most resident megabytes."""
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it ended meanwhile
            continue
    own = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in own} - own:
        own |= more
    held = sorted(((_peak(pid), _role(pid)) for pid in own), reverse=True)
    return ", ".join(f"{role} {megabytes} MB" for megabytes, role in held)


def _peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next((int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM")), 0)


def _role(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    known = {
        "Master": "master",
        "Worker": "worker",
        "CoarseGrainedExecutorBackend": "executor",
        "SparkSubmit": "driver",
    }
    return next(
        (known[end] for word in words if (end := word.rpartition(".")[2]) in known), Path(words[0]).name
    )
