"""Files that came with a ticket, given out as downloads alone; and an answer that goes once more."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act
from quen.console.tickets.one import seen
from quen.shops.roles import Permission
from quen.tickets.mail_models import Attachment
from quen.tickets.reads import entries_of
from quen.tickets.send_again import send_again


@needs(Permission.SEE_TICKETS)
@require_GET
def file(request: StaffRequest, ticket_id: int, file_id: int) -> HttpResponse:
    """Byte for byte, of no kind that a browser would open here."""
    ticket = seen(request.user, ticket_id)
    found = Attachment.objects.filter(pk=file_id, entry__in=entries_of(ticket)).first()
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@needs(Permission.ANSWER_TICKETS)
@require_POST
def again(request: StaffRequest, ticket_id: int, entry_id: int) -> HttpResponse:
    """Send an answer once more."""
    seen(request.user, ticket_id)
    address = request.POST.get("address", "")
    act(
        request,
        lambda now: send_again(ticket=ticket_id, entry=entry_id, address=address, at=now, by=actor(request)),
        done=_("It is on its way again."),
    )
    return redirect("console:tickets:show", ticket_id=ticket_id)
