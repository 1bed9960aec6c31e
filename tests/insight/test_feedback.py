"""What answers say together."""

from datetime import datetime, timedelta

import pytest

from quen.enrolment.join import join
from quen.enrolment.models import Member
from quen.enrolment.models import Way as Joined
from quen.insight.feedback.further import further
from quen.insight.feedback.results import last_shown, results
from quen.insight.feedback.silent import silent
from quen.insight.models import CustomerSummary
from quen.people.models import Customer, SegmentMembership
from quen.purchases.models import Line, Product
from quen.surveys.answer import answer, say_more
from quen.surveys.find import form_of, newest_version
from quen.surveys.form import Question, SurveyForm
from quen.surveys.links import OfPoster
from quen.surveys.models import Audience, Survey
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.surveys.scales import Band, QuestionKind
from tests import world as cast
from tests.surveys.lan_answers import BY_LAN, lan_buys, lan_is_asked, taps
from tests.world import World

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def world(db: None) -> World:
    return cast.build()


def made(world: World, key: str, now: datetime) -> Survey:
    ready = READY_MADE[key]
    return make_survey(name=key, form=ready.form, at=now, by=world.by_mai, audience=ready.audience)


def by_poster(survey: Survey, store: int | None, at: datetime, *scores: int) -> None:
    for number, score in enumerate(scores):
        answer(asked=OfPoster(survey.pk, store), given={"score": [str(score)]}, key=f"{store} {at} {number}", at=at,
               by=BY_LAN)  # fmt: skip


def test_the_score_with_its_interval_by_month_and_store(world: World, now: datetime) -> None:
    survey = made(world, "nps", now)
    by_poster(survey, world.store.pk, now, 10, 9, 9, 8)
    by_poster(survey, None, now - 40 * DAY, 7, 6, 0)
    found = results(survey, since=now - 365 * DAY, until=now + DAY)
    assert found.all is not None
    assert (found.all.responses, found.all.high, found.all.middle, found.all.low) == (7, 3, 2, 2)
    # The published formula by hand: tests/measures/test_nps.py.
    assert (found.all.figure, found.all.lowest, found.all.highest) == pytest.approx(
        (100 / 7, -46.047, 68.269), abs=0.001
    )
    assert found.all.is_small
    assert [(one.name, one.responses, one.figure) for one in found.cuts["month"]] == [
        ("2026-10", 3, pytest.approx(-200 / 3)), ("2026-11", 4, 75.0),
    ]  # fmt: skip
    assert [(one.name, one.figure) for one in found.cuts["store"]] == [(str(world.store.pk), 75.0)]
    lately = results(survey, since=now - DAY, until=now + DAY)
    assert lately.all is not None and lately.all.responses == 4


def test_satisfaction_is_a_share_with_its_interval(world: World, now: datetime) -> None:
    survey = made(world, "csat", now)
    by_poster(survey, None, now, 5, 4, 3, 1)
    found = results(survey, since=now - DAY, until=now + DAY).all
    assert found is not None
    assert (found.figure, found.mean, found.low) == (50.0, 3.25, 1)
    assert (found.lowest, found.highest) == pytest.approx((15.004, 84.996), abs=0.001)  # Wilson, 2 of 4


def test_answers_count_for_staff_and_products_and_kinds_of_customers(world: World, now: datetime) -> None:
    survey = made(world, "stars", now)
    purchase = lan_buys(world, now)
    coffee = Product.objects.create(code="CF", name="Cà phê")
    for number in range(2):
        Line.objects.create(
            purchase=purchase,
            product=coffee,
            quantity=1,
            amount_minor=50_000,
            fingerprint=number,
            occurrence=0,
        )
    taps(lan_is_asked(world, survey, now, purchase=purchase.pk), 2, now)
    cuts = results(survey, since=now - DAY, until=now + DAY).cuts
    assert [(one.name, one.responses) for one in cuts["product"]] == [(str(coffee.pk), 1)]
    assert [one.name for one in cuts["staff"]] == ["Tú"]
    assert "stage" not in cuts and "tier" not in cuts


def test_answers_are_cut_by_tier_stage_value_and_segment(world: World, now: datetime) -> None:
    survey = made(world, "nps", now)
    for number, (tier, stage, value, segment, score) in enumerate(
        (("gold", "loyal", "high", "khach-quen", 10), ("gold", "loyal", "high", "khach-quen", 9), ("member", "new", "low", "", 2))
    ):  # fmt: skip
        person = Customer.objects.create(name=f"Khách {number}")
        join(customer=person.pk, way=Joined.TILL, by=world.by_mai, at=now)
        Member.objects.filter(pk=person.pk).update(tier=tier)
        CustomerSummary.objects.create(customer=person, stage=stage, value_band=value)
        if segment:
            SegmentMembership.objects.create(customer=person, segment=segment, entered_at=now)
        taps(lan_is_asked(world, survey, now, customer=person.pk, key=str(number)), score, now)
    Member.objects.update(tier="silver")
    by_poster(survey, None, now, 0)
    found = results(survey, since=now - DAY, until=now + DAY)
    assert found.all is not None and found.all.responses == 4
    cuts = {cut: [(one.name, one.responses, one.figure) for one in ones] for cut, ones in found.cuts.items()}
    assert cuts["tier"] == [("gold", 2, 100.0), ("member", 1, -100.0)], "as it was when she answered"
    assert cuts["stage"] == [("loyal", 2, 100.0), ("new", 1, -100.0)]
    assert cuts["value"] == [("high", 2, 100.0), ("low", 1, -100.0)]
    assert cuts["segment"] == [("khach-quen", 2, 100.0)]


def test_fewer_than_five_answers_of_staff_are_never_shown(world: World, now: datetime) -> None:
    survey = made(world, "enps", now)
    assert survey.audience == Audience.STAFF
    by_poster(survey, world.store.pk, now, 10, 9, 0, 0)
    found = results(survey, since=now - DAY, until=now + DAY)
    assert (found.all, found.cuts, found.hidden) == (None, {}, 4)
    by_poster(survey, None, now, 10)
    found = results(survey, since=now - DAY, until=now + DAY)
    assert found.all is not None and found.all.responses == 5
    assert set(found.cuts) == {"month", "way"}, "four answers of one store would be told from the five"
    by_poster(survey, world.store.pk, now + MINUTE, 0)
    later = results(survey, since=now - DAY, until=now + DAY)
    assert (later.all, later.hidden) == (found.all, 1), "the sixth waits for company"


def asks_more(world: World, now: datetime, audience: Audience = Audience.CUSTOMERS) -> Survey:
    form = SurveyForm(
        (
            Question("score", QuestionKind.NPS, {"vi": "Giới thiệu?"}),
            Question("ease", QuestionKind.CES, {"vi": "Có dễ không?"}),
            Question("visit", QuestionKind.STARS, {"vi": "Mấy sao?"}, shown_to=(Band.LOW,)),
        ),
        {},
    )
    return make_survey(name="Thêm", form=form, at=now, by=world.by_mai, audience=audience)


def says_more(survey: Survey, at: datetime, *answers: tuple[int, int | None, int | None]) -> None:
    for number, (score, ease, stars) in enumerate(answers):
        said = {"score": [str(score)]}
        row = answer(asked=OfPoster(survey.pk, None), given=said, key=f"{at} {number}", at=at, by=BY_LAN)
        given = {"ease": [str(ease)] if ease else [], "visit": [str(stars)] if stars else []}
        say_more(response=row.pk, given=given, at=at, by=BY_LAN)


def test_further_scales_are_told_each_on_its_own(world: World, now: datetime) -> None:
    survey = asks_more(world, now)
    says_more(survey, now, (10, 7, None), (9, 5, None), (2, 2, 1), (3, None, 4), (8, 4, None))
    form = form_of(newest_version(survey))
    ease, visit = further(survey, form, since=now - DAY, until=now + DAY, last=None)
    assert (ease.question.key, ease.responses, ease.mean, ease.high, ease.is_small) == (
        "ease",
        4,
        4.5,
        2,
        True,
    )
    assert (ease.lowest, ease.highest) == pytest.approx((15.004, 84.996), abs=0.001)  # Wilson, 2 of 4
    assert (visit.question.key, visit.responses, visit.mean, visit.high) == ("visit", 2, 2.5, 1)
    assert further(survey, form, since=now + DAY, until=now + 2 * DAY, last=None) == []


def test_further_answers_of_staff_are_shown_by_fives_too(world: World, now: datetime) -> None:
    survey = asks_more(world, now, Audience.STAFF)
    form = form_of(newest_version(survey))
    says_more(survey, now, *[(9, 6, None)] * 4)

    def shown() -> list[tuple[str, int, float]]:
        found = further(survey, form, since=now - DAY, until=now + DAY, last=last_shown(survey))
        return [(one.question.key, one.responses, one.mean) for one in found]

    assert shown() == []
    says_more(survey, now + MINUTE, (9, 6, None))
    assert shown() == [("ease", 5, 6.0)]
    says_more(survey, now + 2 * MINUTE, (1, 1, 1))
    assert shown() == [("ease", 5, 6.0)], "the sixth waits for company"


def test_nobody_answered(world: World, now: datetime) -> None:
    survey = made(world, "nps", now)
    assert results(survey, since=now - DAY, until=now + DAY).all is None
    assert Customer.objects.count() == 1


def test_who_did_not_answer_and_the_score_of_all_who_were_asked(world: World, now: datetime) -> None:
    survey = made(world, "nps", now)
    # Of 40 regulars 10 answer and praise, of 10 who are new all answer, and blame.
    for stage, many, answering, score in (("regular", 40, 10, 10), ("new", 10, 10, 0)):
        for number in range(many):
            person = Customer.objects.create(name=f"{stage} {number}")
            CustomerSummary.objects.create(
                customer=person, stage=stage, value_band="", last_store=world.store.pk
            )
            asked = lan_is_asked(world, survey, now, customer=person.pk, key=f"{stage}:{number}")
            if number < answering:
                taps(asked, score, now + MINUTE)
    found = silent(survey, since=now - DAY, until=now + DAY)
    assert found.all is not None and found.weighted is not None
    assert (found.all.asked, found.all.answered, found.all.silent, found.all.rate) == (50, 20, 30, 40.0)
    assert [(one.name, one.asked, one.silent, one.rate) for one in found.cuts["stage"]] == [
        ("regular", 40, 30, 25.0), ("new", 10, 0, 100.0),
    ]  # fmt: skip
    assert [(one.name, one.asked) for one in found.cuts["store"]] == [(str(world.store.pk), 50)]
    assert [(one.name, one.asked) for one in found.cuts["tier"]] == [("-", 50)]
    assert found.weighted.plain == 0.0, "ten praise, ten blame"
    assert found.weighted.nps == pytest.approx(60.0), "0.8 · 100 + 0.2 · -100"
    assert found.weighted.low < 60 < found.weighted.high and found.weighted.is_small
    earlier = silent(survey, since=now - 9 * DAY, until=now - DAY)
    assert (earlier.all, earlier.weighted) == (None, None)


def test_who_hid_her_name_answered_but_her_score_is_not_hers(world: World, now: datetime) -> None:
    survey = made(world, "nps", now)
    taps(lan_is_asked(world, survey, now), 3, now + MINUTE, without_name=True)
    found = silent(survey, since=now - DAY, until=now + DAY)
    assert found.all is not None and (found.all.asked, found.all.answered) == (1, 1)
    assert found.weighted is None
