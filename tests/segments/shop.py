"""A small shop with a past, for the stories of segments."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from quen.enrolment.models import Member
from quen.insight.models import Forecast, NextProduct, RunsOut
from quen.insight.summary.due import measure_yardsticks
from quen.insight.summary.refresh import refresh_all
from quen.messages.models import Message, Unsubscribed
from quen.people.models import Consent, Customer, Identity
from quen.points.models import Account, Lot
from quen.purchases.models import Product
from quen.segments.conditions.registry import KNOWN
from quen.segments.count import customers_in, holds
from quen.segments.profile.measure import measure_fifths
from quen.segments.profile.refresh import refresh_all_profiles
from quen.segments.rules import Group, Scope, from_json
from quen.surveys.models import Invitation, Response, Survey, SurveyVersion
from quen.tasks.models import Task
from quen.tickets.models import Rating, Ticket
from quen.vouchers.models import Voucher, VoucherKind
from tests.insight.shop import bring_back, buy, product
from tests.world import World, build

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Shop:
    """Lan comes often, Đạo came once long ago, Hoa is a member who bought tea, Bình never bought."""

    world: World
    dao: Customer
    hoa: Customer
    binh: Customer
    coffee: Product
    tea: Product

    @property
    def lan(self) -> Customer:
        return self.world.lan


def build_shop() -> Shop:
    """Customers and their facts; nothing of segments yet."""
    world = build()
    coffee, tea = product("Cà phê", "Đồ uống"), product("Trà", "Đồ uống")
    dao = Customer.objects.create(
        name="Trần Văn Đạo", gender="male", birth_date=date(1960, 12, 1), area="Quận 7", source="Facebook"
    )
    hoa = Customer.objects.create(
        name="Phạm Thị Hoa", gender="female", birth_date=date(1996, 2, 29), tags=["VIP"], language="vi", part="user"
    )  # fmt: skip
    binh = Customer.objects.create(name="Công ty Bình Minh", kind="company", is_internal=True)
    Identity.objects.create(customer=hoa, kind="email", value="hoa@example.com")
    store = world.store
    for day in (date(2026, 1, 5), date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 20)):
        buy(world.lan, day, 30_000, 10_000, store=store, products=(coffee, coffee), channel="Zalo")
    buy(world.lan, date(2026, 11, 20), 60_000, store=store, products=(tea,), hour=18)
    buy(dao, date(2025, 3, 1), 500_000, store=store, products=(coffee,))
    buy(hoa, date(2026, 11, 10), 45_000, store=store, products=(tea,), channel="Quầy")
    bring_back(hoa, date(2026, 11, 12), 45_000, store=store)
    _loyalty(hoa)
    _forecasts(dao, hoa)
    _next_goods(dao, hoa, coffee=coffee, tea=tea)
    _care(dao, hoa)
    _listening(dao, hoa)
    for customer, is_given in ((hoa, True), (dao, False)):
        Consent.objects.create(
            customer=customer, purpose="marketing", channel="sms", is_given=is_given, given_at=NOW, proof="quầy",
            recorded_by="system",
        )  # fmt: skip
    return Shop(world=world, dao=dao, hoa=hoa, binh=binh, coffee=coffee, tea=tea)


def know_everybody() -> None:
    """Summaries, fifths and profiles, as the readers would have them."""
    refresh_all(today=TODAY)
    measure_yardsticks(today=TODAY)
    measure_fifths(today=TODAY)
    refresh_all_profiles()


def rule(*parts: dict[str, Any], how: str = "all") -> Group:
    """A rule of these conditions."""
    return from_json({how: list(parts)}, KNOWN)


def who(asked: Group, *, scope: Scope | None = None) -> list[str]:
    """The names a rule holds, asked of everybody and of each alone: the answers must be the same."""
    scope = scope or Scope(TODAY)
    everybody = customers_in(asked, scope)
    one_by_one = [
        one for one in Customer.objects.values_list("pk", flat=True) if holds(asked, scope, customer=one)
    ]
    assert sorted(one_by_one) == everybody
    return [Customer.objects.get(pk=one).name.split()[-1] for one in everybody]


def _loyalty(hoa: Customer) -> None:
    Member.objects.create(
        customer=hoa,
        enrolled_at=datetime(2026, 6, 1, 3, tzinfo=UTC),
        way="till",
        enrolled_by="system",
        tier="gold",
    )
    account = Account.objects.create(customer=hoa, balance=120)
    for points, expires in (
        (20, datetime(2026, 12, 1, 3, tzinfo=UTC)),
        (100, datetime(2027, 6, 1, 3, tzinfo=UTC)),
    ):
        Lot.objects.create(
            account=account,
            points=points,
            remaining=points,
            earned_at=NOW,
            pending_until=NOW,
            expires_at=expires,
        )
    kind = VoucherKind.objects.create(
        key="sinh-nhat", name="Sinh nhật", terms={}, made_at=NOW, made_by="system"
    )
    Voucher.objects.create(kind=kind, code="AAAA", customer=hoa, issued_at=NOW)


def _forecasts(dao: Customer, hoa: Customer) -> None:
    for customer, active, visits, next_visit in ((dao, 0.1, 0.1, None), (hoa, 0.9, 2.5, date(2026, 11, 28))):
        Forecast.objects.create(
            customer=customer, p_active=active, overdue=1 - active, returns_90=active, next_visit=next_visit,
            expected_30=visits / 3, expected_90=visits, expected_365=4 * visits, expected_90_low=0, expected_90_high=5,
            spend_30_minor=30_000 * visits / 3, spend_90_minor=36_000 * visits, spend_365_minor=144_000 * visits,
            spend_90_low_minor=0, spend_90_high_minor=200_000, lifetime_value_minor=300_000 * visits,
            worked_out_on=TODAY,
        )  # fmt: skip


def _next_goods(dao: Customer, hoa: Customer, *, coffee: Product, tea: Product) -> None:
    NextProduct.objects.create(customer=dao, rank=1, product=tea)
    NextProduct.objects.create(customer=hoa, rank=1, product=coffee, because=tea)
    RunsOut.objects.create(
        customer=hoa, product=tea, interval_days=14, runs_out_on=date(2026, 11, 24), early_on=date(2026, 11, 20),
        late_on=date(2026, 12, 1),
    )  # fmt: skip


def _listening(dao: Customer, hoa: Customer) -> None:
    """Đạo recommended us once and not any more, and was asked since; Hoa gave two stars and complained; both settled."""
    nps, stars = (
        Survey.objects.create(name=kind, kind=kind, made_at=NOW, changed_at=NOW, made_by="system")
        for kind in ("nps", "stars")
    )
    for survey, customer, score, band, day in (
        (nps, dao, 9, "high", 1), (nps, dao, 3, "low", 15), (stars, hoa, 2, "low", 17), (nps, None, 10, "high", 18),
    ):  # fmt: skip
        version, _new = SurveyVersion.objects.get_or_create(
            survey=survey, number=1, form={}, written_at=NOW, written_by="system"
        )
        Response.objects.create(
            survey=survey, version=version, key=f"{survey.kind}-{day}", customer=customer, way="link", score=score,
            band=band, answered_at=datetime(2026, 11, day, 3, tzinfo=UTC),
        )  # fmt: skip
    for customer, day, is_answered in ((dao, 20, False), (hoa, 17, True)):
        asked = datetime(2026, 11, day, 3, tzinfo=UTC)
        Invitation.objects.create(
            survey=stars, customer=customer, way="link", key=f"i{customer.pk}", asked_at=asked, ends_at=NOW,
            asked_by="system", is_answered=is_answered,
        )  # fmt: skip
    for customer, kind, state, solved in (
        (hoa, "complaint", "solved", datetime(2026, 11, 18, 3, tzinfo=UTC)), (dao, "request", "open", None),
    ):  # fmt: skip
        opened = datetime(2026, 11, 17, 3, tzinfo=UTC)
        ticket = Ticket.objects.create(
            kind=kind, came_by="phone", subject="Nguội", customer=customer, state=state, opened_at=opened,
            opened_by="system", changed_at=opened, first_due_at=opened, solve_due_at=opened, solved_at=solved,
            due_at=None if solved else opened,
        )  # fmt: skip
        if solved:
            Rating.objects.create(
                ticket=ticket, score=2, verdict="not", at=datetime(2026, 11, 19, tzinfo=UTC)
            )


def _care(dao: Customer, hoa: Customer) -> None:
    """Đạo was written to of an offer five days ago and it bounced, Hoa of her receipt, and hers arrived."""
    for customer, state, purpose, day in (
        (dao, "bounced", "marketing", 17),
        (hoa, "delivered", "transactional", 10),
        (hoa, "refused", "marketing", 20),
    ):
        at = datetime(2026, 11, day, 3, tzinfo=UTC)
        Message.objects.create(
            customer=customer, channel="email", purpose=purpose, version_id=1, key=f"{customer.pk}-{day}", state=state,
            queued_at=at, due_at=at, ended_at=at, claimed_at=None if state == "refused" else at, queued_by="system",
        )  # fmt: skip
    Unsubscribed.objects.create(
        customer=hoa, channel="email", reason="too_many", at=datetime(2026, 11, 21, 3, tzinfo=UTC)
    )
    for state, ended_at in (("open", None), ("done", NOW)):
        customer = dao if state == "open" else hoa
        Task.objects.create(
            title="Gọi", kind="call", customer=customer, due_at=NOW, remind_at=NOW, state=state, made_at=NOW,
            made_by="system", ended_at=ended_at,
        )  # fmt: skip
