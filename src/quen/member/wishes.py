"""Behind the link under every offer: stop, or keep what is wanted. Works without sign-in and without scripts.

Looking changes nothing, because mail programs and virus scanners follow links. The link itself proves who asks, so a
POST needs no other token: one click by the mail program (RFC 8058) has none to give.
"""

from datetime import datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from quen.kernel.actor import Actor
from quen.member.cookie import member_here
from quen.messages.channel import CONSENT_FOR
from quen.messages.confirm import asked_by, confirm
from quen.messages.errors import LinkRefused
from quen.messages.settings import sending_settings
from quen.messages.unsubscribe import Why, rather_by, unsubscribe
from quen.messages.unsubscribe_link import Link, link_of
from quen.messages.wishes import say_wishes
from quen.people.consent import give_consent
from quen.people.models import ConsentChannel, Customer, Purpose
from quen.tickets.words import in_shops_language

LESS_OFTEN_A_MONTH = 1


class WishForm(forms.Form):
    """What she wants from now on, and why."""

    wish = forms.ChoiceField(
        choices=[
            ("stop", gettext_lazy("No more offers this way")),
            ("less", gettext_lazy("At most one offer a month")),
            ("birthdays", gettext_lazy("Only for my birthday")),
            ("other", gettext_lazy("Rather another way:")),
            ("nothing", gettext_lazy("No offers at all, no way")),
            ("again", gettext_lazy("Offers as before")),
        ]
    )
    instead = forms.MultipleChoiceField(
        choices=[(each.value, each.label) for each in ConsentChannel if each != ConsentChannel.ALL],
        required=False,
    )
    reason = forms.ChoiceField(choices=[("", ""), *Why.choices], required=False)
    words = forms.CharField(max_length=500, required=False)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest, token: str) -> HttpResponse:
    """The page, and what she says on it."""
    try:
        link = link_of(token)
    except LinkRefused as refused:
        return _refused(request, refused)
    if not Customer.objects.filter(pk=link.customer).exists():
        return _page(request, link, token, "gone", status=404)
    if request.method != "POST":
        return _page(request, link, token, "asked")
    if request.POST.get("List-Unsubscribe") == "One-Click":
        unsubscribe(
            customer=link.customer, channel=link.channel, message=link.message, at=timezone.now(),
            by=member_here(request, link.customer),
        )  # fmt: skip
        return _page(request, link, token, "stop")
    form = WishForm(request.POST)
    if not form.is_valid():
        return _page(request, link, token, "asked", status=422)
    _keep(link, form.cleaned_data, at=timezone.now(), by=member_here(request, link.customer))
    return _page(request, link, token, form.cleaned_data["wish"], reason=form.cleaned_data["reason"])


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, token: str) -> HttpResponse:
    """The second yes to e-mail: asked by the link, said by the button."""
    now = timezone.now()
    try:
        asked = asked_by(token, at=now)
        if request.method == "POST":
            confirm(token, at=now, by=member_here(request, asked.customer))
    except LinkRefused as refused:
        return _refused(request, refused)
    context = {"address": asked.address, "is_done": request.method == "POST"}
    return render(request, "member/agree.html", context)


def _keep(link: Link, said: dict[str, object], *, at: datetime, by: Actor) -> None:
    wish = said["wish"]
    if wish in ("less", "birthdays"):
        most = LESS_OFTEN_A_MONTH if wish == "less" else None
        say_wishes(
            customer=link.customer, most_a_month=most, only_birthdays=wish == "birthdays", at=at, by=by
        )
    elif wish == "other" and said["instead"]:
        instead = [ConsentChannel(each) for each in said["instead"]]  # type: ignore[attr-defined]
        rather_by(customer=link.customer, channel=link.channel, instead=instead, at=at, by=by)
    elif wish == "again":
        give_consent(
            customer=link.customer, purpose=Purpose.MARKETING, channel=CONSENT_FOR[link.channel], at=at, by=by,
            proof=in_shops_language(gettext_noop("On the page behind a message's link")),
        )  # fmt: skip
        say_wishes(customer=link.customer, at=at, by=by)
    else:
        unsubscribe(
            customer=link.customer, channel=link.channel, message=link.message, reason=str(said["reason"]),
            words=str(said["words"]), everywhere=wish == "nothing", at=at, by=by,
        )  # fmt: skip


def _page(
    request: HttpRequest, link: Link, token: str, done: str, *, reason: str = "", status: int = 200
) -> HttpResponse:
    own = CONSENT_FOR[link.channel]
    context = {
        "token": token,
        "channel": link.channel.label,
        "done": done,
        "reason": reason,
        "reasons": Why.choices,
        "others": [each for each in ConsentChannel if each not in (ConsentChannel.ALL, own)],
        "social_pages": sending_settings().social_pages,
    }
    answer = render(request, "member/wishes.html", context, status=status)
    answer.headers["X-Robots-Tag"] = "noindex"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _refused(request: HttpRequest, refused: LinkRefused) -> HttpResponse:
    words = refused.sentence.render(_)
    return render(request, "member/no_link.html", {"words": words}, status=refused.http_status)
