"""Enrol: a phone number and one tap make a member, with her consent on record and her welcome ready to spend."""

from collections.abc import Callable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from quen.enrolment.join import join
from quen.enrolment.models import Member, Way
from quen.enrolment.versions import version_in_force
from quen.flows.answer_once import answer_once, digest_of
from quen.flows.welcome_back import welcome_back
from quen.kernel.actor import Actor
from quen.kernel.names import tidy
from quen.people.consent import give_consent, in_force
from quen.people.create_customer import create_customer
from quen.people.errors import IdentityTaken
from quen.people.models import ConsentChannel, Customer, IdentityKind, Purpose
from quen.people.recognise import Recognition, recognise, recognition
from quen.points.account import account_of
from quen.points.earn import earn
from quen.referrals.codes import give_code
from quen.referrals.refer import advocate_by, refer
from quen.shops.models import Business
from quen.vouchers.issue import issue
from quen.vouchers.of_programme import kind_of_programme


def enrol(
    *,
    phone: str,
    consent: bool,
    way: Way,
    at: datetime,
    key: str,
    by: Actor,
    name: str = "",
    store: int | None = None,
    referred_by: str = "",
    holds_card_of: int | None = None,
) -> Member:
    """The member of this phone number, made one where she is not: with customer, account, consent and welcome.

    Asked again, by this or another key, she is the same member and gets nothing twice. `consent` is her yes to offers
    and news; without it nothing is recorded, because no word is a no. `referred_by` is the code of the friend who
    brought her, and counts only for who was no member yet; `holds_card_of` whose card her browser shows.
    Raises NotAnIdentity for what is no phone number, NoSuchCode and OwnCode for a friend's code,
    KeyUsedForSomethingElse for a key that enrolled someone else; nothing is kept then.
    """
    known_by = recognition(IdentityKind.PHONE, phone)
    given = digest_of("enrol", known_by.value, tidy(name), consent, store, way.value, referred_by)

    def effect() -> dict[str, object]:
        if referred_by:
            advocate_by(referred_by)  # of a wrong code one hears the same, member already or not
        customer = _customer(known_by, name, by=by, at=at)
        _keep_consent(customer.pk, consent, way, by=by, at=at)
        member, is_new = join(customer=customer.pk, store=store, way=way, at=at, by=by)
        account_of(customer.pk)
        give_code(customer=customer.pk, at=at)
        if referred_by and is_new:
            refer(code=referred_by, friend=customer.pk, holds_card_of=holds_card_of, at=at, by=by)
        if is_new:
            _welcome(member, by=by, at=at)
        return {"customer": customer.pk}

    answer = answer_once(key=f"enrol:{key}", digest=given, at=at, effect=effect)
    return Member.objects.select_related("customer").get(customer_id=int(str(answer["customer"])))


def _customer(known_by: Recognition, name: str, *, by: Actor, at: datetime) -> Customer:
    """Whom the phone number names, found or made. Two tills at once make one."""
    found = recognise(known_by)
    if found is None:
        try:
            with transaction.atomic():
                return create_customer(known_by=[known_by], name=tidy(name), by=by, at=at)
        except IdentityTaken as taken:
            return Customer.objects.get(pk=taken.customer)
    return found


def _keep_consent(customer: int, consent: bool, way: Way, *, by: Actor, at: datetime) -> None:
    if consent and not in_force(customer=customer, purpose=Purpose.MARKETING, channel=ConsentChannel.ALL):
        give_consent(
            customer=customer, purpose=Purpose.MARKETING, channel=ConsentChannel.ALL, by=by, at=at,
            proof=_written(lambda: _("Enrolment: %(way)s") % {"way": way.label}),
        )  # fmt: skip
        welcome_back(customer)


def _welcome(member: Member, *, by: Actor, at: datetime) -> None:
    """What the programme of the day gives to whoever joins; its key lets it be given once in a life."""
    clock = ZoneInfo(Business.objects.values_list("timezone", flat=True).get(id=1))
    day = at.astimezone(clock).date()
    programme = version_in_force(day)
    if programme is None or programme.welcome is None:
        return
    key = f"welcome:{member.customer_id}"
    if programme.welcome.points is not None:
        ends = programme.expiry.expires_on(day)
        earn(
            customer=member.customer_id,
            points=programme.welcome.points,
            at=at,
            expires_at=datetime.combine(ends, time.min, clock) if ends else None,
            version=programme.version,
            reason=_written(lambda: _("Welcome")),
            key=key,
            by=by,
        )
    if programme.welcome.voucher is not None:
        kind = kind_of_programme(programme, programme.welcome.voucher, at=at, by=by)
        issue(kind=kind.key, customer=member.customer_id, source="welcome", at=at, key=key, by=by)


def _written(words: Callable[[], str]) -> str:
    """Words that are kept: in the language of the shop, whoever is at the till."""
    with translation.override(Business.objects.values_list("language", flat=True).get(id=1)):
        return words()
