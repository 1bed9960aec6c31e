"""Double opt-in: where the shop asks twice, who says yes to offers by e-mail is sent the link that confirms it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone

from quen.events.models import Event
from quen.events.position import Batch
from quen.events.reader import Reader
from quen.kernel.actor import SYSTEM
from quen.kernel.sentences import gettext_noop
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.confirm import ask_to_confirm
from quen.messages.confirmed import CONFIRMED
from quen.messages.models import Template
from quen.messages.settings import account_of, public_url, sending_settings
from quen.messages.templates import Said, make_template, newest_version
from quen.people.models import ConsentChannel, Identity, IdentityKind, Purpose
from quen.tickets.words import in_shops_language

KINDS = frozenset({"consent.given"})
TEMPLATE = "E-mail: xác nhận đồng ý nhận ưu đãi"
"""Staff may change its words; archived, nobody is asked."""
_SUBJECT = gettext_noop("Please confirm that you want our offers")
_BODY = gettext_noop("You agreed to get offers of %(business)s by e-mail. One tap confirms it:\n\n%(link)s")


STALE = timedelta(days=2)
"""A yes of longer ago, such as an imported one, sends nobody a letter out of the blue."""


def ask_twice_reader(*, now: Callable[[], datetime] = timezone.now) -> Reader:
    """The reader for the registry."""

    def take(batch: Batch) -> None:
        if not sending_settings().asks_twice or not account_of(Channel.EMAIL).is_on or not public_url():
            return
        for event in batch:
            if event.happened_at > now() - STALE:
                _ask(event)

    return Reader(name="ask_twice", take=take, kinds=KINDS, batch=100_000)


def _ask(event: Event) -> None:
    said = event.facts
    by_mail = said["channel"] in (ConsentChannel.EMAIL, ConsentChannel.ALL)
    if said["purpose"] != Purpose.MARKETING or not by_mail or str(said["proof"]).startswith(CONFIRMED):
        return
    known = Identity.objects.filter(customer=event.customer, kind=IdentityKind.EMAIL)
    template = _template(event)
    if event.customer is None or template.archived_at is not None or not known.exists():
        return
    ask_to_confirm(customer=event.customer, version=newest_version(template), at=event.happened_at, by=SYSTEM)


def _template(event: Event) -> Template:
    found = Template.objects.filter(name=TEMPLATE).order_by("-pk").first()
    words = in_shops_language(_BODY, business="{{ business }}", link="{{ link }}")
    return found or make_template(
        name=TEMPLATE, channel=Channel.EMAIL, purpose=MessagePurpose.TRANSACTIONAL, at=event.happened_at, by=SYSTEM,
        said=Said(in_shops_language(_SUBJECT), words),
    )  # fmt: skip
