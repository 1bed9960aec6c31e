"""Tags for many customers at once, those chosen or all a list found, and the way back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.people.filters import FilterForm, tidy_query
from quen.console.people.listing import ROWS, found
from quen.console.people.undo import say_with_undo
from quen.console.templatetags.written import number
from quen.events.models import Event
from quen.kernel.errors import QuenError
from quen.kernel.names import tidy
from quen.people.events import CustomerTagged
from quen.people.tag import tag, untag
from quen.shops.models import Store
from quen.shops.roles import Permission

MOST_AT_ONCE = 50_000
"""Customers tagged in one request: a few seconds of work."""

_SALT = "quen.console.people.bulk"


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def tag_many(request: StaffRequest) -> HttpResponse:
    """Put a tag on customers or take it off; the message that follows can undo exactly that."""
    query = tidy_query(QueryDict(request.POST.get("query", "")))
    wanted, is_removal = tidy(request.POST.get("tag", "")), request.POST.get("what") == "remove"
    try:
        customers = chosen_customers(request, query)
        if len(customers) > MOST_AT_ONCE:
            messages.error(request, _too_many())
        else:
            _change(request, customers, wanted, is_removal=is_removal)
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    return _back_to(query)


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def undo_tag_many(request: StaffRequest) -> HttpResponse:
    """Take back what one call of `tag_many` changed, and nothing else."""
    try:
        done = signing.loads(request.POST.get("done", ""), salt=_SALT)
    except signing.BadSignature:
        messages.error(request, _("This can no longer be undone here. Filter the list by the tag instead."))
        return redirect("console:people:list")
    customers = _changed(request, done)
    change = tag if done["is_removal"] else untag
    changed = change(customers=customers, tags=[done["tag"]], by=actor(request), at=timezone.now())
    words = ngettext(
        "Undone: %(count)s customer is as before.", "Undone: %(count)s customers are as before.", changed
    )
    messages.success(request, words % {"count": number(changed)})
    return redirect("console:people:list")


def chosen_customers(request: StaffRequest, query: str) -> list[int]:
    """The customers ticked on the page, or everybody its filters leave, and one more than MOST_AT_ONCE at most."""
    if request.POST.get("everybody") != "yes":
        chosen = request.POST.getlist("chosen")[:ROWS]
        return [int(one) for one in chosen if one.isdecimal() and len(one) < 19]
    stores = dict(Store.objects.values_list("pk", "name"))
    filters = FilterForm(QueryDict(query), stores=stores).filters()
    everybody = found(filters, today=timezone.localdate(), currency=currency_of(request))
    everybody = everybody.filter(customer__root=None)
    return list(everybody.values_list("customer", flat=True)[: MOST_AT_ONCE + 1])


def _change(request: StaffRequest, customers: list[int], wanted: str, *, is_removal: bool) -> None:
    at = timezone.now()
    change = untag if is_removal else tag
    with transaction.atomic():
        first = _latest_event() + 1
        changed = change(customers=customers, tags=[wanted], by=actor(request), at=at)
        last = _latest_event()
    if not changed:
        messages.info(request, _("Nothing changed: the customers chosen are like that already."))
        return
    done = {"tag": wanted, "is_removal": is_removal, "first": first, "last": last, "at": at.isoformat()}
    say_with_undo(
        request,
        _done_words(changed, is_removal=is_removal) % {"count": number(changed), "tag": wanted},
        address=reverse("console:people:undo_tag_many"),
        fields={"done": signing.dumps(done, salt=_SALT)},
    )


def _done_words(changed: int, *, is_removal: bool) -> str:
    if is_removal:
        return ngettext(
            "%(count)s customer no longer has the tag %(tag)s.",
            "%(count)s customers no longer have the tag %(tag)s.",
            changed,
        )
    return ngettext(
        "%(count)s customer now has the tag %(tag)s.",
        "%(count)s customers now have the tag %(tag)s.",
        changed,
    )


def _latest_event() -> int:
    return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _changed(request: StaffRequest, done: dict[str, Any]) -> list[int]:
    """Whom that call changed: its events lie between two numbers and bear its moment and its author."""
    events = Event.objects.filter(
        pk__range=(done["first"], done["last"]), kind=CustomerTagged.kind, actor=str(actor(request)),
        happened_at=datetime.fromisoformat(done["at"]),
    )  # fmt: skip
    return [customer for customer in events.values_list("customer", flat=True) if customer is not None]


def _too_many() -> str:
    words = _(
        "Nothing was changed: at most %(most)s customers can be tagged at once. Narrow the list down first."
    )
    return words % {"most": number(MOST_AT_ONCE)}


def _back_to(query: str) -> HttpResponse:
    return redirect(reverse("console:people:list") + (f"?{query}" if query else ""))
