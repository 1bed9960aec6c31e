"""hatchling's hook: every wheel carries the built front end and the compiled translations."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))  # hatchling loads this file alone
from build_assets import NODE_WHEEL, has_node, is_stale, prepare  # type: ignore[import-not-found]


class FrontEndAndTranslations(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before hatchling collects the files."""

    def dependencies(self) -> list[str]:
        """Node from PyPI, where the machine has none that is new enough and the front end must be built."""
        return [NODE_WHEEL] if is_stale(Path(self.root)) and not has_node() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Called by hatchling; a source distribution carries the sources instead."""
        if self.target_name == "wheel":
            prepare(Path(self.root))
