"""Of which tasks one wants to be reminded, by letters or by notices of this browser: each for herself."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from quen.assets.manifest import DIST, built
from quen.console.access import StaffRequest, needs
from quen.console.notices import come_here, forget, remember
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel
from quen.messages.channels.push.vapid import push_key
from quen.messages.settings import account_of
from quen.messages.staff_push import ask_for_staff_push, forget_of_staff
from quen.shops.roles import Permission
from quen.tasks.remind import wanted_by, wish_reminders
from quen.tasks.remind_models import Wanted


class WishForm(forms.Form):
    """Her choice."""

    wanted = forms.ChoiceField(label=gettext_lazy("Remind me"), choices=Wanted.choices)


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
    context = {"form": form, "address": request.user.email, "is_on": account.is_on and not account.is_paused,
               "push_key": push_key(), "come_here": come_here(request, request.user.pk)}  # fmt: skip
    return render(request, "console/tasks/reminding.html", context, status=422 if form.errors else 200)


@needs(Permission.DO_TASKS)
@require_POST
def ask(request: StaffRequest) -> HttpResponse:
    """Send her notices to this browser: 204; 422 with a sentence for what no browser gives."""
    endpoint, p256dh, auth = (request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth"))
    try:
        asked = ask_for_staff_push(
            staff=request.user.pk, endpoint=endpoint, p256dh=p256dh, auth=auth, at=timezone.now()
        )
    except QuenError as error:
        return HttpResponse(error.sentence.render(_), status=422, content_type="text/plain; charset=utf-8")
    answer = HttpResponse(status=204)
    remember(answer, asked.digest)
    return answer


@needs(Permission.DO_TASKS)
@require_POST
def end(request: StaffRequest) -> HttpResponse:
    """Send none there any more."""
    forget_of_staff(endpoint=request.POST.get("endpoint", ""), staff=request.user.pk)
    answer = HttpResponse(status=204)
    forget(answer)
    return answer


@needs(Permission.DO_TASKS)
@require_GET
def worker(request: StaffRequest) -> HttpResponse:  # noqa: ARG001
    """The worker that shows the notices, from an address whose folder it may serve."""
    text = (DIST / built("staff/worker.ts").file).read_text("utf-8")
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer
