"""Become a member from a poster: a phone number, one tap.

Everybody gets the same answer, whether the shop knows the number or not: a stranger who types it learns nothing. The
card opens once staff have heard the number from whoever holds the phone.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quen.cards.link_tokens import token_of
from quen.cards.models import PhoneLink
from quen.cards.open_on_phone import ask_to_open
from quen.enrolment.models import Way
from quen.enrolment.versions import version_in_force
from quen.flows.enrol import enrol
from quen.kernel.errors import QuenError
from quen.member.cookie import link_here, member_here, opens_here, remember
from quen.member.limits import count_attempt
from quen.member.stamp import checked_stamp, stamp
from quen.people.models import IdentityKind
from quen.people.recognise import recognition
from quen.shops.clock import day_of
from quen.shops.models import Store


class JoinForm(forms.Form):
    """What is asked; `website` is a field nobody sees, and `stamp` says when the form was shown."""

    phone = forms.CharField(
        label=gettext_lazy("Your phone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name (if you like)"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    consent = forms.BooleanField(required=False)
    friend = forms.CharField(max_length=20, required=False)
    website = forms.CharField(required=False)
    stamp = forms.CharField(required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, store_code: int | None = None) -> HttpResponse:
    """The page behind a store's poster, or behind none."""
    store = get_object_or_404(Store, pk=store_code, closed_on=None) if store_code is not None else None
    form = JoinForm(request.POST or None)
    status, words = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _joined(request, form, store)
            except QuenError as error:
                status, words = error.http_status, error.sentence.render(_)
    now = timezone.now()
    programme = version_in_force(day_of(now))
    welcome = programme.welcome.points if programme and programme.welcome else None
    has_card = request.method != "POST" and opens_here(request, at=now)
    context = {
        "form": form,
        "store": store,
        "welcome": welcome,
        "words": words,
        "stamp": stamp(at=now),
        "has_card": has_card,
        "friend": (request.POST if form.is_bound else request.GET).get("friend", "")[:20],
    }
    return render(request, "member/join.html", context, status=status)


def _joined(request: HttpRequest, form: JoinForm, store: Store | None) -> HttpResponse:
    now, said = timezone.now(), form.cleaned_data
    by = member_here(request)
    name = checked_stamp(said["stamp"], unseen=said["website"], at=now)
    phone = recognition(IdentityKind.PHONE, said["phone"]).value
    count_attempt(address=by.address, phone=phone, at=now)
    way = Way.POSTER if store else Way.MEMBER_PAGE
    held = link_here(request, at=now) if opens_here(request, at=now) else None
    # No consent yet: whoever typed the number has not shown that it is hers. It counts when staff open the card.
    member = enrol(
        phone=phone, name=said["name"], consent=False, store=store.pk if store else None, way=way, at=now,
        key=f"poster:{name}", by=by, referred_by=said["friend"],
        holds_card_of=held.customer_id if held and held.is_open else None,
    )  # fmt: skip
    answer = redirect("member:card")
    if held is None or not _is_hers(held, member.customer_id):
        link = ask_to_open(
            customer=member.customer_id,
            consent=said["consent"],
            store=store.pk if store else None,
            at=now,
            by=by,
        )
        remember(answer, token_of(link, at=now))
    return answer


def _is_hers(link: PhoneLink, customer: int) -> bool:
    """Whether this phone shows her card already: then there is nothing to open."""
    return link.is_open and (link.customer.root_id or link.customer_id) == customer
