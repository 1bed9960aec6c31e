"""The form for the shop's own site: somebody asks for something, without becoming a member.

Everybody gets the same answer, whether the shop knows the number or not. No outside service keeps machines away: an
unseen field, a stamp that says when the form was shown, and limits on how often one may try.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quen.kernel.errors import QuenError
from quen.leads.capture import Person, Utm, capture, ways_to_know
from quen.leads.models import LeadSource
from quen.member.cookie import member_here
from quen.member.limits import count_attempt
from quen.member.stamp import checked_stamp, stamp

_UTM = ("utm_source", "utm_medium", "utm_campaign")


class AskForm(forms.Form):
    """What is asked; `website` is a field nobody sees, and `stamp` says when the form was shown."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=gettext_lazy("Your phone number"),
        max_length=30,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    wish = forms.CharField(
        label=gettext_lazy("What can we do for you?"), max_length=500, widget=forms.Textarea({"rows": 4})
    )
    website = forms.CharField(required=False)
    stamp = forms.CharField(required=False)
    utm_source = forms.CharField(max_length=80, required=False)
    utm_medium = forms.CharField(max_length=80, required=False)
    utm_campaign = forms.CharField(max_length=80, required=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Show the form, or keep what was asked."""
    form, status, words, is_kept = AskForm(request.POST or None), 200, "", False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _keep(request, form)
                status, is_kept = 200, True
            except QuenError as error:
                status, words = error.http_status, error.sentence.render(_)
    asked = request.POST if form.is_bound else request.GET
    context = {
        "form": form,
        "shown": ("name", "phone", "wish"),
        "utm": [(name, asked.get(name, "")[:80]) for name in _UTM],
        "words": words,
        "is_kept": is_kept,
        "stamp": stamp(at=timezone.now()),
    }
    return render(request, "member/ask.html", context, status=status)


def _keep(request: HttpRequest, form: AskForm) -> None:
    now, said, by = timezone.now(), form.cleaned_data, member_here(request)
    checked_stamp(said["stamp"], unseen=said["website"], at=now)
    person = Person(name=said["name"], phone=said["phone"])
    (phone,) = ways_to_know(person)
    count_attempt(address=by.address, phone=phone.value, at=now)
    utm = Utm(source=said["utm_source"], medium=said["utm_medium"], campaign=said["utm_campaign"])
    source = LeadSource.ADVERTISEMENT if utm.campaign or utm.source else LeadSource.WEBSITE
    capture(person=person, source=source, at=now, by=by, wish=said["wish"], utm=utm, learns=False)
