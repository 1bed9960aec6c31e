"""Where the shop's letters come from, and what became of the last of them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.act import act, act_as_typed
from quen.messages.settings import public_url
from quen.shops.roles import Permission
from quen.tickets.mail.settings import SECURITIES, change_mailbox, mailbox, new_hook_secret
from quen.tickets.mail_models import IncomingMail, Mailbox

_NEWEST = 30
_SECURITY_NAMES = {"tls": "TLS", "starttls": "STARTTLS", "none": gettext_lazy("No encryption")}


class MailboxForm(forms.Form):
    """How the mailbox is reached."""

    is_on = forms.BooleanField(label=gettext_lazy("Fetch letters from this mailbox"), required=False)
    host = forms.CharField(label=gettext_lazy("IMAP server"), max_length=200, required=False)
    port = forms.IntegerField(label=gettext_lazy("Port"), min_value=1, max_value=65_535)
    security = forms.ChoiceField(
        label=gettext_lazy("Encryption"), choices=[(name, _SECURITY_NAMES[name]) for name in SECURITIES]
    )
    user = forms.CharField(label=gettext_lazy("User name"), max_length=200, required=False)
    password = forms.CharField(
        label=gettext_lazy("Password"), max_length=200, required=False, widget=forms.PasswordInput,
        help_text=gettext_lazy("Leave it empty to keep the one before."),
    )  # fmt: skip
    folder = forms.CharField(label=gettext_lazy("Folder"), max_length=200)
    own_addresses = forms.CharField(
        label=gettext_lazy("The shop's own addresses"), max_length=2_000, required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("One a line. Letters from them open no ticket, so that nothing goes in circles."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, box: Mailbox) -> None:
        names = ("is_on", "host", "port", "security", "user", "folder", "own_addresses")
        super().__init__(data, initial={name: getattr(box, name) for name in names})


@needs(Permission.MANAGE_TICKETS)
@require_GET
def show(request: StaffRequest) -> HttpResponse:
    """The mailbox, the address for providers, and the last letters with their fate."""
    return _page(request, MailboxForm(box=mailbox()))


@needs(Permission.MANAGE_TICKETS)
@require_POST
def change(request: StaffRequest) -> HttpResponse:
    """Save how it is reached; what does not fit stands there still."""
    form = MailboxForm(request.POST, box=mailbox())
    is_done = act_as_typed(
        request, form, lambda: change_mailbox(by=actor(request), **form.cleaned_data),
        done=_("Saved. New letters come within a minute."),
    )  # fmt: skip
    return redirect("console:tickets:mailbox") if is_done else _page(request, form)


@needs(Permission.MANAGE_TICKETS)
@require_POST
def new_hook(request: StaffRequest) -> HttpResponse:
    """A new secret address; the one before leads nowhere."""
    act(request, lambda _now: new_hook_secret(by=actor(request)), done=_("There is a new address."))
    return redirect("console:tickets:mailbox")


def _page(request: StaffRequest, form: MailboxForm) -> HttpResponse:
    box = mailbox()
    hook = reverse("hooks:mail", args=[box.hook_secret]) if box.hook_secret else ""
    context = {
        "box": box,
        "form": form,
        "hook": (public_url() or request.build_absolute_uri("/").rstrip("/")) + hook if hook else "",
        "letters": list(IncomingMail.objects.order_by("-at", "-pk")[:_NEWEST]),
    }
    return render(request, "console/tickets/mailbox.html", context, status=422 if form.errors else 200)
