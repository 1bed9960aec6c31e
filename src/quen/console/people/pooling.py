"""The points a household puts together: what each one shares, and moving points in and out."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, actor, needs
from quen.console.people.answers import attempt, to_profile
from quen.points import pool
from quen.points.models import Transfer
from quen.shops.roles import Permission

_MOST_DIGITS = 13


@needs(Permission.EDIT_CUSTOMERS)
@require_POST
def share(request: StaffRequest, customer_id: int) -> HttpResponse:
    """So many percent of what she earns from now on go into the household's points; 0 stops it."""
    percent = whole(request, "percent")
    done = (
        _("From now on %(percent)s %% of what she earns goes into the household's points.")
        % {"percent": percent}
        if percent
        else _("She keeps all she earns from now on. What the household has stays with it.")
    )
    attempt(
        request,
        lambda: pool.set_share(customer=customer_id, percent=percent, at=timezone.now(), by=actor(request)),
        done=done,
    )
    return to_profile(customer_id, "points")


@needs(Permission.ADJUST_POINTS)
@require_POST
def put_in(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Points of hers become the household's."""
    return _moved(request, customer_id, pool.put_in, _("The points are the household's now."))


@needs(Permission.ADJUST_POINTS)
@require_POST
def draw(request: StaffRequest, customer_id: int) -> HttpResponse:
    """Points of the household become hers, to be spent."""
    return _moved(request, customer_id, pool.draw, _("The points are hers now and can be spent."))


def whole(request: StaffRequest, name: str) -> int:
    """The whole number written there, -1 where it is none: the verbs refuse it in words."""
    written = request.POST.get(name, "").replace(".", "").replace(",", "").strip()
    return int(written) if written.isdecimal() and len(written) <= _MOST_DIGITS else -1


def _moved(
    request: StaffRequest, customer_id: int, move: Callable[..., Transfer], words: str
) -> HttpResponse:
    attempt(
        request,
        lambda: move(
            customer=customer_id, points=whole(request, "points"), at=timezone.now(),
            key=f"console:{move.__name__}:{request.POST.get('key', '')[:40]}", by=actor(request),
        ),
        done=words,
    )  # fmt: skip
    return to_profile(customer_id, "points")
