"""Why a voucher is made void: always asked for."""

from django.contrib import messages
from django.utils.translation import gettext as _

from quen.console.access import StaffRequest

_MOST = 300


def reason_of(request: StaffRequest) -> str:
    """The reason as written; empty, and said so, where there is none."""
    reason = request.POST.get("reason", "").strip()[:_MOST]
    if not reason:
        messages.error(request, _("Nothing was changed: write why it is made void."))
    return reason
