"""Two years of the chain's loyalty programme: who joined, what they were given, what they spent, whom they brought."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pyarrow.compute as pc
from django.db.models import Exists, OuterRef
from django.utils import timezone

from quen.demo.loyalty.claims import Claims
from quen.demo.loyalty.draws import draw_prizes
from quen.demo.loyalty.friends import bring_friends, give_codes
from quen.demo.loyalty.kinds import OFFICE, WELCOME, make_kinds
from quen.demo.loyalty.luck import chance
from quen.demo.loyalty.moments import CLOCK, morning
from quen.demo.loyalty.offers import add_rewards
from quen.demo.loyalty.programmes import first_programme, second_programme
from quen.demo.loyalty.two_years import TwoYears
from quen.demo.loyalty.wallet import Wallet
from quen.demo.shop import Shop
from quen.enrolment.draft import draft
from quen.enrolment.events import MemberEnrolled
from quen.enrolment.models import Member, Way
from quen.events.copy_in import copy_in
from quen.events.emit import emit_all
from quen.events.happening import Happening
from quen.flows.judge_history import judge_history
from quen.flows.launch_programme import launch_programme
from quen.kernel.actor import SYSTEM
from quen.people.models import Identity, IdentityKind
from quen.purchases.models import Purchase
from quen.vouchers.events import BatchMade
from quen.vouchers.models import Batch

_MEMBERS_OF_TEN = 8
_OFFICE_CODES = 120
_MEMBER = ("customer_id", "enrolled_at", "way", "enrolled_by")


def load_loyalty(shop: Shop, *, seed: int, on_progress: Callable[[float], None]) -> None:
    """Launch the programme on the first day and anew halfway, enrol eight in ten, judge all they bought and did."""
    begins, ends, now = first_day(shop), shop.last_day, timezone.now()
    changed = begins + (ends - begins) / 2
    kinds, offered = make_kinds(begins=begins, ends=ends), add_rewards(begins)
    for text, day in ((first_programme(begins), begins), (second_programme(changed), changed)):
        launch_programme(
            number=draft(text=text, by=SYSTEM, at=morning(day)).number, by=SYSTEM, at=morning(day)
        )
    members, told = _enrol(shop), list[Happening]()
    give_codes(seed, members)
    wallet = Wallet(seed, kinds, told)
    claims = Claims(seed, offered, wallet, told)
    _welcome(members, changed, wallet)
    judged = _who_bought()
    gifts = bring_friends(seed=seed, since=changed, now=now, judged=judged, wallet=wallet, told=told)
    story = TwoYears(wallet=wallet, claims=claims, gifts=gifts)
    judge_history(by=SYSTEM, at=now, story=story, on_progress=on_progress)
    claims.wait(now=now)
    claims.write()
    _print_codes(wallet, ends)
    wallet.write(at=now)
    emit_all(sorted(told, key=_when))
    draw_prizes(seed=seed, begins=begins, ends=ends, now=now, guests=judged)


def first_day(shop: Shop) -> date:
    """The day of the first sale."""
    first: datetime = pc.min(shop.lines.column("at")).as_py()
    return first.date()


def _enrol(shop: Shop) -> list[Member]:
    cards: dict[str, Any] = {
        card["code"]: card for card in shop.customers.to_pylist() if not card["internal"]
    }
    known = Identity.objects.filter(kind=IdentityKind.CODE, value__in=list(cards)).order_by("pk")
    members = [
        Member(
            customer_id=customer, enrolled_at=datetime.combine(cards[code]["enrolled_on"], time(5), CLOCK),
            way=Way.POSTER if chance(f"way {code}", 10) < 3 else Way.TILL, enrolled_by=str(SYSTEM),
        )
        for code, customer in known.values_list("value", "customer")
        if chance(code, 10) < _MEMBERS_OF_TEN
    ]  # fmt: skip
    copy_in("enrolment_member", _MEMBER, map(_row, members))
    emit_all(
        MemberEnrolled(at=member.enrolled_at, by=SYSTEM, customer=member.customer_id, way=member.way)
        for member in members
    )
    return members


def _row(member: Member) -> tuple[object, ...]:
    return member.customer_id, member.enrolled_at, str(member.way), member.enrolled_by


def _welcome(members: list[Member], changed: date, wallet: Wallet) -> None:
    """Who joined since the second programme was greeted as it says."""
    for member in members:
        if member.enrolled_at >= morning(changed):
            key = f"welcome:{member.customer_id}"
            wallet.issue(WELCOME, member.customer_id, at=member.enrolled_at, source="welcome", key=key)


def _who_bought() -> list[int]:
    """Members with purchases since they joined: those who are judged."""
    bought = Purchase.objects.filter(customer=OuterRef("pk"), bought_at__gte=OuterRef("enrolled_at"))
    rows = Member.objects.filter(Exists(bought)).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def _print_codes(wallet: Wallet, ends: date) -> None:
    """Codes on paper for the offices nearby, still to be used."""
    at, until = morning(ends - timedelta(days=25)), ends + timedelta(days=65)
    batch = Batch.objects.create(
        kind=wallet.kinds[OFFICE], name="Văn phòng quanh tiệm", codes=_OFFICE_CODES, valid_until=until, made_at=at,
        made_by=str(SYSTEM),
    )  # fmt: skip
    for number in range(_OFFICE_CODES):
        key = f"batch:{batch.pk}:{number}"
        wallet.issue(OFFICE, None, at=at, source="batch", key=key, until=until, batch=batch.pk)
    wallet.told.append(BatchMade(at=at, by=SYSTEM, subject=batch.pk, key=OFFICE, codes=_OFFICE_CODES))


def _when(happening: Happening) -> datetime:
    return happening.at
