"""Take down that a new member came with a friend's code."""

from datetime import datetime

from django.db import transaction

from quen.events.emit import emit_all
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.people.find import root_of
from quen.people.models import Customer
from quen.referrals.doubts import doubts_of
from quen.referrals.errors import NoSuchCode, OwnCode
from quen.referrals.events import ReferralMade
from quen.referrals.models import Code, Referral, State
from quen.referrals.reads import owner_of
from quen.referrals.terms import terms_in_force


def advocate_by(code: str) -> Customer:
    """Who gave the code. Raises NoSuchCode, also while no friends are brought."""
    terms, advocate = terms_in_force(), owner_of(code)
    if advocate is None:
        raise NoSuchCode(
            gettext_noop(
                "No member has the code %(code)s. Check its letters, or leave it empty. Nothing was kept."
            ),
            code=code,
        )
    if terms is None or not terms.is_running:
        raise NoSuchCode(
            gettext_noop("Codes of friends do not count at present. Leave the code empty. Nothing was kept."),
            code=code,
        )
    return advocate


@transaction.atomic
def refer(
    *, code: str, friend: int, at: datetime, by: Actor, holds_card_of: int | None = None
) -> Referral:  # fmt: skip
    """The referral of a new member; who was brought before keeps her first one.

    `holds_card_of` is whose card the browser shows in which she enrols. Raises NoSuchCode, OwnCode, NoSuchCustomer.
    """
    advocate, friend = advocate_by(code), root_of(friend).pk
    if advocate.pk == friend:
        raise OwnCode(gettext_noop("This is the customer's own code. Ask for a friend's, or leave it empty."))
    terms = terms_in_force()
    assert terms is not None  # advocate_by saw to it
    # One at a time for an advocate, so that two friends at once both count against the pace.
    list(Code.objects.select_for_update().filter(customer=advocate))
    referral, is_new = Referral.objects.get_or_create(
        friend_id=friend,
        defaults={
            "advocate": advocate, "terms": terms, "made_at": at, "made_by": str(by),
            "holds_card_of": holds_card_of,
        },
    )  # fmt: skip
    if is_new:
        _judge(referral)
        emit_all(
            ReferralMade(
                at=at, by=by, customer=told, subject=referral.pk, advocate=advocate.pk, friend=friend,
                is_doubted=bool(referral.doubts),
            )
            for told in (advocate.pk, friend)
        )  # fmt: skip
    return referral


def _judge(referral: Referral) -> None:
    referral.doubts = [doubt.value for doubt in doubts_of(referral)]
    if referral.doubts:
        referral.state = State.REVIEW
    referral.save(update_fields=["doubts", "state"])
