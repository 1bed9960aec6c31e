"""The operation a call centre needs."""

from ninja import Router

from quen.api.bearer import ApiRequest, needs
from quen.api.calls.shapes import Call, NewCall
from quen.api.writes import once
from quen.shops.scopes import Scope
from quen.tasks.record_call import record_call

router = Router(tags=["Calls"])


@router.post(
    "/calls",
    auth=needs(Scope.CALLS_WRITE),
    response={201: Call},
    operation_id="record_call",
    summary="Tell of a call",
)
@once(201)
def record(request: ApiRequest, body: NewCall) -> Call:
    """It stands on the timeline of whoever has the number, with the address of its recording."""
    customer = record_call(
        phone=body.phone, direction=body.direction, result=body.result, seconds=body.seconds,
        recording=body.recording or "", at=body.happened_at, by=request.auth.actor,
    )  # fmt: skip
    return Call(customer=customer.pk if customer else None)
