"""Leads of two years: those who bought later, those who went elsewhere, and those under way."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, Min, OuterRef

from quen.demo.loyalty.luck import chance
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM
from quen.leads.events import LeadCaptured, LeadLost, LeadWon
from quen.leads.models import Competitor, Lead, LeadSource, LeadStage, LeadState, LossReason
from quen.leads.score import Traits, score
from quen.people.models import Customer, CustomerKind, Identity, IdentityKind
from quen.purchases.models import Purchase

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


def make_leads(
    *, seed: int, begins: datetime, now: datetime, rivals: Sequence[Competitor]
) -> list[Happening]:
    """Write the leads; their events are the caller's to write."""
    won, others = _who_bought(begins + (now - begins) / 4), _who_never_bought()
    reach = _reach([customer.pk for customer, _at in won] + [customer.pk for customer in others])
    leads = [_won(seed, customer, bought_at, reach.get(customer.pk, set())) for customer, bought_at in won]
    for place, customer in enumerate(others):
        kinds = reach.get(customer.pk, set())
        if place % 5 < 2:
            leads.append(_open(seed, customer, now, kinds))
        else:
            at = begins + (now - begins) * (place + 1) / (len(others) + 2)
            leads.append(_lost(seed, customer, at, now, rivals, kinds))
    Lead.objects.bulk_create(leads)
    return [event for lead in leads for event in _story(lead)]


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
    is_ad = source == LeadSource.ADVERTISEMENT
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
        moved_at=at, made_by=str(SYSTEM), score=score(traits), utm_source="facebook" if is_ad else "",
        utm_medium="cpc" if is_ad else "", utm_campaign="mua-he" if is_ad else "",
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
    lead.ended_at = min(at + _HOUR * (24 + chance(f"{word} days", 700)), now)
    if lead.loss_reason in (LossReason.PRICE, LossReason.COMPETITOR):
        lead.competitor = rivals[chance(f"{word} to", len(rivals))]
    return lead


def _open(seed: int, customer: Customer, now: datetime, kinds: set[str]) -> Lead:
    word = f"{seed} open {customer.pk}"
    lead = _came(seed, customer, now - _OPEN_FOR * (1 + chance(word, 99)) / 100, kinds)
    lead.stage = _OPEN_STAGES[chance(f"{word} stage", len(_OPEN_STAGES))]
    return lead


def _story(lead: Lead) -> list[Happening]:
    customer, told = lead.customer_id, list[Happening]()
    told.append(LeadCaptured(at=lead.came_at, by=SYSTEM, customer=customer, subject=lead.pk, source=lead.source,
                             wish=lead.wish))  # fmt: skip
    if lead.ended_at is None:
        return told
    if lead.state == LeadState.WON:
        told.append(
            LeadWon(at=lead.ended_at, by=SYSTEM, customer=customer, subject=lead.pk, source=lead.source)
        )
    else:
        told.append(LeadLost(at=lead.ended_at, by=SYSTEM, customer=customer, subject=lead.pk, reason=lead.loss_reason,
                             competitor=str(lead.competitor or ""), words=""))  # fmt: skip
    return told
