"""A member's account, opened with her first sale where nothing opened it before."""

from quen.flows.ring_up.known import Known
from quen.flows.ring_up.statements import Statements

# Two at once open one account: the second waits for the first.
_OPEN = """
INSERT INTO points_account (customer_id) VALUES (%(customer)s::bigint)
ON CONFLICT (customer_id) DO NOTHING RETURNING id
"""


def open_account(statements: Statements, known: Known) -> bool:
    """Whether there was none."""
    if known.member is None or known.account is not None:
        return False
    statements.one(_OPEN, {"customer": known.member})
    return True
