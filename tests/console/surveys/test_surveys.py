"""Mai asks, reads what came, and takes it home."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quen.events.models import Event
from quen.kernel.actor import Actor, ActorKind
from quen.people.models import Customer
from quen.purchases.models import Product
from quen.shops.models import Staff
from quen.shops.roles import Role
from quen.surveys.answer import answer, say_more
from quen.surveys.find import form_of, newest_version
from quen.surveys.form import Choice, Question, SurveyForm
from quen.surveys.links import OfInvitation, OfPoster, token_of
from quen.surveys.models import Audience, Invitation, Survey
from quen.surveys.photos import keep_photo
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.surveys.scales import QuestionKind
from quen.surveys.themes.accuracy import ACCURACY, HELD_OUT_REVIEWS
from quen.surveys.themes.theme import Theme
from tests import world as cast
from tests.console.cast import signed_in
from tests.surveys.lan_answers import BY_LAN, lan_is_asked, taps
from tests.surveys.test_photos import FORM, photograph
from tests.world import World


@pytest.fixture
def shop(db: None) -> World:
    return cast.build()


@pytest.fixture
def mai(shop: World) -> Client:
    return signed_in(shop.mai)


def at(address: str, *arguments: object) -> str:
    return reverse(f"console:surveys:{address}", args=arguments)


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def asked(shop: World, key: str = "nps") -> Survey:
    ready = READY_MADE[key]
    return make_survey(
        name=str(ready.name), form=ready.form, at=timezone.now(), by=shop.by_mai, audience=ready.audience
    )


def posted(survey: Survey, store: int | None, *scores: int, ago: timedelta = timedelta()) -> None:
    for number, score in enumerate(scores):
        answer(asked=OfPoster(survey.pk, store), given={"score": [str(score)]}, key=f"{store} {ago} {number}",
               at=timezone.now() - ago, by=BY_LAN)  # fmt: skip


def test_mai_takes_a_ready_made_survey_and_changes_its_words(mai: Client, shop: World) -> None:
    assert "Chưa hỏi ai" in text(mai.get(at("index")))
    assert mai.post(at("new"), {"ready": "stars"}).status_code == 302
    survey = Survey.objects.get()
    page = text(mai.get(at("edit", survey.pk)))
    assert 'name="q3-words_vi"' in page and 'name="q4-words_vi"' in page
    typed = {
        "name": "Sao", "thanks_vi": "Cảm ơn", "thanks_en": "", "q0-key": "score", "q0-kind": "stars",
        "q0-words_vi": "Mấy sao?", "q1-key": "reasons", "q1-kind": "choice", "q1-words_vi": "Vì sao?",
        "q1-choices": "Chờ lâu | The wait\nỒn ào | Noise", "q1-takes_many": "on", "q1-shown_to": ["low"],
        "q2-key": "better", "q2-kind": "text", "q2-words_vi": "", "q3-kind": "text", "q3-words_vi": "Gì nữa?",
    }  # fmt: skip
    assert mai.post(at("edit", survey.pk), typed).status_code == 302
    survey.refresh_from_db()
    form = form_of(newest_version(survey))
    assert (survey.name, survey.version, [question.key for question in form.questions]) == (
        "Sao", 2, ["score", "reasons", "q1"],
    )  # fmt: skip
    assert [choice.key for choice in form.questions[1].choices] == ["wait", "c1"], (
        "a known choice keeps its key"
    )
    assert mai.post(at("edit", survey.pk), typed | {"q1-choices": "Chỉ một"}).status_code == 422
    assert mai.post(at("edit", survey.pk), typed | {"q0-kind": "nps"}).status_code == 422
    assert mai.post(at("new"), {"ready": "nonsense"}).status_code == 404


def test_results_warn_below_thirty_answers(mai: Client, shop: World) -> None:
    survey = asked(shop)
    assert "Chưa có câu trả lời" in text(mai.get(at("show", survey.pk)))
    posted(survey, shop.store.pk, *[10] * 20, *[2] * 5)
    page = text(mai.get(at("show", survey.pk)))
    assert "Chỉ có 25 câu trả lời" in page and "Quận 1" in page
    posted(survey, None, *[9] * 10, ago=timedelta(days=45))
    page = text(mai.get(at("show", survey.pk)))
    assert "Chỉ có" not in page
    assert "71" in page  # 30 of 35 less 5 of 35
    assert "Chỉ có 25" in text(mai.get(at("show", survey.pk) + "?days=30"))


def test_answers_are_found_and_exported_word_for_word(mai: Client, shop: World) -> None:
    survey = asked(shop)
    row = taps(lan_is_asked(shop, survey, timezone.now()), 2, timezone.now())
    say_more(
        response=row.pk, given={"reasons": ["wait"], "better": ["=Nhanh hơn"]}, at=timezone.now(), by=BY_LAN
    )
    posted(survey, shop.store.pk, 10)
    for query, is_hers in (("", True), ("?q=nhanh", True), ("?q=nguyen thi lan", True), ("?band=low", True),
                           ("?words=1", True), (f"?customer={shop.lan.pk}", True), (f"?store={shop.store.pk}", False),
                           ("?band=high", False), ("?survey=999", False), ("?q=không có", False)):  # fmt: skip
        page = text(mai.get(at("answers") + query))
        assert ("Nhanh hơn" in page) == is_hers, query
    file = b"".join(mai.get(at("export", "csv") + "?band=low").streaming_content).decode()  # type: ignore[attr-defined]
    assert "'=Nhanh hơn" in file and "Chờ lâu" in file and "Nguyễn Thị Lan" in file
    sheet = mai.get(at("export", "xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(sheet.streaming_content)))  # type: ignore[attr-defined]
    assert book.active is not None and book.active.max_row == 3
    assert Event.objects.filter(kind="survey.exported").count() == 2


def test_themes_stand_on_the_results_with_how_right_they_are_and_lead_to_the_words(
    mai: Client, shop: World
) -> None:
    survey = asked(shop)
    row = taps(lan_is_asked(shop, survey, timezone.now()), 2, timezone.now())
    say_more(response=row.pk, given={"better": ["Đợi lâu, bánh ngon"]}, at=timezone.now(), by=BY_LAN)
    page = text(mai.get(at("show", survey.pk)))
    assert "Chờ đợi" in page and f"{HELD_OUT_REVIEWS}" in page
    assert f"F1 {ACCURACY[Theme.WAIT].f1:.0f}" in page
    for query, is_hers in (("?theme=wait", True), ("?theme=wait&mood=blame", True), ("?theme=wait&mood=praise", False),
                           ("?theme=quality&mood=praise", True), ("?theme=price", False), ("?theme=x&mood=y", True)):  # fmt: skip
        assert ("bánh ngon" in text(mai.get(at("answers") + query))) == is_hers, query
    file = b"".join(mai.get(at("export", "csv")).streaming_content).decode()  # type: ignore[attr-defined]
    assert "Chờ đợi −" in file


def test_posters_and_links_lead_to_the_question(mai: Client, shop: World) -> None:
    survey = asked(shop)
    page = text(mai.get(at("posters", survey.pk)))
    assert f"/m/s/{token_of(OfPoster(survey.pk, shop.store.pk))}/" in page
    assert mai.get(at("poster", survey.pk, shop.store.pk)).content.startswith(b"%PDF")
    assert mai.get(at("poster", survey.pk, 0)).content.startswith(b"%PDF")
    page = text(mai.post(at("link", shop.lan.pk), {"survey": str(survey.pk)}))
    assert f"/m/s/{token_of(OfInvitation(Invitation.objects.get().pk))}/" in page
    mai.post(at("close", survey.pk))
    assert mai.get(at("posters", survey.pk)).status_code == 404
    assert mai.post(at("link", shop.lan.pk), {"survey": str(survey.pk)}).status_code == 302
    mai.post(at("reopen", survey.pk))
    assert mai.get(at("posters", survey.pk)).status_code == 200


def test_her_answer_stands_on_her_profile_and_in_her_story(mai: Client, shop: World) -> None:
    survey = asked(shop)
    assert "Chưa trả lời" in text(mai.get(at("of_customer", shop.lan.pk)))
    taps(lan_is_asked(shop, survey, timezone.now()), 2, timezone.now())
    assert "2/10" in text(mai.get(at("of_customer", shop.lan.pk)))
    assert "2/10" in text(mai.get(reverse("console:people:story", args=[shop.lan.pk])))
    assert mai.get(at("of_customer", 999)).status_code == 404


def test_answers_of_staff_are_shown_by_fives_and_never_listed(mai: Client, shop: World) -> None:
    survey = asked(shop, "enps")
    for number in range(4):
        row = answer(
            asked=OfPoster(survey.pk, None), given={"score": ["0"]}, key=str(number), at=timezone.now(),
            by=Actor(ActorKind.MEMBER),
        )  # fmt: skip
        say_more(response=row.pk, given={"better": [f"Lương {number}"]}, at=timezone.now(), by=BY_LAN)
    page = text(mai.get(at("show", survey.pk)))
    assert "Lương" not in page and "Chưa đủ" in page
    assert "Lương" not in text(mai.get(at("answers")))
    assert "−100" not in text(mai.get(at("index")))
    answer(asked=OfPoster(survey.pk, None), given={"score": ["0"]}, key="5", at=timezone.now(), by=BY_LAN)
    page = text(mai.get(at("show", survey.pk)))
    assert "Lương 3" in page and "−100" in page


@pytest.mark.parametrize("name", ["index", "show", "answers", "edit", "posters", "of_customer", "silent"])
def test_pages_ask_at_most_twelve_queries(mai: Client, shop: World, name: str) -> None:
    survey = asked(shop)
    asked(shop, "stars")
    taps(lan_is_asked(shop, survey, timezone.now()), 2, timezone.now())
    posted(survey, shop.store.pk, *range(11))
    arguments = {"index": [], "answers": [], "of_customer": [shop.lan.pk]}.get(name, [survey.pk])
    mai.get(at(name, *arguments))
    with CaptureQueriesContext(connection) as queries:
        text(mai.get(at(name, *arguments)))
    assert len(queries) <= 12


def test_a_cashier_reads_no_answers(shop: World) -> None:
    tu = signed_in(Staff.objects.get(role=Role.CASHIER))
    assert {tu.get(at(page)).status_code for page in ("index", "answers")} == {403}
    profile = tu.get(reverse("console:people:show", args=[shop.lan.pk])).content.decode()
    assert "customer-answers" not in profile


def test_who_did_not_answer_is_told_by_stage_and_store(mai: Client, shop: World) -> None:
    survey = asked(shop)
    assert "Chưa hỏi ai" in text(mai.get(at("silent", survey.pk)))
    now = timezone.now()
    taps(lan_is_asked(shop, survey, now), 9, now)
    lan_is_asked(shop, survey, now, customer=Customer.objects.create(name="Hoa").pk, key="hoa")
    page = text(mai.get(at("silent", survey.pk)))
    assert 'data-label="Không trả lời">1<' in page and 'data-label="Đã trả lời">50' in page
    assert "NPS của tất cả người được hỏi" in page and "quá ít để dựa vào" in page


def test_a_photo_stands_beside_its_answer_for_staff_alone(mai: Client, shop: World) -> None:
    now = timezone.now()
    survey = make_survey(name="Ảnh", form=FORM, at=now, by=shop.by_mai)
    row = taps(lan_is_asked(shop, survey, now), 2, now)
    photo = keep_photo(response=row.pk, question="seen", content=photograph(), at=now)
    address = at("photo", photo.pk, photo.digest, "small")
    assert address in text(mai.get(at("answers")))
    seen = mai.get(address)
    assert (
        seen.headers["Content-Type"] == "image/webp" and seen.headers["X-Content-Type-Options"] == "nosniff"
    )
    assert (
        "sandbox" in seen.headers["Content-Security-Policy"] and "no-store" in seen.headers["Cache-Control"]
    )
    assert mai.get(at("photo", photo.pk, "0" * 16, "small")).status_code == 404
    assert signed_in(shop.tu).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_survey_that_begins_with_a_choice_shows_what_was_chosen(mai: Client, shop: World) -> None:
    now = timezone.now()
    survey = make_survey(name="Tạm biệt", form=READY_MADE["goodbye"].form, at=now, by=shop.by_mai)
    invitation = lan_is_asked(shop, survey, now)
    answer(asked=OfInvitation(invitation.pk), given={"leaving": ["price"]}, key="", at=now, by=BY_LAN)
    page = text(mai.get(at("show", survey.pk)))
    assert "“Giá”" in page
    assert "Chưa có câu trả lời" not in page


def test_every_further_question_has_its_result(mai: Client, shop: World) -> None:
    now = timezone.now()
    often = Question("often", QuestionKind.CHOICE, {"vi": "Bao lâu ghé một lần?"},
                     choices=(Choice("week", {"vi": "Mỗi tuần"}), Choice("month", {"vi": "Mỗi tháng"})))  # fmt: skip
    form = SurveyForm((*READY_MADE["nps"].form.questions[:2], often, Question("ease", QuestionKind.CES, {"vi": "Có dễ không?"})), {})  # fmt: skip
    survey = make_survey(name="Dài", form=form, at=now, by=shop.by_mai)
    row = taps(lan_is_asked(shop, survey, now), 2, now)
    said = {"reasons": ["wait"], "often": ["week"], "ease": ["6"]}
    say_more(response=row.pk, given=said, at=now, by=BY_LAN)
    page = text(mai.get(at("show", survey.pk)))
    assert "“Chờ lâu”" in page and "“Mỗi tuần”" in page, "each question of choices has its chart"
    assert "Có dễ không?" in page and 'data-label="Trung bình">6,0' in page


def test_which_choice_the_newest_of_the_staff_tapped_is_not_shown(mai: Client, shop: World) -> None:
    now = timezone.now()
    why = Question("why", QuestionKind.CHOICE, {"vi": "Điều gì nên đổi?"},
                   choices=(Choice("pay", {"vi": "Lương"}), Choice("hours", {"vi": "Giờ làm"})))  # fmt: skip
    form = SurveyForm((READY_MADE["enps"].form.first, why), {})
    survey = make_survey(name="Đội", form=form, at=now, by=shop.by_mai, audience=Audience.STAFF)

    def shown() -> str:
        return text(mai.get(at("show", survey.pk)))

    for number in range(6):
        row = answer(
            asked=OfPoster(survey.pk, None), given={"score": ["9"]}, key=str(number), at=now, by=BY_LAN
        )
        say_more(response=row.pk, given={"why": ["pay"]}, at=now, by=BY_LAN)
        if number == 4:
            after_five = shown()
    rows = '<td class="num">5</td>'
    assert "“Lương”" in after_five and after_five.count(rows) == shown().count(rows) > 0, (
        "the sixth is not counted yet"
    )


def test_codes_and_results_of_single_products(mai: Client, shop: World) -> None:
    assert mai.post(at("new"), {"ready": "product"}).status_code == 302
    survey = Survey.objects.get()
    assert survey.is_of_product and "Chưa có sản phẩm" in text(mai.get(at("posters", survey.pk)))
    phin = Product.objects.create(code="phin", name="Phin nhôm")
    tea = Product.objects.create(code="tra", name="Trà sen")
    page = text(mai.get(at("posters", survey.pk) + "?q=phin"))
    token = token_of(OfPoster(survey.pk, None, phin.pk))
    assert "Phin nhôm" in page and token in page and "Trà sen" not in page
    paper = mai.get(at("product_poster", survey.pk, phin.pk))
    assert (
        paper["Content-Type"] == "application/pdf" and mai.get(at("poster", survey.pk, 0)).status_code == 404
    )
    for product, score in ((phin, 1), (phin, 2), (tea, 5)):
        asked_of = OfPoster(survey.pk, None, product.pk)
        answer(
            asked=asked_of,
            given={"score": [str(score)]},
            key=f"{product} {score}",
            at=timezone.now(),
            by=BY_LAN,
        )
    page = text(mai.get(at("show", survey.pk)))
    assert "Phin nhôm" in page and "Trà sen" in page
    listed = text(mai.get(at("answers") + f"?product={phin.pk}"))
    assert listed.count("1/5") + listed.count("2/5") == 2 and "5/5" not in listed
    form = text(mai.get(at("asking", survey.pk)))
    assert 'value="purchase"' in form and 'value="receipt"' in form and 'value="panel"' not in form
    file = b"".join(mai.get(at("export", "csv"))).decode()
    assert "Mặt hàng" in file.splitlines()[0] and "Phin nhôm" in file
