"""A member's account, opened with her first sale where nothing opened it before."""

from quen.flows.ring_up.known import Known
from quen.flows.ring_up.statements import OPEN, Statements


def open_account(statements: Statements, known: Known) -> bool:
    """Whether there was none."""
    if known.member is None or known.account is not None:
        return False
    statements.one(OPEN, {"customer": known.member})
    return True
