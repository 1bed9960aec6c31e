"""Staff's word on a referral that raised a doubt, or on one that is not to be rewarded."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.referrals.errors import AlreadyDecided, NoSuchReferral, ReasonMissing
from quen.referrals.events import ReferralAllowed, ReferralRefused
from quen.referrals.follow import follow
from quen.referrals.models import Referral, State


@transaction.atomic
def allow(*, referral: int, reason: str, at: datetime, by: Actor) -> Referral:
    """Let it go on in spite of its doubts. Raises NoSuchReferral, AlreadyDecided, ReasonMissing."""
    row = _open(referral)
    if row.state != State.REVIEW:
        raise AlreadyDecided(
            gettext_noop("Nothing speaks against this referral, or somebody decided already.")
        )
    row.allowed_at, row.reason = at, _said(reason)
    row.save(update_fields=["allowed_at", "reason"])
    follow(row)
    emit_all(
        ReferralAllowed(at=at, by=by, customer=told, subject=row.pk, advocate=row.advocate_id,
                        friend=row.friend_id, reason=row.reason)
        for told in (row.advocate_id, row.friend_id)
    )  # fmt: skip
    return row


@transaction.atomic
def refuse(*, referral: int, reason: str, at: datetime, by: Actor) -> Referral:
    """Nobody gets anything for it. Raises NoSuchReferral, AlreadyDecided, ReasonMissing."""
    row = _open(referral)
    row.state, row.ended_at, row.ended_by, row.reason = State.REFUSED, at, str(by), _said(reason)
    row.save(update_fields=["state", "ended_at", "ended_by", "reason"])
    emit_all(
        ReferralRefused(at=at, by=by, customer=told, subject=row.pk, advocate=row.advocate_id,
                        friend=row.friend_id, reason=row.reason)
        for told in (row.advocate_id, row.friend_id)
    )  # fmt: skip
    return row


def _open(referral: int) -> Referral:
    row = Referral.objects.select_for_update(of=("self",)).filter(pk=referral).first()
    if row is None:
        raise NoSuchReferral(gettext_noop("There is no referral number %(number)s."), number=referral)
    if row.ended_at is not None:
        raise AlreadyDecided(
            gettext_noop("This referral was rewarded or refused before. Nothing was changed.")
        )
    return row


def _said(reason: str) -> str:
    reason = tidy(reason)[:300]
    if not reason:
        raise ReasonMissing(gettext_noop("Write why, so that colleagues understand it later."))
    return reason
