"""The package's dependencies are the lines of requirements/run.in: one list for pip, the lock file and the wheel."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


def requirements(text: str) -> list[str]:
    """The requirements of a `.in` file, comments and empty lines left out."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


class Requirements(MetadataHookInterface):
    """Fills `dependencies`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Called by hatchling with the `[project]` table."""
        metadata["dependencies"] = requirements(
            (Path(self.root) / "requirements" / "run.in").read_text("utf-8")
        )
