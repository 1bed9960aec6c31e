"""The operations on a person's own data."""

from django.utils import timezone
from ninja import Router

from quen.api.bearer import ApiRequest, needs
from quen.api.own_data.shapes import AskErasure, Erasure, PersonalData
from quen.api.shapes import Nothing, PathId
from quen.api.writes import once
from quen.flows import models
from quen.flows.ask_erasure import ask_to_be_forgotten, take_back
from quen.flows.export_person import tell_all
from quen.shops.scopes import Scope

router = Router(tags=["Customers"])


@router.get(
    "/customers/{customer}/data", auth=needs(Scope.PERSONAL_READ), response=PersonalData,
    operation_id="get_personal_data", summary="See all that is kept about a person",
)  # fmt: skip
def get_personal_data(request: ApiRequest, customer: PathId) -> PersonalData:
    """For the person herself: make sure that it is she who asks. That it was read is told as an event."""
    return PersonalData(**tell_all(customer=customer, by=request.auth.actor, at=timezone.now()))


@router.post(
    "/customers/{customer}/erasures", auth=needs(Scope.PERSONAL_ERASE), response={201: Erasure},
    operation_id="ask_erasure", summary="Ask that a person be forgotten",
)  # fmt: skip
@once(201)
def ask_erasure(request: ApiRequest, customer: PathId, body: AskErasure) -> Erasure:
    """A wish that waits already is answered as it is. Refused with 409 while something is open with her and it was not
    said that it may be given up."""
    return _shape(
        ask_to_be_forgotten(
            customer=customer, by=request.auth.actor, at=timezone.now(), accepts_open=body.accepts_open
        )
    )


@router.post(
    "/customers/{customer}/erasures/withdrawal", auth=needs(Scope.PERSONAL_ERASE), response=Erasure,
    operation_id="withdraw_erasure", summary="Withdraw the wish to be forgotten",
)  # fmt: skip
@once(200)
def withdraw_erasure(request: ApiRequest, customer: PathId, body: Nothing) -> Erasure:
    """Refused with 409 where no wish waits."""
    return _shape(take_back(customer=customer, by=request.auth.actor, at=timezone.now()))


def _shape(row: models.Erasure) -> Erasure:
    return Erasure(
        id=row.pk, customer=row.customer, state=models.ErasureState(row.state), asked_at=row.asked_at,
        erases_at=row.erases_at, due_on=row.due_on, ended_at=row.ended_at,
    )  # fmt: skip
