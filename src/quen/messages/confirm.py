"""Double opt-in: a yes to e-mail counts once its owner followed the link sent to the address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction

from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop
from quen.messages.confirmed import CONFIRMED
from quen.messages.errors import BadSetting, LinkRefused
from quen.messages.models import Message, TemplateVersion
from quen.messages.queue import queue
from quen.messages.settings import public_url
from quen.people.consent import give_consent
from quen.people.find import root_of
from quen.people.models import Consent, ConsentChannel, Identity, IdentityKind, Purpose

GOOD_FOR = timedelta(days=14)
_SALT = "quen.messages.confirm"


@dataclass(frozen=True)
class Asked:
    """Who was asked, and at which address."""

    customer: int
    address: str


def ask_to_confirm(*, customer: int, version: TemplateVersion, at: datetime, by: Actor) -> Message:
    """Send the link: `version` is an e-mail about her own business that says ``{{ link }}``. Nothing is agreed yet.

    Asked again on the same day she gets no second mail. Raises BadSetting where links have nowhere to lead.
    """
    root, base = root_of(customer).pk, public_url()
    address = Identity.objects.filter(customer=root, kind=IdentityKind.EMAIL).order_by("-pk").first()
    if not base or address is None:
        raise BadSetting(
            gettext_noop(
                "To ask for a confirmation, say where the member pages are, and know her e-mail address."
            )
        )
    token = signing.dumps([root, address.value, int(at.timestamp())], salt=_SALT)
    return queue(
        customer=root, version=version, key=f"confirm:{root}:{address.pk}:{at.date()}", at=at, by=by,
        facts={"link": f"{base}/u/yes/{token}/"},
    )  # fmt: skip


def asked_by(token: str, *, at: datetime) -> Asked:
    """What a link asks. Raises LinkRefused."""
    try:
        customer, address, asked_at = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError) as error:
        raise LinkRefused(
            gettext_noop("This link is not whole. Open it from the message again, or ask the shop.")
        ) from error
    if at.timestamp() - asked_at > GOOD_FOR.total_seconds():
        raise LinkRefused(gettext_noop("This link has run out. Ask the shop to send you a new one."))
    return Asked(customer, address)


@transaction.atomic
def confirm(token: str, *, at: datetime, by: Actor) -> Consent:
    """Her yes to offers by e-mail, proved by the link. Raises LinkRefused."""
    asked = asked_by(token, at=at)
    return give_consent(
        customer=asked.customer, purpose=Purpose.MARKETING, channel=ConsentChannel.EMAIL, by=by, at=at,
        proof=f"{CONFIRMED}{asked.address}",
    )  # fmt: skip
