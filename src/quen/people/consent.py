"""What a customer agreed to: her yes and her no, each with its proof, and which of them counts now.

Consent is kept per purpose and channel, and nothing is ever overwritten: Vietnam's law on personal data (91/2025/QH15)
wants consent for each purpose, provable, and as easy to take back as to give. The rules:

- On one purpose and channel the newest word counts; of two words at one moment the no.
- A word on any channel (`all`) speaks for every channel. A no to any channel ends each older yes; a no to one channel
  is lifted only by a yes to that channel, never by a later general yes.
- The words of merged customers are one person's words: all are read together, by the same rules. A no of either beats
  an older yes of the other. Un-merging gives each her own words back, because no row moves.
- No word is a no.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q, Subquery
from django.db.models.functions import Coalesce

from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.people.errors import ProofMissing
from quen.people.events import ConsentGiven, ConsentWithdrawn
from quen.people.find import locked
from quen.people.models import Consent, ConsentChannel, Customer, Purpose

MAX_PROOF = 300


@dataclass(frozen=True)
class Statement:
    """The word that counts for one purpose and channel."""

    purpose: Purpose
    channel: ConsentChannel
    is_given: bool
    because: Consent


def give_consent(
    *, customer: int, purpose: Purpose, channel: ConsentChannel, proof: str, by: Actor, at: datetime
) -> Consent:
    """Record a yes, said at `at`. `proof` says where and how. Raises ProofMissing."""
    return _record(customer, purpose, channel, proof, by, at, is_given=True)


def withdraw_consent(
    *, customer: int, purpose: Purpose, channel: ConsentChannel, proof: str, by: Actor, at: datetime
) -> Consent:
    """Record a no, said at `at`. It counts at once, also where no yes was given before. Raises ProofMissing."""
    return _record(customer, purpose, channel, proof, by, at, is_given=False)


def in_force(*, customer: int, purpose: Purpose, channel: ConsentChannel) -> bool:
    """Whether the person behind this customer agrees now. One query."""
    root = Subquery(
        Customer.objects.filter(pk=customer).annotate(one=Coalesce("root_id", "pk")).values("one")
    )
    # The group first: asked of consents, "hers or of one merged into her" would read every consent there is.
    group = Customer.objects.filter(Q(pk=root) | Q(root=root)).values("pk")
    said = Consent.objects.filter(customer__in=group, purpose=purpose).order_by("-given_at", "-pk")
    deciding = _deciding(list(said), purpose, channel)
    return deciding is not None and deciding.is_given


def statements_in_force(consents: Iterable[Consent]) -> list[Statement]:
    """What counts now for every purpose and channel the person spoke about, from all her words."""
    said = sorted(consents, key=lambda consent: (consent.given_at, consent.pk), reverse=True)
    if not said:
        return []
    found = []
    for purpose in Purpose:
        for channel in ConsentChannel:
            deciding = _deciding(said, purpose, channel)
            if deciding is not None:
                found.append(Statement(purpose, channel, deciding.is_given, deciding))
    return found


def _record(
    customer: int,
    purpose: Purpose,
    channel: ConsentChannel,
    proof: str,
    by: Actor,
    at: datetime,
    *,
    is_given: bool,
) -> Consent:
    proof = tidy(proof)
    if not proof or len(proof) > MAX_PROOF:
        raise ProofMissing(
            gettext_noop("Say where and how the customer said so, in at most %(most)s letters."),
            most=MAX_PROOF,
        )
    happening = ConsentGiven if is_given else ConsentWithdrawn
    with transaction.atomic():
        consent = Consent.objects.create(
            customer=locked(customer), purpose=purpose, channel=channel, is_given=is_given, given_at=at, proof=proof,
            recorded_by=str(by),
        )  # fmt: skip
        emit(
            happening(
                at=at, by=by, customer=customer, subject=consent.pk,
                purpose=purpose.value, channel=channel.value, proof=proof,
            )
        )  # fmt: skip
    return consent


def _deciding(said: Sequence[Consent], purpose: Purpose, channel: ConsentChannel) -> Consent | None:
    """The word that counts; `said` is newest first."""
    own = _newest(said, purpose, channel)
    general = _newest(said, purpose, ConsentChannel.ALL)
    if own is None or general is None:
        return own or general
    if own.is_given and not general.is_given and general.given_at >= own.given_at:
        return general
    return own


def _newest(said: Sequence[Consent], purpose: Purpose, channel: ConsentChannel) -> Consent | None:
    about = [consent for consent in said if consent.purpose == purpose and consent.channel == channel]
    if not about:
        return None
    latest = [consent for consent in about if consent.given_at == about[0].given_at]
    return next((consent for consent in latest if not consent.is_given), latest[0])
