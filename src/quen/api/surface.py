"""The API as a whole: every router, one parser, one way to refuse."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser
from ninja.renderers import BaseRenderer
from pydantic_core import from_json, to_json

from quen.api.calls.operations import router as calls
from quen.api.customers.operations import router as customers
from quen.api.enrolments.operations import router as enrolments
from quen.api.errors import BadBody, UnknownParameter
from quen.api.events.operations import router as events
from quen.api.leads.operations import router as leads
from quen.api.limits import DEPTH
from quen.api.own_data.operations import router as own_data
from quen.api.points.operations import router as points
from quen.api.points.redemptions import router as redemptions
from quen.api.problems import answer_with_problems
from quen.api.programme.operations import router as programme
from quen.api.purchases.operations import router as purchases
from quen.api.referrals.operations import router as referrals
from quen.api.returns.operations import router as returns
from quen.api.rewards.operations import router as rewards
from quen.api.segments.operations import router as segments
from quen.api.stores.operations import router as stores
from quen.api.tickets.operations import router as tickets
from quen.api.vouchers.operations import router as vouchers
from quen.kernel.sentences import gettext_noop

ROUTERS = (
    customers,
    own_data,
    enrolments,
    purchases,
    returns,
    points,
    redemptions,
    vouchers,
    rewards,
    referrals,
    calls,
    tickets,
    leads,
    events,
    programme,
    segments,
    stores,
)


class StrictJson(Parser):
    """JSON as RFC 8259 has it, and not too deep."""

    def parse_body(self, request: HttpRequest) -> Any:
        return parsed(request.body)


class ExactJson(BaseRenderer):
    """Answers with every digit of a moment, as kept answers have it."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return to_json(data)


def parsed(body: bytes) -> Any:
    """The JSON of a body. Raises BadBody."""
    try:
        found = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise BadBody(
            gettext_noop("The body is not JSON: %(why)s. Nothing was kept."), why=str(error)
        ) from error
    if _is_deeper(found, DEPTH):
        raise BadBody(
            gettext_noop("The body has more than %(most)s brackets within brackets. Nothing was kept."),
            most=DEPTH,
        )
    return found


def _is_deeper(value: Any, levels: int) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(levels == 0 or _is_deeper(part, levels - 1) for part in parts if isinstance(part, dict | list))


def refuse_unknown_parameters(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Every parameter in the address must be one the operation has. Raises UnknownParameter."""

    @wraps(operation)
    def checked(request: HttpRequest, *args: Any, **known: Any) -> Any:
        if unknown := sorted(request.GET.keys() - known.keys()):
            raise UnknownParameter(
                gettext_noop("This address does not know the parameter %(parameter)s. Nothing was done."),
                parameter=unknown[0][:100],
            )
        return operation(request, *args, **known)

    return checked


def build() -> NinjaAPI:
    """The API with all its operations."""
    api = NinjaAPI(
        title="Khách Quen",
        version="1",
        description="Customers, purchases, points, rewards: everything a till or another system needs.",
        urls_namespace="api",
        openapi_url=None,
        docs_url=None,
        parser=StrictJson(),
        renderer=ExactJson(),
    )
    answer_with_problems(api)
    api.add_decorator(refuse_unknown_parameters)
    for router in ROUTERS:
        api.add_router("", router)
    return api


api = build()
