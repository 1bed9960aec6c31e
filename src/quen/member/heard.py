"""Where a customer asks, complains, praises and proposes: from her card, or from the shop's site without one.

A stranger's form is guarded like the one for asking (ask.py). What a name or number typed there proves is nothing: such
a ticket never appears on the page of the customer who has that number.
"""

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from quen.cards.errors import LinkRefused
from quen.kernel.errors import QuenError
from quen.member.cookie import customer_here, member_here
from quen.member.limits import count_attempt
from quen.member.stamp import checked_stamp, stamp
from quen.people.models import Customer
from quen.tickets.choices import LIVE, CameBy, EntryKind, TicketKind, TicketState, Topic
from quen.tickets.models import Ticket
from quen.tickets.open_ticket import Contact, Matter, Origin, open_ticket
from quen.tickets.rate import token_of
from quen.tickets.reads import entries_of, tickets_of
from quen.tickets.reply import reply

_MOST_TICKETS, _MOST_ENTRIES = 20, 100
_KINDS = (TicketKind.REQUEST, TicketKind.COMPLAINT, TicketKind.PRAISE, TicketKind.IDEA)


class HelpForm(forms.Form):
    """What she says; `website` is a field nobody sees, and `stamp` says when the form was shown."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=[(kind.value, kind.label) for kind in _KINDS]
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("What is it about?"), choices=Topic.choices, initial=Topic.OTHER
    )
    text = forms.CharField(
        label=gettext_lazy("Tell us"), max_length=5_000, widget=forms.Textarea({"rows": 5})
    )
    website = forms.CharField(required=False)
    stamp = forms.CharField(required=False)

    def matter(self) -> Matter:
        typed = self.cleaned_data
        language = (get_language() or "vi")[:2]
        return Matter(
            text=typed["text"], kind=TicketKind(typed["kind"]), topic=Topic(typed["topic"]), language=language
        )


class StrangersHelpForm(HelpForm):
    """The same from somebody without a card, who has to be answered somewhere."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=gettext_lazy("Your phone number"), max_length=30, required=False,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = forms.CharField(
        label=gettext_lazy("Your e-mail address"), max_length=200, required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )  # fmt: skip

    def clean(self) -> None:
        if not self.cleaned_data.get("phone") and not self.cleaned_data.get("email"):
            raise forms.ValidationError(
                _("Write a phone number or an e-mail address, so that we can answer.")
            )

    def contact(self) -> Contact:
        typed = self.cleaned_data
        return Contact(typed["name"], typed["phone"], typed["email"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_help(request: HttpRequest) -> HttpResponse:
    """Her tickets and the form; for a phone without a card the form alone."""
    her = _customer(request)
    form = (HelpForm if her else StrangersHelpForm)(request.POST or None)
    status, words, is_kept = 200, "", False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _keep(request, form, her)
                status, is_kept = 200, True
            except QuenError as error:
                status, words = error.http_status, error.sentence.render(_)
    context = {
        "form": form,
        "shown": ("kind", "topic", "text", "name", "phone", "email"),
        "tickets": list(_hers(her)[:_MOST_TICKETS]) if her else [],
        "words": words,
        "is_kept": is_kept,
        "has_card": her is not None,
        "stamp": stamp(at=timezone.now()),
    }
    return render(request, "member/help.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """What she and the shop said, and her next word. Notes of the staff are not here."""
    her = _customer(request)
    ticket = _hers(her).filter(pk=ticket_id).first() if her else None
    if her is None or ticket is None:
        raise Http404
    words = ""
    if request.method == "POST":
        try:
            reply(
                ticket=ticket.pk, text=request.POST.get("text", "")[:5_000], came_by=CameBy.MEMBER,
                at=timezone.now(), by=member_here(request, her.pk),
            )  # fmt: skip
        except QuenError as error:
            words = error.sentence.render(_)
        else:
            return redirect("member:help_one", ticket_id=ticket.pk)
    said = entries_of(ticket).filter(ticket__is_proven=True).exclude(kind=EntryKind.NOTE)
    context = {
        "ticket": ticket,
        "entries": list(reversed(said.order_by("at", "pk").reverse()[:_MOST_ENTRIES])),
        "is_live": ticket.state in LIVE,
        "token": token_of(ticket.pk) if ticket.state == TicketState.SOLVED else "",
        "words": words,
    }
    return render(request, "member/help_one.html", context, status=422 if words else 200)


def _customer(request: HttpRequest) -> Customer | None:
    try:
        return customer_here(request, at=timezone.now())
    except LinkRefused:
        return None


def _hers(her: Customer) -> QuerySet[Ticket]:
    return tickets_of(her.pk).filter(is_proven=True)


def _keep(request: HttpRequest, form: HelpForm, her: Customer | None) -> None:
    now, by = timezone.now(), member_here(request, her.pk if her else None)
    typed = form.cleaned_data
    sending = checked_stamp(typed["stamp"], unseen=typed["website"], at=now)
    contact = form.contact() if isinstance(form, StrangersHelpForm) else Contact()
    count_attempt(
        address=by.address, phone=contact.phone or contact.email or f"help:{her and her.pk}", at=now
    )
    open_ticket(
        matter=form.matter(), came_by=CameBy.MEMBER if her else CameBy.WEB, at=now, by=by, contact=contact,
        customer=her.pk if her else None, is_proven=her is not None, origin=Origin(key=f"form:{sending}"),
    )  # fmt: skip
