"""Quote, ring up, ring up many, read back."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language, gettext
from ninja import Router
from pydantic_core import to_json

from quen.api.bearer import ApiRequest, needs
from quen.api.errors import NotFound
from quen.api.problems import body_of
from quen.api.purchases.kept import kept_purchase
from quen.api.purchases.parse import sale_of
from quen.api.purchases.render import rendered
from quen.api.purchases.shapes import (
    Batch,
    BatchResults,
    KeptPurchase,
    KeyedPurchase,
    NewPurchase,
    Receipt,
)
from quen.api.shapes import PathId
from quen.api.writes import kept_key, key_of, wants_key
from quen.flows import ring_up as flow
from quen.flows.ring_up.own_connections import CONNECTIONS
from quen.kernel.errors import QuenError
from quen.kernel.sentences import gettext_noop
from quen.shops.scopes import Scope

router = Router(tags=["Purchases"])


@router.post(
    "/quote",
    auth=needs(Scope.PURCHASES_READ),
    response=Receipt,
    operation_id="quote",
    summary="Say what a sale would come to",
)
def quote(request: ApiRequest, body: NewPurchase) -> HttpResponse:
    """The same judgement as ringing up, with every rule that gave something and every rule that did not, and why.
    Nothing is written."""
    request.auth.refuse_other_store(body.store)
    return _answer(flow.quote(sale=sale_of(body)), status=200)


@router.post(
    "/purchases",
    auth=needs(Scope.PURCHASES_WRITE),
    response={201: Receipt},
    operation_id="ring_up",
    summary="Ring up a sale",
)
@wants_key
def ring_up(request: ApiRequest, body: NewPurchase) -> HttpResponse:
    """Recorded, judged by the programme of its day, and answered in one transaction. Sent again it counts once: by its
    key, and by its receipt number in its store."""
    request.auth.refuse_other_store(body.store)
    return _answer(flow.ring_up(sale=sale_of(body), key=key_of(request), by=request.auth.actor), status=201)


@router.post(
    "/purchases/batch",
    auth=needs(Scope.PURCHASES_WRITE),
    response=BatchResults,
    operation_id="ring_up_batch",
    summary="Ring up many sales",
)
def ring_up_batch(request: ApiRequest, body: Batch) -> HttpResponse:
    """Each sale carries its own key and stands for itself: one that is refused keeps no other out. After a cut line,
    send the whole batch again."""
    results = [_one_of_many(request, each) for each in body.purchases]
    return HttpResponse(to_json({"results": results}), content_type="application/json")


@router.get(
    "/purchases/{purchase}",
    auth=needs(Scope.PURCHASES_READ),
    response=KeptPurchase,
    operation_id="get_purchase",
    summary="See a purchase",
)
def get_purchase(request: ApiRequest, purchase: PathId) -> KeptPurchase:
    """With its lines, and the points it gave."""
    found = kept_purchase(purchase)
    if found is None:
        raise NotFound(gettext_noop("There is no purchase number %(purchase)s."), purchase=purchase)
    request.auth.refuse_other_store(found.store)
    return found


def _answer(receipt: flow.Receipt, *, status: int) -> HttpResponse:
    response = HttpResponse(
        to_json(rendered(receipt, translate=gettext, language=get_language() or "vi")),
        status=status,
        content_type="application/json",
    )
    if receipt.is_repeated:
        response["Idempotency-Replayed"] = "true"
    return response


def _one_of_many(request: ApiRequest, told: KeyedPurchase) -> dict[str, Any]:
    try:
        request.auth.refuse_other_store(told.store)
        receipt = flow.ring_up(
            sale=sale_of(told),
            key=kept_key(request.auth.token.pk, told.key),
            by=request.auth.actor,
            on=request.META.get(CONNECTIONS),
        )
    except QuenError as error:
        problem = body_of(error, path=request.path)
        return {"key": told.key, "status": error.http_status, "receipt": None, "problem": problem}
    shown = rendered(receipt, translate=gettext, language=get_language() or "vi")
    return {"key": told.key, "status": 201, "receipt": shown, "problem": None}
