"""A new task, for a customer or for nobody in particular."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.tasks.forms import TaskForm
from quen.kernel.errors import QuenError
from quen.people.errors import NoSuchCustomer
from quen.people.find import root_of
from quen.people.models import Customer
from quen.shops.roles import Permission
from quen.tasks.create import create


@needs(Permission.DO_TASKS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Write it down; opened from a profile, it is for that customer."""
    customer, now = _customer(request), timezone.now()
    form = TaskForm(request.POST or None, staff=request.user, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            task = create(
                customer=customer.pk if customer else None, by=actor(request), at=now, **form.wished()
            )
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("It is on the list."))
            return redirect("console:tasks:show", task_id=task.pk)
    context = {"form": form, "customer": customer}
    return render(request, "console/tasks/new.html", context, status=422 if form.errors else 200)


def _customer(request: StaffRequest) -> Customer | None:
    number = request.GET.get("customer", "")
    try:
        return root_of(int(number)) if number.isdecimal() and len(number) < 19 else None
    except NoSuchCustomer:
        return None
