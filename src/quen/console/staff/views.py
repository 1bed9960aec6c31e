"""The list of colleagues, one colleague, an invitation, and the table of roles."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.staff.forms import ColleagueForm, InvitationForm
from quen.kernel.errors import QuenError
from quen.shops.change_staff import change_staff
from quen.shops.invite import Invitation, invite
from quen.shops.models import Staff
from quen.shops.roles import Permission, Role, permissions_of

ROWS = 50

PERMISSIONS = {
    Permission.SEE_TODAY: gettext_lazy("See Today"),
    Permission.SEE_CUSTOMERS: gettext_lazy("See customers"),
    Permission.EDIT_CUSTOMERS: gettext_lazy("Edit customers"),
    Permission.MERGE_CUSTOMERS: gettext_lazy("Merge customers"),
    Permission.FORGET_CUSTOMERS: gettext_lazy("Hand out and erase a person’s data"),
    Permission.EXPORT_CUSTOMERS: gettext_lazy("Export customers"),
    Permission.SEE_REPORTS: gettext_lazy("See reports"),
    Permission.IMPORT_FILES: gettext_lazy("Import files"),
    Permission.MANAGE_STAFF: gettext_lazy("Manage staff"),
    Permission.CHANGE_SETTINGS: gettext_lazy("Change settings"),
    Permission.HAND_OUT_CARDS: gettext_lazy("Hand out, replace and block cards"),
    Permission.MANAGE_TOKENS: gettext_lazy("Let other systems in (API and webhooks)"),
}


@needs(Permission.MANAGE_STAFF)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Everybody with an account, active ones first."""
    search = request.GET.get("q", "").strip()
    page = Paginator(_colleagues(search), ROWS).get_page(request.GET.get("page"))
    context = {"page": page, "counted": page.paginator.count, "search": search, "me": request.user}
    return render(request, "console/staff/index.html", context)


@needs(Permission.MANAGE_STAFF)
@require_GET
def roles(request: StaffRequest) -> HttpResponse:
    """Who may do what."""
    rows = [
        (label, [permission in permissions_of(role) for role in Role])
        for permission, label in PERMISSIONS.items()
    ]
    return render(request, "console/staff/roles.html", {"roles": [role.label for role in Role], "rows": rows})


@needs(Permission.MANAGE_STAFF)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Invite a colleague; the password is shown once, on the page that follows."""
    form = InvitationForm(request.POST or None, seen_by=request.user, initial={"role": Role.CASHIER.value})
    if request.method == "POST" and form.is_valid():
        try:
            made = invite(email=form.cleaned_data["email"], by=actor(request), **form.facts())
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            return show_password(request, made)
    status = 422 if form.errors else 200
    return render(request, "console/staff/new.html", {"form": form}, status=status)


@needs(Permission.MANAGE_STAFF)
@require_http_methods(["GET", "POST"])
def show(request: StaffRequest, staff_id: int) -> HttpResponse:
    """One colleague: name, role, stores; closing and opening the account."""
    colleague = get_object_or_404(Staff.objects.prefetch_related("stores"), pk=staff_id)
    form = ColleagueForm(request.POST or None, seen_by=request.user, initial=_initial(colleague))
    is_locked = colleague.role == Role.OWNER and request.user.role != Role.OWNER
    if request.method == "POST" and form.is_valid():
        try:
            change_staff(staff_id=colleague.pk, by=actor(request), **form.facts())
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("%(name)s was saved.") % {"name": form.cleaned_data["name"]})
            return redirect("console:staff:list")
    context = {
        "colleague": colleague,
        "form": form,
        "is_locked": is_locked,
        "is_me": colleague == request.user,
    }
    return render(request, "console/staff/show.html", context, status=422 if form.errors else 200)


def show_password(request: StaffRequest, made: Invitation) -> HttpResponse:
    """The one page that shows a generated password; it is in no log, no message and no session."""
    address = request.build_absolute_uri("/")
    words = _("%(address)s\nE-mail: %(email)s\nPassword: %(password)s") % {
        "address": address, "email": made.staff.email, "password": made.password,
    }  # fmt: skip
    context: dict[str, Any] = {
        "colleague": made.staff,
        "password": made.password,
        "address": address,
        "words": words,
    }
    return render(request, "console/staff/password.html", context)


def _colleagues(search: str) -> QuerySet[Staff]:
    found = Staff.objects.prefetch_related("stores").order_by(F("is_active").desc(), "name", "pk")
    if search:
        found = found.filter(Q(name__icontains=search) | Q(email__icontains=search))
    return found


def _initial(colleague: Staff) -> dict[str, Any]:
    return {"name": colleague.name, "role": colleague.role, "stores": list(colleague.stores.all())}
