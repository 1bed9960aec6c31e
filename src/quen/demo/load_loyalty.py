"""Two years of the chain's loyalty programme: who joined, what they were given, and what they spent."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from quen.demo.programmes import first_programme, second_programme
from quen.demo.shop import Shop
from quen.enrolment.draft import draft
from quen.enrolment.events import MemberEnrolled
from quen.enrolment.launch import launch
from quen.enrolment.models import Member, Way
from quen.events.emit import emit_all
from quen.flows.judge_history import Story, judge_history
from quen.flows.judge_history.occasions import Bought
from quen.kernel.actor import SYSTEM
from quen.people.models import Identity, IdentityKind

_CLOCK = ZoneInfo("Asia/Ho_Chi_Minh")
_MEMBERS_OF_TEN = 8
_SPENDS_FROM, _SPENDS_IN_STEPS = 60, 20
_POINT_VALUE_MINOR = 300


def load_loyalty(shop: Shop, *, on_progress: Callable[[float], None]) -> None:
    """Launch the programme on the first day and anew halfway, enrol eight in ten, judge all they bought."""
    begins, ends = first_day(shop), shop.last_day
    changed = begins + (ends - begins) / 2
    for text, day in ((first_programme(begins), begins), (second_programme(changed), changed)):
        at = datetime.combine(day, time(8), _CLOCK)
        launch(number=draft(text=text, by=SYSTEM, at=at).number, by=SYSTEM, at=at)
    _enrol(shop)
    judge_history(by=SYSTEM, at=timezone.now(), story=_Spenders(), on_progress=on_progress)


def first_day(shop: Shop) -> date:
    """The day of the first sale."""
    return min(shop.lines.column("at").to_pylist()).date()  # type: ignore[no-any-return]


def _enrol(shop: Shop) -> None:
    cards: dict[str, Any] = {
        card["code"]: card for card in shop.customers.to_pylist() if not card["internal"]
    }
    known = Identity.objects.filter(kind=IdentityKind.CODE, value__in=list(cards)).order_by("pk")
    members = [
        Member(
            customer_id=customer, enrolled_at=datetime.combine(cards[code]["enrolled_on"], time(5), _CLOCK),
            way=Way.POSTER if _chance(f"way {code}", 10) < 3 else Way.TILL, enrolled_by=str(SYSTEM),
        )
        for code, customer in known.values_list("value", "customer")
        if _chance(code, 10) < _MEMBERS_OF_TEN
    ]  # fmt: skip
    Member.objects.bulk_create(members, batch_size=1_000)
    emit_all(
        MemberEnrolled(at=member.enrolled_at, by=SYSTEM, customer=member.customer_id, way=member.way)
        for member in members
    )


class _Spenders(Story):
    """Some members spend gladly, some never; nobody pays more than half of a receipt with points."""

    def pays(self, member: int, bought: Bought, available: int) -> int:
        most = min(available, bought.amount_minor // 2 // _POINT_VALUE_MINOR)
        if most < _SPENDS_FROM or _chance(f"spends {member}", 10) < 3 or _chance(f"now {bought.purchase}", 3):
            return 0
        return most - most % _SPENDS_IN_STEPS


def _chance(of: str, sides: int) -> int:
    """The same throw of a die for the same thing, today and tomorrow."""
    return int.from_bytes(hashlib.sha256(of.encode()).digest()[:4], "big") % sides
