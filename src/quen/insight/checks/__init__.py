"""`quen check facts`: what foreign keys do not guard, proved by query."""

from quen.insight.checks.facts import check_facts

__all__ = ["check_facts"]
