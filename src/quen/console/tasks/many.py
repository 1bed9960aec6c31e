"""The same thing to do for everyone of a segment: a list to call through."""

import hashlib

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.tasks.forms import ManyForm, who_of
from quen.console.templatetags.written import number
from quen.insight.business_day import business_today
from quen.kernel.errors import QuenError
from quen.people.models import Customer
from quen.segments.offers import segments
from quen.segments.people_in import in_segment
from quen.shops.roles import Permission
from quen.tasks.create_many import create_many
from quen.tasks.models import TaskKind

MOST = 2_000


@needs(Permission.ASSIGN_TASKS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Choose a segment and say what is to be done; asked twice on a day, nobody stands on the list twice."""
    form = ManyForm(request.POST or None, staff=request.user, now=timezone.now(), segments=segments())
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(request, form)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Tasks made: %(made)s") % {"made": number(made)})
            return redirect("console:tasks:index")
    return render(
        request, "console/tasks/many.html", {"form": form, "most": MOST}, status=422 if form.errors else 200
    )


def _made(request: StaffRequest, form: ManyForm) -> int:
    typed, who = form.cleaned_data, who_of(form.cleaned_data["who"])
    hers = Customer.objects.filter(in_segment(typed["segment"], today=business_today()), root=None)
    said = hashlib.sha256(typed["title"].encode()).hexdigest()[:12]
    return create_many(
        customers=hers.order_by("pk").values_list("pk", flat=True)[:MOST], title=typed["title"],
        kind=TaskKind(typed["kind"]), due_at=typed["due_at"], owner=who.owner, role=who.role, script=typed["script"],
        key=f"list:{typed['segment']}:{timezone.localdate():%Y%m%d}:{said}", source_kind="segment",
        by=actor(request), at=timezone.now(),
    )  # fmt: skip
