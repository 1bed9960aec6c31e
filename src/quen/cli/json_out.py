"""Where the JSON of a command goes."""

from dataclasses import dataclass
from pathlib import Path

STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class JsonOut:
    """What follows ``--json``; None where it was not asked for."""

    said: str | None

    @property
    def is_for_machines(self) -> bool:
        """Standard output carries JSON and nothing else."""
        return self.said == STANDARD_OUTPUT

    @property
    def file(self) -> Path | None:
        """The file the JSON goes to, None where there is none."""
        return None if self.said is None or self.is_for_machines else Path(self.said)
