"""Two customers side by side: merge them, tell them apart, or undo a merge."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt, count_now, to_profile
from quen.console.people.fact_words import LABELS, in_words
from quen.console.people.listing import KnownBy, identities_of
from quen.console.people.profile import without_purchase
from quen.console.people.undo import say_with_undo
from quen.flows.merge_customers import merge_customers, part_customers
from quen.insight.models import CustomerSummary
from quen.people import duplicates
from quen.people.models import Customer, LikelyDuplicate, LikenessReason, Merge
from quen.shops.roles import Permission


@dataclass(frozen=True)
class Side:
    """One of the two."""

    customer: Customer
    summary: CustomerSummary
    known_by: list[KnownBy]


@dataclass(frozen=True)
class Compared:
    """One fact of both, and whether they contradict each other."""

    label: object
    left: str
    right: str

    @property
    def differs(self) -> bool:
        return "–" not in (self.left, self.right) and self.left != self.right


@needs(Permission.MERGE_CUSTOMERS)
@require_http_methods(["GET", "POST"])
def compare(request: StaffRequest, customer_id: int, other_id: int) -> HttpResponse:
    """Both side by side, what merging does, and the form that asks for a second yes."""
    left, right = _roots(customer_id, other_id)
    if left.pk == right.pk:
        messages.info(request, _("These two are one customer already."))
        return to_profile(left.pk)
    if request.method == "POST":
        if request.POST.get("compared") == "yes":
            return _merge(request, left, right)
        messages.error(request, _("Nothing was merged. Compare the two and tick the box first."))
    sides = _sides(left, right)
    likeness = LikelyDuplicate.objects.filter(
        first=min(left.pk, right.pk), second=max(left.pk, right.pk)
    ).first()
    context = {
        "left": sides[0],
        "right": sides[1],
        "sides": sides,
        "facts": [
            Compared(label, in_words(name, getattr(left, name)), in_words(name, getattr(right, name)))
            for name, label in LABELS.items()
        ],
        "reasons": [LikenessReason(reason).label for reason in likeness.reasons] if likeness else [],
        "keep": sides[0] if sides[0].summary.purchases >= sides[1].summary.purchases else sides[1],
    }
    return render(request, "console/people/compare.html", context)


@needs(Permission.MERGE_CUSTOMERS)
@require_POST
def tell_apart(request: StaffRequest, customer_id: int, other_id: int) -> HttpResponse:
    """Two people after all; they are not proposed again."""
    left, right = _roots(customer_id, other_id)
    attempt(
        request,
        lambda: duplicates.tell_apart(customer=left.pk, other=right.pk, by=actor(request), at=timezone.now()),
        done=_("Kept apart. These two are not proposed again."),
    )
    return to_profile(left.pk)


@needs(Permission.MERGE_CUSTOMERS)
@require_POST
def undo_merge(request: StaffRequest, merge_id: int) -> HttpResponse:
    """Two again: each has the purchases, notes and identities recorded for her."""
    found = get_object_or_404(Merge.objects.select_related("customer", "into__root"), pk=merge_id)
    root = found.into.root or found.into
    if attempt(
        request,
        lambda: part_customers(merge=merge_id, by=actor(request), at=timezone.now()),
        done=_("%(merged)s stands alone again.") % {"merged": found.customer},
    ):
        count_now(found.customer_id, root.pk)
    return to_profile(root.pk)


def _merge(request: StaffRequest, left: Customer, right: Customer) -> HttpResponse:
    keep, merged = (right, left) if request.POST.get("keep") == str(right.pk) else (left, right)
    row = None

    def act() -> None:
        nonlocal row
        row = merge_customers(customer=merged.pk, into=keep.pk, by=actor(request), at=timezone.now())

    if attempt(request, act, done="") and row is not None:
        count_now(merged.pk, keep.pk)
        words = _("%(merged)s now counts as %(keep)s.") % {"merged": merged, "keep": keep}
        say_with_undo(request, words, address=_undo_address(row), fields={})
    return redirect("console:people:show", customer_id=keep.pk)


def _undo_address(row: Merge) -> str:
    return reverse("console:people:undo_merge", args=[row.pk])


def _roots(customer_id: int, other_id: int) -> tuple[Customer, Customer]:
    """Both as whom they count now."""
    first = get_object_or_404(Customer.objects.select_related("root"), pk=customer_id)
    second = get_object_or_404(Customer.objects.select_related("root"), pk=other_id)
    return first.root or first, second.root or second


def _sides(left: Customer, right: Customer) -> tuple[Side, Side]:
    pair = (left.pk, right.pk)
    summaries = CustomerSummary.objects.in_bulk(pair)
    known_by = identities_of(pair)
    first, second = (
        Side(one, summaries.get(one.pk) or without_purchase(one.pk), known_by.get(one.pk, []))
        for one in (left, right)
    )
    return first, second
