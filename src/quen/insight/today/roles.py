"""What of the list each role is given.

Owner, manager and marketer plan: they see all of it. Support calls: whom it may call or write to. The cashier speaks
to those before her: what can be said at the till, to customers who are likely to come today; who complained is
answered by others. An analyst looks after nobody.
"""

from dataclasses import dataclass

from quen.insight.today.kind import Intent
from quen.shops.roles import Role


@dataclass(frozen=True)
class Share:
    """A role's part. `only_reachable`: who agreed to be called or written to; `only_expected`: who may come today."""

    intents: frozenset[Intent]
    only_reachable: bool = False
    only_expected: bool = False


_ALL = frozenset(Intent)
_NOTHING = Share(frozenset())
_SHARES: dict[Role, Share] = {
    Role.OWNER: Share(_ALL),
    Role.MANAGER: Share(_ALL),
    Role.MARKETER: Share(_ALL),
    Role.SUPPORT: Share(_ALL - {Intent.LET_GO}, only_reachable=True),
    Role.CASHIER: Share(_ALL - {Intent.LET_GO, Intent.RESCUE, Intent.RECOVER}, only_expected=True),
}


def share_of(role: Role) -> Share:
    """The part of the list this role is given."""
    return _SHARES.get(role, _NOTHING)
