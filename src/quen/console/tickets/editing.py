"""A new ticket, as staff hear it at the telephone or at the counter."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.tickets.forms import TicketForm
from quen.kernel.errors import QuenError
from quen.people.errors import NoSuchCustomer
from quen.people.find import root_of
from quen.people.models import Customer, IdentityKind
from quen.people.reads import basics
from quen.shops.roles import Permission
from quen.tickets.choices import CameBy
from quen.tickets.models import Ticket
from quen.tickets.open_ticket import open_ticket


@needs(Permission.ANSWER_TICKETS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Write it down; opened from a profile, it is of that customer. Whoever writes it down looks after it."""
    customer = _customer(request)
    form = TicketForm(request.POST or None, initial=_known(customer) if customer else {})
    if request.method == "POST" and form.is_valid():
        try:
            ticket = _opened(request, form, customer)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("The ticket is open, and its clock runs."))
            return redirect("console:tickets:show", ticket_id=ticket.pk)
    context = {"form": form, "customer": customer}
    return render(request, "console/tickets/new.html", context, status=422 if form.errors else 200)


def _opened(request: StaffRequest, form: TicketForm, customer: Customer | None) -> Ticket:
    typed = form.cleaned_data
    return open_ticket(
        matter=form.matter(), came_by=CameBy(typed["came_by"]), contact=form.contact(), is_proven=True,
        customer=customer.pk if customer else None, store=typed["store"].pk if typed["store"] else None,
        owner=request.user.pk, at=timezone.now(), by=actor(request),
    )  # fmt: skip


def _customer(request: StaffRequest) -> Customer | None:
    number = request.GET.get("customer", "")
    try:
        return root_of(int(number)) if number.isdecimal() and len(number) < 19 else None
    except NoSuchCustomer:
        return None


def _known(customer: Customer) -> dict[str, str]:
    ways = {one.kind: one.value for one in reversed(basics(customer.pk).identities)}
    return {
        "name": customer.name, "phone": ways.get(IdentityKind.PHONE, ""), "email": ways.get(IdentityKind.EMAIL, ""),
    }  # fmt: skip
