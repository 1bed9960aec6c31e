"""`quen check facts` and `quen check ledger`: what foreign keys do not guard, proved by query."""

from quen.insight.checks.facts import check_facts
from quen.insight.checks.ledger import check_ledger

__all__ = ["check_facts", "check_ledger"]
