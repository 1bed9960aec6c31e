"""One customer: her profile, a new one, and her facts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import count_now, to_profile
from quen.console.people.fact_words import LABELS, in_words
from quen.console.people.forms import FactsForm, IdentityForm, NewCustomerForm
from quen.console.people.identities import taken_words
from quen.console.people.profile import Profile, profile
from quen.kernel.errors import QuenError
from quen.people.create_customer import create_customer
from quen.people.edit import edit_customer
from quen.people.errors import IdentityTaken, NoSuchCustomer
from quen.people.find import root_of
from quen.people.models import Customer
from quen.shops.roles import Permission

_ON_PROFILE = (
    "birth_date", "gender", "area", "address", "income_band", "interests", "language", "part", "source",
)  # fmt: skip


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def show(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Everything on one screen. A merged customer's address leads to whom she counts as."""
    try:
        known = profile(customer_id, today=timezone.localdate())
    except NoSuchCustomer as error:
        raise Http404 from error
    if known.customer.pk != customer_id:
        return redirect("console:people:show", customer_id=known.customer.pk)
    context = {
        "profile": known,
        "customer": known.customer,
        "summary": known.summary,
        "facts": _facts(known),
        "identity_form": IdentityForm(),
    }
    return render(request, "console/people/show.html", context)


def _facts(known: Profile) -> list[tuple[object, str]]:
    """What is known, in words; what is not known takes no room."""
    basics = known.basics
    values = {name: getattr(basics, name, getattr(known.customer, name)) for name in _ON_PROFILE}
    facts: list[tuple[object, str]] = [
        (LABELS[name], in_words(name, value)) for name, value in values.items() if value
    ]
    if known.age_band:
        facts.insert(1 if basics.birth_date else 0, (_("Age group"), str(known.age_band.label)))
    return facts


@needs(Permission.EDIT_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Write a customer down."""
    form = NewCustomerForm(request.POST or None, initial={"kind": "person", "part": "buyer"})
    if request.method == "POST" and form.is_valid():
        try:
            made = create_customer(
                known_by=form.known_by, by=actor(request), at=timezone.now(), **form.facts()
            )
        except IdentityTaken as error:
            form.add_error(None, taken_words(error))
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            count_now(made.pk)
            messages.success(request, _("%(name)s was added.") % {"name": made})
            return to_profile(made.pk)
    return _form_page(request, "console/people/new.html", {"form": form})


@needs(Permission.EDIT_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Change what is known of her."""
    try:
        customer = root_of(customer_id)
    except NoSuchCustomer as error:
        raise Http404 from error
    form = FactsForm(request.POST or None, initial=_initial(customer))
    if request.method == "POST" and form.is_valid():
        try:
            edit_customer(customer=customer.pk, by=actor(request), at=timezone.now(), **form.facts())
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Saved. The story keeps what was known before."))
            return to_profile(customer.pk)
    return _form_page(request, "console/people/edit.html", {"form": form, "customer": customer})


def _initial(customer: Customer) -> dict[str, Any]:
    values = {name: getattr(customer, name) for name in FactsForm.base_fields}
    return values | {"interests": ", ".join(customer.interests)}


def _form_page(request: StaffRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if context["form"].errors else 200)
