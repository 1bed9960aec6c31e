"""What becomes of the prizes: handed over, or turned down so that the next reserve moves up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.draws.hand_over import give_up, hand_over
from quen.draws.models import Award
from quen.kernel.errors import QuenError
from quen.shops.models import Store
from quen.shops.roles import Permission


@needs(Permission.MANAGE_REWARDS)
@require_POST
def end(request: StaffRequest, award_id: int) -> HttpResponse:
    """By the button: ``handed_over`` at a store, or ``given_up``."""
    award = get_object_or_404(Award.objects.select_related("winner"), pk=award_id)
    now, by, note = timezone.now(), actor(request), request.POST.get("note", "")
    try:
        if request.POST.get("said") == "handed_over":
            store = request.POST.get("store", "")
            place = get_object_or_404(Store, pk=store).pk if store.isdecimal() else None
            hand_over(award=award.pk, store=place, note=note, at=now, by=by)
        else:
            give_up(award=award.pk, note=note, at=now, by=by)
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    return redirect("console:draws:show", draw_id=award.winner.draw_id)
