"""Say what a friend brought is worth; what was said before stays, and counts for the friends brought then."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.referrals.errors import BadTerms
from quen.referrals.events import TermsSet
from quen.referrals.models import Terms
from quen.vouchers.models import VoucherKind

MOST_POINTS = 1_000_000
MOST_DAYS = 365


def terms_in_force() -> Terms | None:
    """The newest; None where none were ever set."""
    return Terms.objects.order_by("-pk").first()


@transaction.atomic
def set_terms(
    *, is_running: bool, advocate_points: int = 0, friend_points: int = 0, advocate_voucher: str = "",
    friend_voucher: str = "", minimum_minor: int = 0, wait_days: int = 14, most_a_month: int | None = None,
    most_a_day: int | None = 5, at: datetime, by: Actor,
) -> Terms:  # fmt: skip
    """From now on these. Raises BadTerms."""
    kinds = {advocate_voucher, friend_voucher} - {""}
    if is_running and not (advocate_points or friend_points or kinds):
        raise BadTerms(gettext_noop("Give the member or the friend something: points or a voucher."))
    if not (0 <= advocate_points <= MOST_POINTS and 0 <= friend_points <= MOST_POINTS):
        raise BadTerms(gettext_noop("Give at most %(most)s points."), most=MOST_POINTS)
    if minimum_minor < 0 or not 0 <= wait_days <= MOST_DAYS:
        raise BadTerms(gettext_noop("The return period has at most %(most)s days."), most=MOST_DAYS)
    if VoucherKind.objects.filter(key__in=kinds, stopped_at__isnull=True).count() != len(kinds):
        raise BadTerms(gettext_noop("There is no such kind of voucher, or it is stopped. Choose another."))
    terms = Terms.objects.create(
        is_running=is_running, advocate_points=advocate_points, friend_points=friend_points,
        advocate_voucher=advocate_voucher, friend_voucher=friend_voucher, minimum_minor=minimum_minor,
        wait_days=wait_days, most_a_month=most_a_month, most_a_day=most_a_day, set_at=at, set_by=str(by),
    )  # fmt: skip
    emit(TermsSet(at=at, by=by, subject=terms.pk, is_running=is_running))
    return terms
