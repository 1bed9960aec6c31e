"""Whether the shop chats, on which sites, and the lines to paste there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quen.chats.models import ChatSettings
from quen.chats.settings import MOST_MINUTES, change_chats, chat_settings
from quen.console.access import StaffRequest, actor, needs
from quen.kernel.errors import QuenError
from quen.messages.settings import public_url
from quen.shops.roles import Permission


class ChatForm(forms.Form):
    """What may be said of chats."""

    is_on = forms.BooleanField(label=gettext_lazy("Let customers chat with us"), required=False)
    wait_minutes = forms.IntegerField(
        label=gettext_lazy("Unanswered, it becomes a ticket after so many minutes"), min_value=1,
        max_value=MOST_MINUTES, help_text=gettext_lazy("Outside working time at once."),
    )  # fmt: skip
    welcome = forms.CharField(label=gettext_lazy("Word of welcome"), max_length=200, required=False)
    origins = forms.CharField(
        label=gettext_lazy("Sites that may show the chat"), max_length=4_000, required=False,
        widget=forms.Textarea({"rows": 3}), help_text=gettext_lazy("One a line, like https://shop.example."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, kept: ChatSettings) -> None:
        initial = {name: getattr(kept, name) for name in ("is_on", "wait_minutes", "welcome")}
        super().__init__(data, initial={**initial, "origins": "\n".join(kept.origins)})


@needs(Permission.CHANGE_SETTINGS)
@require_http_methods(["GET", "POST"])
def show(request: StaffRequest) -> HttpResponse:
    """The settings, and what to paste into the shop's site."""
    form = ChatForm(request.POST or None, kept=chat_settings())
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            change_chats(**{**typed, "origins": typed["origins"].splitlines()}, by=actor(request))
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("Saved."))
            return redirect("console:chats:settings")
    pages = public_url() or request.build_absolute_uri("/").rstrip("/")
    context = {"form": form, "address": pages + reverse("chat:snippet")}
    return render(request, "console/chats/settings.html", context, status=422 if form.errors else 200)
