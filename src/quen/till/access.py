"""The gate of the till: pages lead a stranger to the sign-in, endpoints tell the till so, and nothing is lost by it."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from pydantic import BaseModel, ValidationError

from quen.kernel.actor import Actor, ActorKind
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop
from quen.programme.words import say
from quen.shops.models import Staff, Store
from quen.shops.roles import Permission
from quen.till.errors import NotYourStore, Unreadable

Rest = ParamSpec("Rest")
Said = TypeVar("Said", bound=BaseModel)


class StaffRequest(HttpRequest):
    """A request whose `user` is known to be staff."""

    user: Staff


Inner = Callable[Concatenate[StaffRequest, Rest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def page(permission: Permission) -> Callable[[Inner[Rest]], View[Rest]]:
    """A page for staff who have `permission`; others get 403, strangers the sign-in."""

    def gate(view: Inner[Rest]) -> View[Rest]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if not _may(request, permission):
                raise PermissionDenied
            return view(cast("StaffRequest", request), *args, **kwargs)

        gated = cast("View[Rest]", login_required(checked))
        gated.permission = permission  # type: ignore[attr-defined]  # the matrix test reads it
        return gated

    return gate


def endpoint(permission: Permission) -> Callable[[Inner[Rest]], View[Rest]]:
    """An address the till's script calls: always JSON, 401 when the session has ended, refusals in words."""

    def gate(view: Inner[Rest]) -> View[Rest]:
        @wraps(view)
        def answered(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _problem("signed_out", gettext("Please sign in again. Nothing was lost."), 401)
            if not _may(request, permission):
                return _problem("not_allowed", gettext("Your role does not sell. Ask the owner."), 403)
            try:
                return view(cast("StaffRequest", request), *args, **kwargs)
            except QuenError as error:
                return _problem(type(error).__name__, told(error), error.http_status)

        gated = cast("View[Rest]", never_cache(answered))
        gated.permission = permission  # type: ignore[attr-defined]
        return gated

    return gate


def actor(request: StaffRequest) -> Actor:
    """The `by=` of a verb called for this request."""
    return Actor(ActorKind.STAFF, request.user.pk, address=request.META.get("REMOTE_ADDR", ""))


def told(error: QuenError) -> str:
    """The refusal in the cashier's language."""
    return say(error.sentence, gettext, get_language() or "vi")


def read(request: HttpRequest, shape: type[Said]) -> Said:
    """The body as it must be. Raises Unreadable."""
    try:
        return shape.model_validate_json(request.body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Unreadable(
            gettext_noop(
                "The till sent something unreadable (%(where)s). Nothing was kept; load the page anew."
            ),
            where=where,
        ) from error


def stores_of(staff: Staff) -> list[Store]:
    """The stores the person may sell at: hers, or all where none are named."""
    own = list(staff.stores.order_by("name"))
    return own or list(Store.objects.order_by("name"))


def refuse_other_store(staff: Staff, store: int) -> None:
    """Raises NotYourStore. One query."""
    own = set(staff.stores.values_list("pk", flat=True))
    if own and store not in own:
        raise NotYourStore(
            gettext_noop("You do not work at this store. Choose yours at the top of the till.")
        )


def store_numbered(store: int) -> Store:
    """Raises NotYourStore where there is none."""
    found = Store.objects.filter(pk=store).first()
    if found is None:
        raise NotYourStore(
            gettext_noop("You do not work at this store. Choose yours at the top of the till.")
        )
    return found


def written(**values: object) -> HttpResponse:
    """An answer as JSON."""
    return JsonResponse(values, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")})


def query(request: HttpRequest, name: str, most: int = 200) -> str:
    """A parameter of the address, tidied of what no search needs."""
    return request.GET.get(name, "").replace("\x00", " ").strip()[:most]


def number(request: HttpRequest, name: str) -> int:
    """A number in the address. Raises Unreadable."""
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Unreadable(
            gettext_noop(
                "The till sent something unreadable (%(where)s). Nothing was kept; load the page anew."
            ),
            where=name,
        )
    return int(text)


def _may(request: HttpRequest, permission: Permission) -> bool:
    return isinstance(request.user, Staff) and request.user.may(permission)


def _problem(kind: str, sentence: str, status: int) -> HttpResponse:
    body = json.dumps({"kind": kind, "problem": sentence}, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type="application/json")
