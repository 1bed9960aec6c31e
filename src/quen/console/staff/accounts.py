"""Closing and opening a colleague's account, and a new password for who forgot hers."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.staff.views import show_password
from quen.kernel.errors import QuenError
from quen.shops import change_staff
from quen.shops.invite import Invitation
from quen.shops.models import Staff
from quen.shops.roles import Permission


@needs(Permission.MANAGE_STAFF)
@require_POST
def deactivate(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Close the account. It can be opened again at any time."""
    colleague = get_object_or_404(Staff, pk=staff_id)
    if colleague == request.user:
        messages.error(request, _("You cannot close your own account. Ask another owner to do it."))
        return redirect("console:staff:show", staff_id=staff_id)
    try:
        change_staff.deactivate(staff_id=staff_id, by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:staff:show", staff_id=staff_id)
    words = _(
        "%(name)s can no longer sign in. What they did stays in the history; you can reactivate them any time."
    )
    messages.success(request, words % {"name": colleague.name})
    return redirect("console:staff:list")


@needs(Permission.MANAGE_STAFF)
@require_POST
def reactivate(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Open the account again."""
    colleague = get_object_or_404(Staff, pk=staff_id)
    try:
        change_staff.reactivate(staff_id=staff_id, by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    else:
        messages.success(
            request, _("%(name)s can sign in again, with the same password.") % {"name": colleague.name}
        )
    return redirect("console:staff:show", staff_id=staff_id)


@needs(Permission.MANAGE_STAFF)
@never_cache
@require_POST
def renew_password(request: StaffRequest, staff_id: int) -> HttpResponse:
    """A new password, shown once."""
    colleague = get_object_or_404(Staff, pk=staff_id)
    try:
        password = change_staff.renew_password(staff_id=staff_id, by=actor(request))
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
        return redirect("console:staff:show", staff_id=staff_id)
    colleague.refresh_from_db()
    if colleague == request.user:
        update_session_auth_hash(request, colleague)
    return show_password(request, Invitation(colleague, password))
