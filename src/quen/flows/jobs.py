"""The jobs of this room, found by the worker under this name."""

from quen.flows.import_sales.jobs import plan_import, run_import

__all__ = ["plan_import", "run_import"]
