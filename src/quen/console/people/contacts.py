"""Who speaks for a company, in which part: on the company's profile and on its lead, the same panel."""

from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt, to_profile
from quen.people.contact import add_contact, bring_contact
from quen.people.models import Customer, CustomerKind, CustomerPart, Identity, IdentityKind
from quen.people.reads import contacts_of
from quen.shops.roles import Permission

_KEEPS = (IdentityKind.PHONE, IdentityKind.EMAIL)


class ContactForm(forms.Form):
    """Somebody new, or known by her phone or e-mail."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200, required=False)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=200, required=False)
    part = forms.ChoiceField(label=gettext_lazy("Part"), choices=CustomerPart.choices)


@dataclass(frozen=True)
class Contact:
    """One of them, with her numbers and addresses."""

    person: Customer
    part: CustomerPart
    phones: list[str]
    emails: list[str]


@needs(Permission.SEE_CUSTOMERS)
@require_GET
def panel(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The panel, loaded by the profile and by the lead's page, which says so by `lead`."""
    company = _company(customer_id)
    context = {
        "company": company,
        "contacts": _contacts(company.pk),
        "parts": CustomerPart.choices,
        "form": ContactForm(initial={"part": CustomerPart.BUYER}),
        "lead": _number(request.GET.get("lead", "")),
    }
    return render(request, "console/people/_contacts.html", context)


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def bring(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Somebody speaks for it from now on."""
    company, form = _company(customer_id), ContactForm(request.POST)
    if not form.is_valid():
        raise Http404
    typed = form.cleaned_data
    attempt(
        request,
        lambda: bring_contact(
            company=company.pk, name=typed["name"], phone=typed["phone"], email=typed["email"],
            part=CustomerPart(typed["part"]), by=actor(request), at=timezone.now(),
        ),
        done=_("Kept among the contacts of %(company)s.") % {"company": company},
    )  # fmt: skip
    return _back(request, company)


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def part(request: StaffRequest, customer_id: int, person_id: int) -> HttpResponse:
    """Another part for one who speaks for it."""
    company, chosen = _company(customer_id), request.POST.get("part", "")
    person = next((one.customer for one in contacts_of(company.pk) if one.customer.pk == person_id), None)
    if chosen not in CustomerPart.values or person is None:
        raise Http404
    attempt(
        request,
        lambda: add_contact(
            company=company.pk,
            person=person.pk,
            part=CustomerPart(chosen),
            by=actor(request),
            at=timezone.now(),
        ),
        done=_("%(person)s: %(part)s") % {"person": person, "part": CustomerPart(chosen).label},
    )
    return _back(request, company)


def _contacts(company: int) -> list[Contact]:
    """Two queries."""
    spoken = contacts_of(company)
    persons = [one.customer for one in spoken]
    rows = Identity.objects.filter(kind__in=_KEEPS).order_by("pk")
    known = list(rows.filter(customer__in=persons) | rows.filter(customer__root__in=persons))
    roots = dict(Customer.objects.filter(pk__in={row.customer_id for row in known}).values_list("pk", "root"))
    kept: dict[tuple[int, str], list[str]] = {}
    for row in known:
        kept.setdefault((roots.get(row.customer_id) or row.customer_id, row.kind), []).append(row.value)
    return [
        Contact(
            one.customer,
            one.part,
            kept.get((one.customer.pk, IdentityKind.PHONE), []),
            kept.get((one.customer.pk, IdentityKind.EMAIL), []),
        )
        for one in spoken
    ]


def _company(customer_id: int) -> Customer:
    return get_object_or_404(Customer, pk=customer_id, root=None, kind=CustomerKind.COMPANY)


def _back(request: StaffRequest, company: Customer) -> HttpResponse:
    lead = _number(request.POST.get("lead", ""))
    return redirect("console:leads:show", lead) if lead else to_profile(company.pk, "relations")


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 19 else None
