"""Whom a customer lives with, whom she speaks for, and the page on which another customer is picked."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt, to_profile
from quen.console.people.listing import identities_of
from quen.kernel.errors import QuenError
from quen.people import contact, household
from quen.people.models import Customer, CustomerKind
from quen.people.search import matching
from quen.shops.roles import Permission

SHOWN = 20
WHAT = ("household", "company", "contact", "merge")


@needs(Permission.EDIT_CUSTOMERS)
@require_GET
def pick(request: StaffRequest, customer_id: int, what: str) -> HttpResponse:
    """Search the other customer: to live with, to speak for, or to merge with."""
    customer = get_object_or_404(Customer, pk=customer_id, root=None)
    if what not in WHAT:
        raise Http404
    text = request.GET.get("q", "").strip()
    others, complaint = list[Customer](), ""
    try:
        if text:
            others = list(_candidates(customer, what, text))
    except QuenError as error:
        complaint = error.sentence.render(_)
    known_by = identities_of([other.pk for other in others])
    context = {
        "customer": customer,
        "what": what,
        "search": text,
        "complaint": complaint,
        "others": [(other, known_by.get(other.pk, [])) for other in others],
    }
    is_partial = request.headers.get("HX-Request-Type") == "partial"
    template = "console/people/_picked.html" if is_partial else "console/people/pick.html"
    return render(request, template, context)


def _candidates(customer: Customer, what: str, text: str) -> "list[Customer]":
    found = Customer.objects.filter(matching(text), root=None).exclude(pk=customer.pk)
    if what == "company":
        found = found.filter(kind=CustomerKind.COMPANY)
    elif what in ("contact", "household"):
        found = found.filter(kind=CustomerKind.PERSON)
    return list(found.defer("search")[:SHOWN])


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def join_household(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Count with the household of another."""
    other = get_object_or_404(Customer, pk=_other(request))
    attempt(
        request,
        lambda: household.join_household(
            customer=customer_id, of=other.pk, by=actor(request), at=timezone.now()
        ),
        done=_("Now in one household with %(name)s.") % {"name": other},
    )
    return to_profile(customer_id, "relations")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def leave_household(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Count alone."""
    get_object_or_404(Customer, pk=customer_id)
    group = Q(pk=customer_id) | Q(root=customer_id)
    living = Customer.objects.filter(group, household__isnull=False).values_list("pk", flat=True)
    for member in list(living):
        attempt(
            request,
            lambda member=member: household.leave_household(  # type: ignore[misc]
                customer=member, by=actor(request), at=timezone.now()
            ),
            done=_("No longer in a household."),
        )
    return to_profile(customer_id, "relations")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def add_contact(request: StaffRequest, customer_id: int) -> HttpResponse:
    """A person speaks for a company: asked from the person's page or from the company's."""
    company, person = _firm_and_person(request, customer_id)
    words = {"person": person, "company": company}
    attempt(
        request,
        lambda: contact.add_contact(
            company=company.pk, person=person.pk, by=actor(request), at=timezone.now()
        ),
        done=_("%(person)s now speaks for %(company)s.") % words,
    )
    return to_profile(customer_id, "relations")


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def remove_contact(request: StaffRequest, customer_id: int) -> HttpResponse:
    """A person no longer speaks for a company: asked from the person's page or from the company's."""
    company, person = _firm_and_person(request, customer_id)
    attempt(
        request,
        lambda: contact.remove_contact(
            company=company.pk, person=person.pk, by=actor(request), at=timezone.now()
        ),
        done=_("%(person)s no longer speaks for %(company)s.") % {"person": person, "company": company},
    )
    return to_profile(customer_id, "relations")


def _firm_and_person(request: StaffRequest, customer_id: int) -> tuple[Customer, Customer]:
    """Whose page asks, and `other`: the company first."""
    customer = get_object_or_404(Customer, pk=customer_id)
    other = get_object_or_404(Customer, pk=_other(request))
    return (customer, other) if customer.kind == CustomerKind.COMPANY else (other, customer)


def _other(request: StaffRequest) -> int:
    number = request.POST.get("other", "")
    return int(number) if number.isdecimal() and len(number) < 19 else 0
