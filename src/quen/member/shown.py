"""Everything the card page shows of one member: no more than she needs at the counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language, gettext

from quen.cards.models import Card, PhoneLink
from quen.cards.reads import card_on_phone
from quen.enrolment.ahead import ahead_of
from quen.enrolment.models import Member
from quen.enrolment.state_of import state_of
from quen.enrolment.versions import version_in_force
from quen.kernel.sentences import Sentence
from quen.people.consent import Statement, statements_in_force
from quen.people.find import Group, group_of
from quen.people.models import Consent, ConsentChannel, Customer, Purpose
from quen.points.reads import Balance, Happened, balances_of, history_of
from quen.programme import Programme
from quen.programme.outcome import TierProgress
from quen.programme.standing import standing
from quen.programme.words import say

NOTHING = Balance()
MOST_EXPIRING = 3


@dataclass(frozen=True)
class TierShown:
    """Her tier, how far it is to the next in percent, and the sentences that say so."""

    name: str
    percent: int | None
    sentences: Sequence[str]


@dataclass(frozen=True)
class AheadShown:
    """A rule or a punch card of hers in words: what it gives, when, and how far it is."""

    name: str
    gives: str
    when: str
    waits: Sequence[str]


@dataclass(frozen=True)
class ConsentShown:
    purpose: Purpose
    is_given: bool


@dataclass(frozen=True)
class CardPage:
    """What the template shows. `given_name` is all of her name that is told; her phone number is not told at all."""

    customer: Customer
    member: Member | None
    card: Card | None
    given_name: str
    balance: Balance
    tier: TierShown | None
    ahead: Sequence[AheadShown]
    happened: Sequence[Happened]
    consents: Sequence[ConsentShown]


def shown(link: PhoneLink, *, at: datetime, day: date) -> CardPage:
    """The page of the link's customer, as whom she now counts."""
    root = link.customer.root or link.customer
    found: Member | None = getattr(root, "member", None)  # read with the link
    member = found if found is not None and found.left_at is None else None
    group = group_of(root.pk)
    programme = version_in_force(day) if member is not None else None
    return CardPage(
        customer=root,
        member=member,
        card=card_on_phone(group),
        given_name=given_name(root),
        balance=balances_of(customers=[root.pk], at=at).get(root.pk, NOTHING),
        tier=_tier(member, programme, day) if member and programme else None,
        ahead=_ahead(member, root, programme, day) if member and programme else [],
        happened=[moved for moved in history_of(customer=root.pk) if moved.points],
        consents=_consents(group),
    )


def given_name(customer: Customer) -> str:
    """The last word of a name, as Vietnamese given names stand last."""
    return customer.name.split()[-1] if customer.name.split() else ""


def _tier(member: Member, programme: Programme, day: date) -> TierShown | None:
    progress = standing(programme=programme, state=state_of(member, programme=programme), day=day)
    if progress is None:
        return None
    return TierShown(progress.name, _percent(progress, programme), [_said(each) for each in progress.reasons])


def _ahead(member: Member, customer: Customer, programme: Programme, day: date) -> list[AheadShown]:
    return [
        AheadShown(
            each.name, _said(each.gives), ", ".join(map(_said, each.when)), [_said(one) for one in each.waits]
        )
        for each in ahead_of(member, customer, programme=programme, day=day)
    ]


def _said(sentence: Sentence) -> str:
    return say(sentence, gettext, (get_language() or "vi").partition("-")[0])


def _percent(progress: TierProgress, programme: Programme) -> int | None:
    if progress.next_key is None or programme.tiers is None:
        return None
    wanted = next(step.at_least for step in programme.tiers.steps if step.key == progress.next_key)
    return min(100, 100 * progress.balance // wanted)


def _consents(group: Group) -> list[ConsentShown]:
    said: list[Statement] = statements_in_force(Consent.objects.filter(customer__in=group))
    given = {word.purpose for word in said if word.channel == ConsentChannel.ALL and word.is_given}
    return [ConsentShown(purpose, purpose in given) for purpose in Purpose]
