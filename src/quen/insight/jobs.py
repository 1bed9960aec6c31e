"""The jobs of this room, where the queue looks for them."""

from quen.insight.backtest.ask import run_back_test

__all__ = ["run_back_test"]
