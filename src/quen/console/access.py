"""The one gate of the console: every view names the permission it needs."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from quen.kernel.actor import Actor, ActorKind
from quen.shops.models import Business, Staff
from quen.shops.roles import Permission

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request whose `user` is known to be staff: what a gated view receives. `business` is None before set-up."""

    user: Staff
    business: Business | None


def needs(
    permission: Permission,
) -> Callable[[Callable[Concatenate[StaffRequest, Rest], HttpResponseBase]], View[Rest]]:
    """Let only staff whose role has `permission` in; others get 403, strangers the sign-in."""

    def gate(view: Callable[Concatenate[StaffRequest, Rest], HttpResponseBase]) -> View[Rest]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            staff = request.user
            if not isinstance(staff, Staff) or not staff.may(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        gated = cast("View[Rest]", login_required(checked))
        gated.permission = permission  # type: ignore[attr-defined]  # the matrix test reads it
        return gated

    return gate


def currency_of(request: StaffRequest) -> str:
    """The currency amounts are typed and shown in."""
    return request.business.currency if request.business else "VND"


def actor(request: StaffRequest) -> Actor:
    """The `by=` of a verb called for this request."""
    return Actor(ActorKind.STAFF, request.user.pk, address=request.META.get("REMOTE_ADDR", ""))
