"""What customers said puts them on the list of the day: complaints, low scores, and promoters."""

from datetime import date, datetime, timedelta

import pytest

from quen.enrolment.join import join
from quen.enrolment.models import Way as JoinedBy
from quen.insight.today.complaint_open import COMPLAINT_OPEN
from quen.insight.today.kind import Intent
from quen.insight.today.rated_low import RATED_LOW
from quen.insight.today.roles import share_of
from quen.insight.today.told import Told
from quen.kernel.actor import SYSTEM
from quen.people.merge import merge
from quen.people.models import Customer
from quen.referrals.models import Referral, Terms
from quen.shops.roles import Role
from quen.surveys.models import Response, Survey, Way
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.surveys.scales import SCALES, QuestionKind
from quen.tickets.models import Ticket
from quen.tickets.solve import solve
from tests.insight.shop import at
from tests.insight.today.shop import TODAY, agree, meant, regular, settle
from tests.tickets.matters import heard
from tests.world import World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def nps(world: World) -> Survey:
    made_at = at(TODAY - timedelta(days=60))
    return make_survey(name="Giới thiệu", form=READY_MADE["nps"].form, at=made_at, by=world.by_mai)


def friendly(name: str, world: World) -> Customer:
    """A regular of 300,000 so far who may be called: otherwise a line counts for a fifth."""
    customer = regular(name, 3, 100_000, world)
    agree(customer, f"+84911{customer.pk:06}")
    return customer


def said(survey: Survey, customer: Customer | None, score: int, days: int) -> Response:
    return Response.objects.create(
        survey=survey, version=survey.versions.get(), key=f"{customer}{score}{days}", customer=customer, way=Way.LINK,
        score=score, band=SCALES[QuestionKind.NPS].band(score), answered_at=at(TODAY - timedelta(days=days)),
    )  # fmt: skip


def complains(world: World, customer: Customer, days: int) -> Ticket:
    opened: datetime = at(TODAY - timedelta(days=days))
    return heard(world, opened, customer=customer.pk, contact=None)


def on(days: int) -> str:
    day: date = TODAY - timedelta(days=days)
    return day.isoformat()


def test_a_complaint_is_on_the_list_until_it_is_settled(world: World) -> None:
    hoa, tu = friendly("Hoa", world), friendly("Tư", world)
    first = complains(world, hoa, 4)
    complains(world, hoa, 1)
    settled = complains(world, tu, 3)
    solve(ticket=settled.pk, at=at(TODAY), by=world.by_mai)
    settle()
    facts = {"ticket": first.pk, "days": 4, "year": 300_000}
    assert meant("complaint_open") == [("Hoa", 45_000, facts)]


def test_a_complaint_of_a_double_is_hers(world: World) -> None:
    hoa, double = friendly("Hoa", world), Customer.objects.create(name="Hoa cũ")
    complains(world, double, 0)
    merge(customer=double.pk, into=hoa.pk, by=world.by_mai, at=at(TODAY))
    settle()
    assert [(name, facts["days"]) for name, _gain, facts in meant("complaint_open")] == [("Hoa", 0)]


def test_a_complaint_of_somebody_who_never_bought_is_heard_too(world: World) -> None:
    ticket = complains(world, Customer.objects.create(name="Lạ"), 2)
    settle()
    assert meant("complaint_open") == [("Lạ", 0, {"ticket": ticket.pk, "days": 2, "year": 0})]


def test_the_last_word_tells_and_no_name_is_found_from_an_answer_without_one(
    world: World, nps: Survey
) -> None:
    hoa, tu, ba, chin = (friendly(name, world) for name in ("Hoa", "Tư", "Ba", "Chín"))
    said(nps, hoa, 9, 5)
    said(nps, hoa, 3, 2)
    said(nps, tu, 3, 5)
    said(nps, tu, 8, 2)
    said(nps, ba, 0, 14)
    said(nps, None, 0, 1)
    said(nps, chin, 1, 1)
    complains(world, chin, 1)
    settle()
    facts = {"score": 3, "scale": "nps", "on": on(2), "year": 300_000}
    assert meant("rated_low") == [("Hoa", 45_000, facts)]
    assert [name for name, _gain, _facts in meant("complaint_open")] == ["Chín"]


def test_a_promoter_who_brought_nobody_is_asked_while_friends_are_rewarded(world: World, nps: Survey) -> None:
    hoa, tu, ba, nam = (friendly(name, world) for name in ("Hoa", "Tư", "Ba", "Năm"))
    for member in (hoa, tu, ba):
        join(customer=member.pk, way=JoinedBy.TILL, by=SYSTEM, at=at(TODAY - timedelta(days=40)))
    for customer, score in ((hoa, 10), (tu, 8), (ba, 9), (nam, 10)):
        said(nps, customer, score, 3)
    settle()
    assert meant("ask_promoter") == []
    terms = Terms.objects.create(
        is_running=True, advocate_points=50, friend_points=20, minimum_minor=0, wait_days=14,
        set_at=at(TODAY), set_by="system",
    )  # fmt: skip
    Referral.objects.create(
        advocate=ba, friend=nam, terms=terms, state="rewarded", made_at=at(TODAY), made_by="system",
        ended_at=at(TODAY),
    )  # fmt: skip
    assert meant("ask_promoter") == [("Hoa", 15_000, {"score": 10, "on": on(3), "year": 300_000})]


def test_the_sentences_say_the_figure_and_call_her_by_name() -> None:
    told = Told(facts={"score": 3, "scale": "nps", "on": on(2)}, currency="VND", shop="Quán Mai", name="Hoa")
    assert RATED_LOW.why(told) == "Cho 3/10 điểm ngày 20/11/2026."
    assert RATED_LOW.words(told).startswith("Chào Hoa, đây là Quán Mai.")
    heard_of = Told(facts={"ticket": 7, "days": 4}, currency="VND", shop="Quán Mai", name="Hoa")
    assert COMPLAINT_OPEN.why(heard_of) == "Khiếu nại 4 ngày trước, chưa giải quyết xong (phiếu 7)."


def test_the_cashier_is_not_told_who_complained() -> None:
    assert {role for role in Role if Intent.RECOVER in share_of(role).intents} == {
        Role.OWNER, Role.MANAGER, Role.MARKETER, Role.SUPPORT,
    }  # fmt: skip
