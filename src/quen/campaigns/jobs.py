"""The jobs of this room, where the queue looks for them."""

from quen.campaigns.estimate_run import run_estimate

__all__ = ["run_estimate"]
