"""Write a draw, and take it a step further."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from quen.console.access import StaffRequest, actor, currency_of, needs
from quen.console.draws.forms import DrawForm
from quen.draws.close_contest import close_contest
from quen.draws.decide import decide_contest
from quen.draws.models import Draw, State
from quen.draws.plan import change_draw, plan_draw
from quen.draws.run import close_draw, draw_winners, open_draw, publish_draw
from quen.kernel.errors import QuenError
from quen.shops.roles import Permission


@needs(Permission.MANAGE_REWARDS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A new draft."""
    return _edited(request, None)


@needs(Permission.MANAGE_REWARDS)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, draw_id: int) -> HttpResponse:
    """Change a draft."""
    return _edited(request, get_object_or_404(Draw, pk=draw_id, state=State.DRAFT))


@needs(Permission.MANAGE_REWARDS)
@require_POST
def step(request: StaffRequest, draw_id: int) -> HttpResponse:
    """The next step, by the name of where it leads."""
    now, by, to = timezone.now(), actor(request), request.POST.get("to", "")
    try:
        is_contest = get_object_or_404(Draw, pk=draw_id).is_contest
        if to == State.OPEN:
            open_draw(draw=draw_id, at=now, by=by)
        elif to == State.CLOSED:
            (close_contest if is_contest else close_draw)(draw=draw_id, at=now, by=by)
        elif to == State.DRAWN and is_contest:
            decide_contest(draw=draw_id, at=now, by=by)
        elif to == State.DRAWN:
            draw_winners(draw=draw_id, public_word=request.POST.get("public_word", ""), at=now, by=by)
        elif to == State.PUBLISHED:
            publish_draw(draw=draw_id, at=now, by=by)
        else:
            raise Http404
    except QuenError as error:
        messages.error(request, error.sentence.render(_))
    return redirect("console:draws:show", draw_id=draw_id)


def _edited(request: StaffRequest, draw: Draw | None) -> HttpResponse:
    form = DrawForm(request.POST or None, draw=draw, currency=currency_of(request))
    if request.method == "POST" and form.is_valid():
        now, by = timezone.now(), actor(request)
        try:
            if draw is None:
                draw = plan_draw(plan=form.plan(), at=now, by=by)
            else:
                draw = change_draw(draw=draw.pk, plan=form.plan(), at=now, by=by)
        except QuenError as error:
            form.add_error(None, error.sentence.render(_))
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": draw.name})
            return redirect("console:draws:show", draw_id=draw.pk)
    return render(
        request, "console/draws/edit.html", {"form": form, "draw": draw}, status=422 if form.errors else 200
    )
