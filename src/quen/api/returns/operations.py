"""Taking goods back."""

from django.utils.translation import get_language, gettext
from ninja import Router

from quen.api.bearer import ApiRequest, needs
from quen.api.purchases.shapes import Standing
from quen.api.returns.shapes import NewReturn, Refund
from quen.api.writes import key_of, once
from quen.flows import take_back as flow
from quen.programme.words import say
from quen.shops.scopes import Scope

router = Router(tags=["Returns"])


@router.post(
    "/returns",
    auth=needs(Scope.RETURNS_WRITE),
    response={201: Refund},
    operation_id="take_back",
    summary="Take goods back",
)
@once(201)
def take_back(request: ApiRequest, body: NewReturn) -> Refund:
    """The whole receipt, some lines, or a part of one. What the goods gave goes by the version of the programme that
    gave it; what they were paid with comes back to its own lots."""
    request.auth.refuse_other_store(body.store)
    lines = None
    if body.lines is not None:
        lines = [flow.TakenLine(line=line.line, quantity_milli=line.quantity_milli) for line in body.lines]
    refund = flow.take_back(
        store=body.store,
        receipt=body.receipt,
        bought_on=body.bought_on,
        lines=lines,
        at=body.returned_at,
        return_receipt=body.return_receipt,
        key=key_of(request),
        by=request.auth.actor,
    )
    return _shown(refund)


def _shown(refund: flow.Refund) -> Refund:
    language = get_language() or "vi"
    standing = refund.standing
    return Refund(
        id=refund.number,
        store=refund.store,
        receipt=refund.receipt,
        purchase=refund.purchase,
        customer=refund.customer,
        returned_at=refund.at,
        amount_minor=refund.amount_minor,
        refund_minor=refund.refund_minor,
        points_asked=refund.points_asked,
        points_taken=refund.points_taken,
        points_owed=refund.points_owed,
        points_restored=refund.points_restored,
        standing=Standing(available=standing.available, pending=standing.pending, owed=standing.owed),
        tier=refund.tier,
        tier_before=refund.tier_before,
        vouchers_revoked=list(refund.vouchers_revoked),
        vouchers_given_back=list(refund.vouchers_given_back),
        sentences=[say(sentence, gettext, language) for sentence in refund.sentences],
    )
