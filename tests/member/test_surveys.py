"""Lan answers on her phone, in three taps, without signing in."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from quen.kernel.codes import for_reading
from quen.member.limits import FROM_ONE_ADDRESS
from quen.surveys.ask import ask, link_to
from quen.surveys.asking import make_rule
from quen.surveys.links import OfPoster, token_of
from quen.surveys.models import Invitation, Occasion, Response, RewardKind, Survey, Way
from quen.surveys.photo_models import Photo
from quen.surveys.ready_made import READY_MADE
from quen.surveys.reward import set_reward
from quen.surveys.save import close_survey, make_survey
from quen.vouchers.models import Voucher
from tests.member.test_card import opened
from tests.surveys.test_photos import FORM, photograph
from tests.vouchers.kinds import kind as voucher_kind
from tests.world import World


@pytest.fixture
def survey(world: World) -> Survey:
    return make_survey(name="NPS", form=READY_MADE["nps"].form, at=timezone.now(), by=world.by_mai)


@pytest.fixture
def invitation(world: World, survey: Survey) -> Invitation:
    return ask(
        survey=survey.pk, customer=world.lan.pk, way=Way.EMAIL, key="k", at=timezone.now(), by=world.by_mai
    )


@pytest.fixture
def phone() -> Client:
    return Client(headers={"accept-language": "vi"})


def stamped(name: str = "sending", age: timedelta = timedelta(seconds=30)) -> str:
    return signing.dumps([(timezone.now() - age).timestamp(), name], salt="quen.member.join")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_three_taps(phone: Client, world: World, invitation: Invitation) -> None:
    page = text(phone.get(link_to(invitation)))
    assert "giới thiệu" in page and page.count('class="m-tap"') == 11
    assert not Response.objects.exists(), "looking is no answer"
    first = phone.post(link_to(invitation), {"score": "3"})
    assert (first.status_code, Response.objects.get().score) == (302, 3)
    page = text(phone.get(first.headers["Location"]))
    assert "Chờ lâu" in page and "Chúng tôi nên làm gì tốt hơn" in page and "Bạn thích nhất" not in page
    assert phone.post(first.headers["Location"], {"reasons": ["wait"]}).status_code == 302
    row = Response.objects.get()
    assert (row.answers, row.customer, row.completed_at is not None) == (
        {"score": 3, "reasons": ["wait"]},
        world.lan,
        True,
    )
    assert "Cảm ơn" in text(phone.get(first.headers["Location"]))


def test_a_score_in_the_mail_waits_for_her_tap(phone: Client, invitation: Invitation) -> None:
    page = text(phone.get(link_to(invitation) + "?score=9"))
    assert "m-tap is-chosen" in page
    assert not Response.objects.exists(), "a mail program that follows links answers nothing"


def test_she_goes_on_where_she_left_off(phone: Client, invitation: Invitation) -> None:
    rest = phone.post(link_to(invitation), {"score": "9"}).headers["Location"]
    again = phone.get(link_to(invitation))
    assert (again.status_code, again.headers["Location"]) == (302, rest)
    phone.post(rest, {"again": "1", "score": "2"})
    assert Response.objects.get().score == 2
    phone.post(rest, {})
    over = phone.get(link_to(invitation))
    assert over.status_code == 404 and "đã được trả lời" in text(over)


def test_without_her_name(phone: Client, invitation: Invitation) -> None:
    assert "nameless" in text(phone.get(link_to(invitation)))
    phone.post(link_to(invitation), {"score": "1", "nameless": "on"})
    assert Response.objects.get().customer is None


def test_without_her_name_the_code_is_shown_on_her_phone_and_on_no_other(
    phone: Client, world: World, invitation: Invitation, survey: Survey
) -> None:
    voucher_kind(timezone.now(), key="thanks")
    set_reward(survey=survey.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)
    assert "Giảm giá" in text(phone.get(link_to(invitation)))
    rest = phone.post(link_to(invitation), {"score": "3", "nameless": "1"}).headers["Location"]
    assert "phiếu ưu đãi" not in text(phone.get(rest)), "nothing before she is done"
    phone.post(rest, {})
    voucher = Voucher.objects.get(source=f"survey:{survey.pk}")
    for _again in range(2):
        assert for_reading(voucher.code) in text(phone.get(rest))
    elsewhere = text(Client(headers={"accept-language": "vi"}).get(rest))
    assert for_reading(voucher.code) not in elsewhere and "chỉ hiện một lần" in elsewhere
    set_reward(survey=survey.pk, kind=RewardKind.POINTS, points=5, by=world.by_mai)
    asked = ask(
        survey=survey.pk, customer=world.lan.pk, way=Way.EMAIL, key="p", at=timezone.now(), by=world.by_mai
    )
    assert "Điểm chỉ dành cho thành viên" in text(phone.get(link_to(asked)))
    rest = phone.post(link_to(asked), {"score": "3", "nameless": "1"}).headers["Location"]
    phone.post(rest, {})
    assert "Điểm chỉ dành cho thành viên" in text(phone.get(rest))
    assert Voucher.objects.filter(source__startswith="survey").count() == 1


def test_a_poster_gives_one_voucher_to_a_phone_and_some_to_an_address(
    phone: Client, world: World, survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    voucher_kind(timezone.now(), key="thanks")
    set_reward(survey=survey.pk, kind=RewardKind.VOUCHER, voucher="thanks", by=world.by_mai)
    link = f"/m/s/{token_of(OfPoster(survey.pk, world.store.pk))}/"
    monkeypatch.setattr("quen.member.limits.GIFTS_TO_ONE_ADDRESS", (2, timedelta(days=1)))

    def answers(on: Client, name: str) -> int:
        rest = on.post(link, {"score": "9", "stamp": stamped(name)}).headers["Location"]
        assert on.post(rest, {}).status_code == 302
        return Voucher.objects.filter(source=f"survey:{survey.pk}").count()

    assert [answers(phone, "one"), answers(phone, "two")] == [1, 1]
    assert [answers(Client(), "three"), answers(Client(), "four")] == [2, 2]


def test_anybody_answers_a_poster_and_machines_do_not(phone: Client, world: World, survey: Survey) -> None:
    address = f"/m/s/{token_of(OfPoster(survey.pk, world.store.pk))}/"
    assert "nameless" not in text(phone.get(address)), "a stranger has no name to leave out"
    assert phone.post(address, {"score": "8", "stamp": stamped()}).status_code == 302
    phone.post(address, {"score": "1", "stamp": stamped()})
    assert (Response.objects.get().score, Response.objects.get().store) == (8, world.store)
    for said in (
        {"stamp": "nonsense"},
        {"stamp": stamped("b"), "website": "x"},
        {"stamp": stamped("c", -timedelta(minutes=1))},  # too fast on the slowest machine, too
    ):
        assert 400 <= phone.post(address, {"score": "1", **said}).status_code < 500
    assert Response.objects.count() == 1


def test_one_place_answers_a_poster_so_often_only(phone: Client, survey: Survey) -> None:
    address = f"/m/s/{token_of(OfPoster(survey.pk, None))}/"
    for number in range(FROM_ONE_ADDRESS[0]):
        assert phone.post(address, {"score": "8", "stamp": stamped(str(number))}).status_code == 302
    assert phone.post(address, {"score": "8", "stamp": stamped("more")}).status_code == 429
    assert Response.objects.count() == FROM_ONE_ADDRESS[0]


def test_her_card_asks_once_and_her_tap_counts(world: World, survey: Survey) -> None:
    card = opened(world, world.lan)
    offer = "Cho chúng tôi hỏi một câu nhé?"
    assert offer not in text(card.get("/m/"))
    make_rule(survey=survey.pk, occasion=Occasion.MEMBER_PAGE, at=timezone.now(), by=world.by_mai)
    assert offer in text(card.get("/m/")) and not Invitation.objects.exists(), "seen is not asked"
    question = card.post("/m/surveys/").headers["Location"]
    assert offer not in text(card.get("/m/"))
    card.post(question, {"score": "9"})
    row = Response.objects.get()
    assert (row.customer, row.way, row.score) == (world.lan, "member_page", 9)
    assert card.post("/m/surveys/").headers["Location"] == "/m/" and Invitation.objects.count() == 1
    assert Client().post("/m/surveys/").status_code == 302 and Invitation.objects.count() == 1


def test_broken_and_ended_links_say_so(
    phone: Client, world: World, survey: Survey, invitation: Invitation
) -> None:
    assert phone.get("/m/s/i.1.nonsense/").status_code == 404
    assert phone.post(link_to(invitation), {"score": "99"}).status_code == 422
    assert phone.post(link_to(invitation), {}).status_code == 422
    close_survey(survey=survey.pk, at=timezone.now(), by=world.by_mai)
    over = phone.get(link_to(invitation))
    assert (over.status_code, over.headers["X-Robots-Tag"]) == (410, "noindex")


def test_english_words_for_who_reads_english(invitation: Invitation) -> None:
    page = text(Client(headers={"accept-language": "en"}).get(link_to(invitation)))
    assert "How likely are you to recommend us" in page


def test_a_photo_follows_the_stars(phone: Client, world: World) -> None:
    row = make_survey(name="Ảnh", form=FORM, at=timezone.now(), by=world.by_mai)
    asked = ask(
        survey=row.pk, customer=world.lan.pk, way=Way.EMAIL, key="p", at=timezone.now(), by=world.by_mai
    )
    rest = phone.post(link_to(asked), {"score": "2"}).headers["Location"]
    assert 'type="file"' in text(phone.get(rest))
    refused = phone.post(rest, {"seen": SimpleUploadedFile("a.jpg", b"<svg/>", "image/jpeg")})
    assert refused.status_code == 400 and "ảnh" in text(refused)
    assert Response.objects.get().completed_at is None
    sent = phone.post(rest, {"seen": SimpleUploadedFile("../../a.php", photograph(), "text/html")})
    assert (sent.status_code, Photo.objects.count()) == (302, 1)
    assert Response.objects.get().completed_at is not None
