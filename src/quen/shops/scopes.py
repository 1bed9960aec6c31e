"""What another system may do with its token: one scope per resource, to read or to write."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Scope(StrEnum):
    """A thing a token may do. Writing does not include reading."""

    CUSTOMERS_READ = "customers:read"
    CUSTOMERS_WRITE = "customers:write"
    PERSONAL_READ = "personal:read"
    PERSONAL_ERASE = "personal:erase"
    ENROLMENTS_READ = "enrolments:read"
    ENROLMENTS_WRITE = "enrolments:write"
    PURCHASES_READ = "purchases:read"
    PURCHASES_WRITE = "purchases:write"
    RETURNS_WRITE = "returns:write"
    POINTS_READ = "points:read"
    POINTS_WRITE = "points:write"
    VOUCHERS_READ = "vouchers:read"
    VOUCHERS_WRITE = "vouchers:write"
    REWARDS_READ = "rewards:read"
    REWARDS_WRITE = "rewards:write"
    REFERRALS_READ = "referrals:read"
    CALLS_WRITE = "calls:write"
    TICKETS_READ = "tickets:read"
    TICKETS_WRITE = "tickets:write"
    LEADS_READ = "leads:read"
    LEADS_WRITE = "leads:write"
    EVENTS_READ = "events:read"
    PROGRAMME_READ = "programme:read"

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS: dict[Scope, Promise] = {
    Scope.CUSTOMERS_READ: _("Find and see customers"),
    Scope.CUSTOMERS_WRITE: _("Add and edit customers"),
    Scope.PERSONAL_READ: _("Read all that is kept about a person, for her"),
    Scope.PERSONAL_ERASE: _("Ask that a person be forgotten"),
    Scope.ENROLMENTS_READ: _("See who is a member"),
    Scope.ENROLMENTS_WRITE: _("Enrol members"),
    Scope.PURCHASES_READ: _("See purchases, and what a sale would give"),
    Scope.PURCHASES_WRITE: _("Ring up purchases"),
    Scope.RETURNS_WRITE: _("Take goods back"),
    Scope.POINTS_READ: _("See points"),
    Scope.POINTS_WRITE: _("Hold and spend points"),
    Scope.VOUCHERS_READ: _("Check vouchers"),
    Scope.VOUCHERS_WRITE: _("Use vouchers"),
    Scope.REWARDS_READ: _("See rewards"),
    Scope.REWARDS_WRITE: _("Claim rewards for a member"),
    Scope.REFERRALS_READ: _("See codes for friends, and friends brought"),
    Scope.CALLS_WRITE: _("Tell of calls, and where their recordings are"),
    Scope.TICKETS_READ: _("Read tickets and what was said in them"),
    Scope.TICKETS_WRITE: _("Open and answer tickets"),
    Scope.LEADS_READ: _("Read leads and how far they are"),
    Scope.LEADS_WRITE: _("Add leads"),
    Scope.EVENTS_READ: _("Read everything that happens"),
    Scope.PROGRAMME_READ: _("See the programme in force"),
}

TILL = frozenset(
    set(Scope)
    - {
        Scope.EVENTS_READ, Scope.CALLS_WRITE, Scope.TICKETS_READ, Scope.TICKETS_WRITE, Scope.LEADS_READ,
        Scope.LEADS_WRITE, Scope.PERSONAL_READ, Scope.PERSONAL_ERASE,
    }
)  # fmt: skip
"""What a till needs."""
