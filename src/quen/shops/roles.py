"""Who may do what. One table; every view and command names the permission it needs."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """A thing a role may do."""

    SEE_TODAY = "see_today"
    SEE_CUSTOMERS = "see_customers"
    EDIT_CUSTOMERS = "edit_customers"
    MERGE_CUSTOMERS = "merge_customers"
    FORGET_CUSTOMERS = "forget_customers"
    EXPORT_CUSTOMERS = "export_customers"
    SEE_SEGMENTS = "see_segments"
    MANAGE_SEGMENTS = "manage_segments"
    SEE_REPORTS = "see_reports"
    IMPORT_FILES = "import_files"
    MANAGE_STAFF = "manage_staff"
    CHANGE_SETTINGS = "change_settings"
    SEE_LOYALTY = "see_loyalty"
    DESIGN_PROGRAMME = "design_programme"
    MANAGE_REWARDS = "manage_rewards"
    SELL = "sell"
    ADJUST_POINTS = "adjust_points"
    APPROVE_POINTS = "approve_points"
    MANAGE_TOKENS = "manage_tokens"
    HAND_OUT_CARDS = "hand_out_cards"
    TAKE_CARE = "take_care"
    SEE_OUTREACH = "see_outreach"
    MANAGE_OUTREACH = "manage_outreach"
    APPROVE_OUTREACH = "approve_outreach"
    DO_TASKS = "do_tasks"
    ASSIGN_TASKS = "assign_tasks"
    OPEN_CLAIMS = "open_claims"
    DECIDE_CLAIMS = "decide_claims"
    SEE_SURVEYS = "see_surveys"
    MANAGE_SURVEYS = "manage_surveys"
    SEE_TICKETS = "see_tickets"
    ANSWER_TICKETS = "answer_tickets"
    MANAGE_TICKETS = "manage_tickets"


class Role(StrEnum):
    """The roles of a shop's staff."""

    OWNER = "owner"
    MANAGER = "manager"
    MARKETER = "marketer"
    SUPPORT = "support"
    CASHIER = "cashier"
    ANALYST = "analyst"

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS: dict[Role, Promise] = {
    Role.OWNER: _("Owner"),
    Role.MANAGER: _("Manager"),
    Role.MARKETER: _("Marketer"),
    Role.SUPPORT: _("Support"),
    Role.CASHIER: _("Cashier"),
    Role.ANALYST: _("Analyst"),
}

_P = Permission
_ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.MANAGER: frozenset(Permission) - {_P.CHANGE_SETTINGS, _P.MANAGE_TOKENS},
    Role.MARKETER: frozenset(
        {
            _P.SEE_TODAY,
            _P.SEE_CUSTOMERS,
            _P.EDIT_CUSTOMERS,
            _P.EXPORT_CUSTOMERS,
            _P.SEE_SEGMENTS,
            _P.MANAGE_SEGMENTS,
            _P.SEE_REPORTS,
            _P.IMPORT_FILES,
            _P.SEE_LOYALTY,
            _P.DESIGN_PROGRAMME,
            _P.MANAGE_REWARDS,
            _P.TAKE_CARE,
            _P.DO_TASKS,
            _P.SEE_OUTREACH,
            _P.MANAGE_OUTREACH,
            _P.SEE_SURVEYS,
            _P.MANAGE_SURVEYS,
            _P.SEE_TICKETS,
        }
    ),
    Role.SUPPORT: frozenset(
        {
            _P.SEE_TODAY,
            _P.SEE_CUSTOMERS,
            _P.EDIT_CUSTOMERS,
            _P.MERGE_CUSTOMERS,
            _P.SEE_SEGMENTS,
            _P.SEE_LOYALTY,
            _P.ADJUST_POINTS,
            _P.HAND_OUT_CARDS,
            _P.TAKE_CARE,
            _P.DO_TASKS,
            _P.OPEN_CLAIMS,
            _P.DECIDE_CLAIMS,
            _P.SEE_OUTREACH,
            _P.SEE_SURVEYS,
            _P.SEE_TICKETS,
            _P.ANSWER_TICKETS,
        }
    ),
    Role.CASHIER: frozenset(
        {_P.SEE_CUSTOMERS, _P.SELL, _P.HAND_OUT_CARDS, _P.TAKE_CARE, _P.DO_TASKS, _P.OPEN_CLAIMS}
    ),
    Role.ANALYST: frozenset(
        {_P.SEE_TODAY, _P.SEE_SEGMENTS, _P.SEE_REPORTS, _P.SEE_LOYALTY, _P.SEE_OUTREACH, _P.SEE_SURVEYS}
    ),
}


def permissions_of(role: Role) -> frozenset[Permission]:
    """Everything the role may do."""
    return _ALLOWED[role]
