"""What staff do with one card at the counter: find, hand out, lose, replace, block; and open it on a phone."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.cards.block import block, unblock
from quen.cards.check_digit import is_whole
from quen.cards.hand_out import hand_out
from quen.cards.lose import found_again, report_lost
from quen.cards.models import Card, PhoneLink
from quen.cards.numbers import CODE_LENGTH, as_kept
from quen.cards.open_on_phone import end_on_phones, open_waiting, waiting
from quen.cards.replace import replace
from quen.console.access import StaffRequest, actor, needs
from quen.console.cards.forms import BlockForm, HandOutForm, ReplaceForm
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop
from quen.people.errors import NoSuchCustomer
from quen.people.models import Customer, Identity, IdentityKind
from quen.people.recognise import recognise, recognition
from quen.shops.roles import Permission


@needs(Permission.HAND_OUT_CARDS)
@require_GET
def find(request: StaffRequest) -> HttpResponse:
    """A card by its number, or a waiting phone by its code."""
    written = request.GET.get("q", "").strip()[:40]
    words = ""
    digits = "".join(written.split())
    if digits:
        try:
            if len(digits) == CODE_LENGTH and digits.isdigit() and is_whole(digits):
                return redirect("console:cards:phone", link_id=waiting(code=digits, at=timezone.now()).pk)
            number = as_kept(written)
            if Card.objects.filter(number=number).exists():
                return redirect("console:cards:card", number=number)
            words = _("No card of this shop has that number.")
        except QuenError as error:
            words = error.sentence.render(_)
    return render(request, "console/cards/find.html", {"search": written, "words": words})


@needs(Permission.HAND_OUT_CARDS)
@require_GET
def card(request: StaffRequest, number: str) -> HttpResponse:
    """One card and what can be done with it."""
    found = get_object_or_404(Card.objects.select_related("customer", "batch", "replaced_by"), number=number)
    forms = {"hand_out": HandOutForm(), "replace": ReplaceForm(), "block": BlockForm()}
    return render(request, "console/cards/card.html", {"card": found, "forms": forms})


@needs(Permission.HAND_OUT_CARDS)
@require_POST
def give(request: StaffRequest, number: str) -> HttpResponse:
    """Hand it out to the customer of a phone number."""

    def act() -> str:
        known_by = recognition(IdentityKind.PHONE, request.POST.get("phone", ""))
        customer = recognise(known_by)
        if customer is None:
            raise NoSuchCustomer(
                gettext_noop("Nobody here has the number %(phone)s. Make her a member first."),
                phone=known_by.written,
            )
        hand_out(number=number, customer=customer.pk, at=timezone.now(), by=actor(request))
        return _("The card belongs to %(customer)s now.") % {"customer": customer}

    return _done(request, number, act)


@needs(Permission.HAND_OUT_CARDS)
@require_POST
def lose(request: StaffRequest, number: str) -> HttpResponse:
    """It is lost."""

    def act() -> str:
        report_lost(number=number, at=timezone.now(), by=actor(request))
        return _("The number has stopped. Points stay with the customer; give her a new card.")

    return _done(request, number, act)


@needs(Permission.HAND_OUT_CARDS)
@require_POST
def find_again(request: StaffRequest, number: str) -> HttpResponse:
    """It turned up."""

    def act() -> str:
        found_again(number=number, at=timezone.now(), by=actor(request))
        return _("The card counts again.")

    return _done(request, number, act)


@needs(Permission.HAND_OUT_CARDS)
@require_POST
def swap(request: StaffRequest, number: str) -> HttpResponse:
    """Another card takes its place."""
    new_number = request.POST.get("new_number", "")

    def act() -> str:
        replace(number=number, new_number=new_number, at=timezone.now(), by=actor(request))
        return _("The new card counts from now on, with all points.")

    return _done(request, number, act)


@needs(Permission.HAND_OUT_CARDS)
@require_POST
def stop(request: StaffRequest, number: str) -> HttpResponse:
    """Block it."""

    def act() -> str:
        block(number=number, reason=request.POST.get("reason", ""), at=timezone.now(), by=actor(request))
        return _("The card is blocked.")

    return _done(request, number, act)


@needs(Permission.HAND_OUT_CARDS)
@require_POST
def go_on(request: StaffRequest, number: str) -> HttpResponse:
    """Unblock it."""

    def act() -> str:
        unblock(number=number, at=timezone.now(), by=actor(request))
        return _("The card counts again.")

    return _done(request, number, act)


@needs(Permission.HAND_OUT_CARDS)
@never_cache
@require_http_methods(["GET", "POST"])
def phone(request: StaffRequest, link_id: int) -> HttpResponse:
    """A phone that waits: hear the number, then open the card on it."""
    link = get_object_or_404(
        PhoneLink.objects.select_related("customer", "customer__root"), pk=link_id, code__gt=""
    )
    customer = link.customer.root or link.customer
    if request.method == "POST":
        try:
            open_waiting(
                link=link.pk,
                proof=_("QR poster; number heard at the counter"),
                at=timezone.now(),
                by=actor(request),
            )
        except QuenError as error:
            messages.error(request, error.sentence.render(_))
            return redirect("console:cards:find")
        messages.success(request, _("The card is open on the customer's phone."))
        return redirect("console:cards:find")
    context = {"link": link, "customer": customer, "phones": phones_of(customer)}
    return render(request, "console/cards/phone.html", context)


@needs(Permission.HAND_OUT_CARDS)
@require_POST
def end(request: StaffRequest, customer_id: int) -> HttpResponse:
    """The customer's card shows on no phone any more."""
    customer = get_object_or_404(Customer, pk=customer_id)
    ended = end_on_phones(customer=customer.pk, at=timezone.now(), by=actor(request))
    messages.success(request, _("The card was taken off %(phones)s phones. Points stay.") % {"phones": ended})
    return redirect("console:cards:holder", customer_id=customer_id)


def phones_of(customer: Customer) -> list[str]:
    """The numbers she may say."""
    known = Identity.objects.filter(customer=customer, kind=IdentityKind.PHONE)
    return list(known.order_by("pk").values_list("value", flat=True))


def _done(request: StaffRequest, number: str, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    return redirect(reverse("console:cards:card", args=[number]))
