"""Leads of two years: those who bought later, those who went elsewhere, and those under way."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Exists, Min, OuterRef

from quen.demo.loyalty.luck import chance
from quen.demo.work.rivals import CAMPAIGNS
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM
from quen.leads.events import LeadCameAgain, LeadCaptured, LeadLost, LeadMoved, LeadWon
from quen.leads.models import Competitor, Lead, LeadSource, LeadStage, LeadState, LossReason
from quen.leads.score import Traits, score
from quen.people.models import Customer, CustomerKind, Identity, IdentityKind
from quen.purchases.models import Purchase
from quen.shops.models import Store

_MOST_WON, _MOST_OTHERS = 160, 140
_OPEN_FOR = timedelta(days=40)
_HOUR = timedelta(hours=1)
_SOURCES = (
    LeadSource.VISIT, LeadSource.VISIT, LeadSource.PHONE, LeadSource.SOCIAL, LeadSource.SOCIAL, LeadSource.ZALO,
    LeadSource.WEBSITE, LeadSource.ADVERTISEMENT, LeadSource.ADVERTISEMENT, LeadSource.EVENT, LeadSource.AFFILIATE,
    LeadSource.REFERRAL,
)  # fmt: skip
_WISHES = (
    "Hỏi giá máy pha cà phê cho văn phòng", "Muốn đặt hạt rang hằng tháng", "Cần quà Tết cho 30 nhân viên",
    "Hỏi giao hàng tận nhà", "Tìm loại cà phê ít chua", "",
)  # fmt: skip
_REASONS = (
    LossReason.PRICE, LossReason.PRICE, LossReason.COMPETITOR, LossReason.NEED, LossReason.TIMING, LossReason.NO_ANSWER,
)  # fmt: skip
_OPEN_STAGES = (
    LeadStage.COLLECT, LeadStage.COLLECT, LeadStage.CLASSIFY, LeadStage.SUPPORT, LeadStage.INTRODUCE, LeadStage.NURTURE,
)  # fmt: skip
_LOST_STAGES = (LeadStage.CLASSIFY, LeadStage.SUPPORT, LeadStage.INTRODUCE, LeadStage.INTRODUCE)
_AT_A_STORE = frozenset({LeadSource.VISIT, LeadSource.PHONE, LeadSource.EVENT})
_NOWHERE = ("", "", "")


def make_leads(
    *, seed: int, begins: datetime, now: datetime, rivals: Sequence[Competitor]
) -> list[Happening]:
    """Write the leads; their events are the caller's to write."""
    won, others = _who_bought(begins + (now - begins) / 4), _who_never_bought()
    stores = list(Store.objects.order_by("pk").values_list("pk", flat=True))
    reach = _reach([customer.pk for customer, _at in won] + [customer.pk for customer in others])
    leads = [_won(seed, customer, bought_at, reach.get(customer.pk, set())) for customer, bought_at in won]
    for place, customer in enumerate(others):
        kinds = reach.get(customer.pk, set())
        if place % 5 < 2:
            leads.append(_open(seed, customer, now, kinds))
        else:
            at = begins + (now - begins) * (place + 1) / (len(others) + 2)
            leads.append(_lost(seed, customer, at, now, rivals, kinds))
    for lead in leads:
        lead.store_id = _store(seed, lead, stores)
        lead.moved_at = max([lead.came_at, *(at for at, _before, _after in _moves(lead, now))])
    Lead.objects.bulk_create(leads)
    return [event for lead in leads for event in _story(lead, now)]


def _who_bought(since: datetime) -> list[tuple[Customer, datetime]]:
    """Customers who first bought since then: the regulars of the beginning were never leads."""
    early = Purchase.objects.filter(customer=OuterRef("pk"), bought_at__lt=since)
    late = Purchase.objects.filter(customer=OuterRef("pk"))
    rows = Customer.objects.filter(Exists(late), ~Exists(early), root=None, is_internal=False)
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    chosen = Customer.objects.in_bulk(numbers[:: -(-len(numbers) // _MOST_WON) or 1])
    first = Purchase.objects.filter(customer__in=chosen).values_list("customer").annotate(Min("bought_at"))
    return sorted(((chosen[pk], at) for pk, at in first if pk is not None), key=lambda pair: pair[0].pk)


def _who_never_bought() -> list[Customer]:
    bought = Purchase.objects.filter(customer=OuterRef("pk"))
    rows = Customer.objects.filter(~Exists(bought), root=None, is_internal=False)
    return list(rows.order_by("pk")[:_MOST_OTHERS])


def _reach(customers: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for customer, kind in Identity.objects.filter(customer__in=customers).values_list("customer", "kind"):
        found.setdefault(customer, set()).add(kind)
    return found


def _came(seed: int, customer: Customer, at: datetime, kinds: set[str]) -> Lead:
    word = f"{seed} lead {customer.pk}"
    source = _SOURCES[chance(f"{word} source", len(_SOURCES))]
    utm = (
        CAMPAIGNS[chance(f"{word} campaign", len(CAMPAIGNS))]
        if source == LeadSource.ADVERTISEMENT
        else _NOWHERE
    )
    wish = _WISHES[chance(f"{word} wish", len(_WISHES))]
    expected = 100_000 * (1 + chance(f"{word} worth", 40)) if wish and chance(f"{word} said", 2) else None
    contacts = 1 + chance(f"{word} again", 3) // 2
    traits = Traits(
        source=source, has_phone=IdentityKind.PHONE in kinds, has_email=IdentityKind.EMAIL in kinds,
        has_name=bool(customer.name), is_company=customer.kind == CustomerKind.COMPANY, wish=wish,
        expected_minor=expected, contacts=contacts, calls_reached=0,
    )  # fmt: skip
    return Lead(
        customer=customer, source=source, wish=wish, expected_minor=expected, contacts=contacts, came_at=at,
        moved_at=at, made_by=str(SYSTEM), score=score(traits), utm_source=utm[0],
        utm_medium=utm[1], utm_campaign=utm[2],
    )  # fmt: skip


def _won(seed: int, customer: Customer, bought_at: datetime, kinds: set[str]) -> Lead:
    before = _HOUR * (2 + chance(f"{seed} before {customer.pk}", 600))
    lead = _came(seed, customer, bought_at - before, kinds)
    lead.state, lead.stage, lead.ended_at = LeadState.WON, LeadStage.INTRODUCE, bought_at
    return lead


def _lost(
    seed: int, customer: Customer, at: datetime, now: datetime, rivals: Sequence[Competitor], kinds: set[str]
) -> Lead:
    word = f"{seed} lost {customer.pk}"
    lead = _came(seed, customer, at, kinds)
    lead.state, lead.loss_reason = LeadState.LOST, _REASONS[chance(word, len(_REASONS))]
    lead.stage = _LOST_STAGES[chance(f"{word} stage", len(_LOST_STAGES))]
    lead.ended_at = min(at + _HOUR * (24 + chance(f"{word} days", 700)), now)
    if lead.loss_reason in (LossReason.PRICE, LossReason.COMPETITOR):
        lead.competitor = rivals[chance(f"{word} to", len(rivals))]
    return lead


def _open(seed: int, customer: Customer, now: datetime, kinds: set[str]) -> Lead:
    word = f"{seed} open {customer.pk}"
    lead = _came(seed, customer, now - _OPEN_FOR * (1 + chance(word, 99)) / 100, kinds)
    lead.stage = _OPEN_STAGES[chance(f"{word} stage", len(_OPEN_STAGES))]
    return lead


def _store(seed: int, lead: Lead, stores: Sequence[int]) -> int | None:
    """Who came by, telephoned or was at an event asked at a store; who wrote asked the chain."""
    if lead.source not in _AT_A_STORE or not stores:
        return None
    return stores[chance(f"{seed} store of lead {lead.customer_id}", len(stores))]


def _moves(lead: Lead, now: datetime) -> list[tuple[datetime, LeadStage, LeadStage]]:
    """When she went from which stage to which, evenly on the way from her first word to the end, or to now."""
    stages = list(LeadStage)
    is_nurtured = lead.stage == LeadStage.NURTURE
    path = (
        [*stages[:2], LeadStage.NURTURE] if is_nurtured else stages[: stages.index(LeadStage(lead.stage)) + 1]
    )
    span = (lead.ended_at or now) - lead.came_at
    return [
        (lead.came_at + span * place / len(path), before, after)
        for place, (before, after) in enumerate(pairwise(path), start=1)
    ]


def _story(lead: Lead, now: datetime) -> list[Happening]:
    told: list[Happening] = [
        LeadCaptured(**_of(lead, lead.came_at), source=lead.source, wish=lead.wish),
        *(LeadMoved(**_of(lead, at), before=before, after=after) for at, before, after in _moves(lead, now)),
    ]
    if lead.contacts > 1:
        halfway = lead.came_at + ((lead.ended_at or now) - lead.came_at) / 2
        told.append(LeadCameAgain(**_of(lead, halfway), source=lead.source, wish=""))
    if lead.state == LeadState.WON:
        told.append(LeadWon(**_of(lead, lead.ended_at), source=lead.source))
    elif lead.state == LeadState.LOST:
        rival = str(lead.competitor or "")
        told.append(LeadLost(**_of(lead, lead.ended_at), reason=lead.loss_reason, competitor=rival, words=""))
    return told


def _of(lead: Lead, at: datetime | None) -> Any:
    """What every event of a lead says."""
    return {"at": at, "by": SYSTEM, "customer": lead.customer_id, "store": lead.store_id, "subject": lead.pk}
