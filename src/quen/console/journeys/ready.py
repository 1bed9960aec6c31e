"""The ready-made journeys, from which the shop takes what it likes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from quen.console.access import StaffRequest, actor, needs
from quen.journeys.models import Journey
from quen.journeys.ready import add_ready_made, ready_made
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


@needs(Permission.MANAGE_OUTREACH)
@require_http_methods(["GET", "POST"])
def ready(request: StaffRequest) -> HttpResponse:
    """All of them; taking one makes a journey, switched off."""
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    if request.method == "POST":
        key = request.POST.get("key", "")[:40]
        try:
            made = add_ready_made(key=key, language=language, at=timezone.now(), by=actor(request))
        except QuenError as error:
            messages.error(request, error.sentence.render(_))
            return redirect("console:journeys:ready")
        return redirect("console:journeys:show", journey_id=made.pk)
    taken = dict(Journey.objects.values_list("key", "pk"))
    rows = [(plan, taken.get(key)) for key, plan in ready_made(language).items()]
    return render(request, "console/journeys/ready.html", {"rows": rows})
