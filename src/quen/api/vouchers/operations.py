"""Checking vouchers, using them, giving a use back."""

from django.utils import timezone
from django.utils.translation import get_language, gettext
from ninja import Router

from quen.api.bearer import ApiRequest, needs
from quen.api.errors import NotFound
from quen.api.limits import LONGEST_PAGE
from quen.api.shapes import Nothing, PathId
from quen.api.stores.known import refuse_unknown_store
from quen.api.vouchers.shapes import (
    Use,
    Uses,
    Verdict,
    Verdicts,
    Voucher,
    Vouchers,
    VoucherSale,
    VoucherUse,
)
from quen.api.writes import key_of, once
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.programme.words import say
from quen.shops.scopes import Scope
from quen.vouchers.check import Verdict as Judged
from quen.vouchers.check import check_all
from quen.vouchers.give_back import give_back_use
from quen.vouchers.models import Use as Row
from quen.vouchers.reads import vouchers_of
from quen.vouchers.use import use_all

router = Router(tags=["Vouchers"])


@router.get(
    "/customers/{customer}/vouchers",
    auth=needs(Scope.VOUCHERS_READ),
    response=Vouchers,
    operation_id="list_vouchers",
    summary="List a customer's vouchers",
)
def list_vouchers(request: ApiRequest, customer: PathId) -> Vouchers:
    """Those she has not used. Whether one counts on a sale is for `POST /vouchers/validate` to say."""
    rows = vouchers_of(root_of(customer).pk, only_ready=True)[:LONGEST_PAGE]
    return Vouchers(
        data=[
            Voucher(
                code=row.code,
                kind=row.kind.key,
                name=row.kind.name,
                issued_at=row.issued_at,
                valid_until=row.valid_until,
            )
            for row in rows
        ]
    )


@router.post(
    "/vouchers/validate",
    auth=needs(Scope.VOUCHERS_READ),
    response=Verdicts,
    operation_id="validate_vouchers",
    summary="Check vouchers on a sale",
)
def validate_vouchers(request: ApiRequest, body: VoucherSale) -> Verdicts:
    """Writes nothing. A sale rung up with `vouchers` needs no check of its own: it judges them itself."""
    refuse_unknown_store(request, body.store)
    judged = check_all(
        codes=body.codes,
        customer=body.customer,
        store=body.store,
        lines=body.lines,
        channel=body.channel,
        at=timezone.now(),
    )
    return Verdicts(
        data=[_verdict(each) for each in judged], discount_minor=sum(each.discount_minor for each in judged)
    )


@router.post(
    "/vouchers/redeem",
    auth=needs(Scope.VOUCHERS_WRITE),
    response={201: Uses},
    operation_id="redeem_vouchers",
    summary="Use vouchers on a sale",
)
@once(201)
def redeem_vouchers(request: ApiRequest, body: VoucherUse) -> Uses:
    """All of them or none. For systems that keep their sales to themselves: `POST /purchases` uses vouchers itself."""
    refuse_unknown_store(request, body.store)
    uses = use_all(
        codes=body.codes,
        customer=body.customer,
        store=body.store,
        lines=body.lines,
        channel=body.channel,
        purchase=body.purchase,
        at=timezone.now(),
        key=key_of(request),
        by=request.auth.actor,
    )
    return Uses(data=[_use(each) for each in uses], discount_minor=sum(each.discount_minor for each in uses))


@router.post(
    "/vouchers/uses/{use}/rollback",
    auth=needs(Scope.VOUCHERS_WRITE),
    response=Use,
    operation_id="roll_back_voucher",
    summary="Give a used voucher back",
)
@once(200)
def roll_back_voucher(request: ApiRequest, use: PathId, body: Nothing) -> Use:
    """For a sale that was not finished after all: the voucher can be used again, with the dates it always had."""
    found = Row.objects.filter(pk=use).first()
    if found is None:
        raise NotFound(gettext_noop("There is no use of a voucher of number %(use)s."), use=use)
    request.auth.refuse_other_store(found.store_id)
    give_back_use(use=use, at=timezone.now(), by=request.auth.actor)
    return _use(Row.objects.select_related("kind").get(pk=use))


def _verdict(judged: Judged) -> Verdict:
    language = get_language() or "vi"
    return Verdict(
        code=judged.code,
        is_valid=judged.is_valid,
        name=judged.kind.name if judged.kind else "",
        discount_minor=judged.discount_minor,
        line_discounts=list(judged.line_discounts),
        valid_until=judged.valid_until,
        reasons=[say(reason, gettext, language) for reason in judged.reasons],
    )


def _use(row: Row) -> Use:
    return Use(
        id=row.pk,
        code=row.code,
        name=row.kind.name,
        customer=row.customer_id,
        store=row.store_id,
        purchase=row.purchase_id,
        used_at=row.used_at,
        discount_minor=row.discount_minor,
        line_discounts=row.line_discounts,
        given_back_at=row.given_back_at,
    )
