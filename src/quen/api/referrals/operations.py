"""Seeing codes and friends brought. A friend is brought by enrolling her with `referred_by`."""

from django.urls import reverse
from django.utils.translation import gettext
from ninja import Router

from quen.api.bearer import ApiRequest, needs
from quen.api.errors import NotFound
from quen.api.paging import Cursor, Limit, cursor_of, place_of
from quen.api.referrals.shapes import Referral, ReferralCode, Referrals
from quen.api.shapes import PathId
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.referrals.describe import doubt_words
from quen.referrals.doubts import as_now
from quen.referrals.models import Referral as Row
from quen.referrals.models import State
from quen.referrals.reads import code_of, friends_of, referral_numbered
from quen.referrals.terms import terms_in_force
from quen.shops.scopes import Scope

router = Router(tags=["Referrals"])


@router.get(
    "/customers/{customer}/referral-code",
    auth=needs(Scope.REFERRALS_READ),
    response=ReferralCode,
    operation_id="get_referral_code",
    summary="See the code a member gives to friends",
)
def get_referral_code(request: ApiRequest, customer: PathId) -> ReferralCode:
    """Hers for life, with the link that carries it, and what a friend is worth today."""
    root, terms = root_of(customer).pk, terms_in_force()
    code = code_of(root)
    link = request.build_absolute_uri(f"{reverse('member:join')}?friend={code}")
    return ReferralCode(
        customer=root,
        code=code or None,
        link=link if code else None,
        is_running=terms is not None and terms.is_running,
        points=terms.advocate_points if terms else 0,
        voucher=terms.advocate_voucher if terms else "",
        friend_points=terms.friend_points if terms else 0,
        friend_voucher=terms.friend_voucher if terms else "",
    )


@router.get(
    "/customers/{customer}/referrals",
    auth=needs(Scope.REFERRALS_READ),
    response=Referrals,
    operation_id="list_referrals",
    summary="List the friends a member brought",
)
def list_referrals(
    request: ApiRequest, customer: PathId, cursor: Cursor = "", limit: Limit = 100
) -> Referrals:
    """Each with how far it is, newest first."""
    (before,) = place_of(cursor, numbers=1)
    rows = friends_of(customer=customer, before=before or None, most=limit + 1)
    shown = rows[:limit]
    more = len(rows) > limit
    return Referrals(data=[_shown(row) for row in shown], next=cursor_of(shown[-1].pk) if more else None)


@router.get(
    "/referrals/{referral}",
    auth=needs(Scope.REFERRALS_READ),
    response=Referral,
    operation_id="get_referral",
    summary="See a referral",
)
def get_referral(request: ApiRequest, referral: PathId) -> Referral:
    """The one an event or an enrolment speaks of."""
    row = referral_numbered(referral)
    if row is None:
        raise NotFound(gettext_noop("There is no referral number %(number)s."), number=referral)
    return _shown(row)


def _shown(row: Row) -> Referral:
    return Referral(
        id=row.pk,
        customer=as_now(row.advocate).pk,
        friend=as_now(row.friend).pk,
        state=row.state,
        reasons=_reasons(row),
        made_at=row.made_at,
        purchase=row.purchase_id,
        due_at=row.due_at,
        ended_at=row.ended_at,
        is_rewarded=False if row.state == State.REFUSED else row.advocate_got,
        points=row.terms.advocate_points,
        voucher=row.terms.advocate_voucher,
        friend_points=row.terms.friend_points,
        friend_voucher=row.terms.friend_voucher,
    )


def _reasons(row: Row) -> list[str]:
    """What staff wrote comes first."""
    if row.state not in (State.REVIEW, State.REFUSED):
        return []
    said = [row.reason] if row.reason else []
    return said + [gettext(words) for words in doubt_words(row.doubts)]
