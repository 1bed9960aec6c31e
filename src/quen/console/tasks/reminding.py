"""Of which tasks one wants to be reminded by e-mail: each for herself."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, needs
from quen.messages.channel import Channel
from quen.messages.settings import account_of
from quen.shops.roles import Permission
from quen.tasks.remind import wanted_by, wish_reminders
from quen.tasks.remind_models import Wanted


class WishForm(forms.Form):
    """Her choice."""

    wanted = forms.ChoiceField(label=gettext_lazy("Remind me by e-mail"), choices=Wanted.choices)


@needs(Permission.DO_TASKS)
@require_http_methods(["GET", "POST"])
def show(request: StaffRequest) -> HttpResponse:
    """Read it, change it."""
    form = WishForm(request.POST or None, initial={"wanted": wanted_by(request.user.pk)})
    if request.method == "POST" and form.is_valid():
        wish_reminders(staff=request.user.pk, wanted=Wanted(form.cleaned_data["wanted"]), at=timezone.now())
        messages.success(request, _("Kept."))
        return redirect("console:tasks:index")
    account = account_of(Channel.EMAIL)
    context = {"form": form, "address": request.user.email, "is_on": account.is_on and not account.is_paused}
    return render(request, "console/tasks/reminding.html", context, status=422 if form.errors else 200)
