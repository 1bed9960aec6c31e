"""Surveys that need no thought: made with one press, changed like any other.

Words as shops speak, in both languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from quen.surveys.form import Choice, Question, SurveyForm, Words
from quen.surveys.models import Audience
from quen.surveys.scales import Band, QuestionKind

_LOW_OR_MIDDLE = (Band.LOW, Band.MIDDLE)
_THANKS: Words = {
    "vi": "Cảm ơn bạn. Chúng tôi đọc từng câu trả lời.",
    "en": "Thank you. We read every answer.",
}


@dataclass(frozen=True)
class ReadyMade:
    """`name` is offered as the survey's name, `says` tells staff when to take it."""

    key: str
    name: str | Promise
    says: str | Promise
    form: SurveyForm
    audience: Audience = Audience.CUSTOMERS
    is_of_product: bool = False


def _words(vi: str, en: str) -> Words:
    return {"vi": vi, "en": en}


def _text(key: str, vi: str, en: str, *shown_to: Band) -> Question:
    return Question(key, QuestionKind.TEXT, _words(vi, en), shown_to=shown_to)


_LOW_REASONS = Question(
    "reasons",
    QuestionKind.CHOICE,
    _words("Điều gì chưa ổn?", "What was not right?"),
    choices=(
        Choice("quality", _words("Chất lượng hàng, món", "Quality of the goods")),
        Choice("staff", _words("Thái độ nhân viên", "How staff treated me")),
        Choice("wait", _words("Chờ lâu", "The wait")),
        Choice("price", _words("Giá", "The price")),
        Choice("clean", _words("Vệ sinh, không gian", "Cleanliness, the place")),
        Choice("delivery", _words("Giao hàng", "Delivery")),
    ),
    takes_many=True,
    shown_to=_LOW_OR_MIDDLE,
)
_BETTER = _text("better", "Chúng tôi nên làm gì tốt hơn?", "What should we do better?", *_LOW_OR_MIDDLE)
_LIKED = _text("liked", "Bạn thích nhất điều gì?", "What did you like best?", Band.HIGH)

_NPS = SurveyForm(
    (
        Question(
            "score",
            QuestionKind.NPS,
            _words(
                "Bạn có sẵn lòng giới thiệu chúng tôi cho bạn bè, người thân không?",
                "How likely are you to recommend us to a friend?",
            ),
            least=_words("Chắc chắn không", "Not at all"),
            most=_words("Chắc chắn có", "Certainly"),
        ),
        _LOW_REASONS,
        _BETTER,
        _LIKED,
    ),
    _THANKS,
)
_CSAT = SurveyForm(
    (
        Question(
            "score",
            QuestionKind.CSAT,
            _words("Bạn hài lòng với lần ghé này không?", "How satisfied are you with this visit?"),
            least=_words("Rất không hài lòng", "Not at all"),
            most=_words("Rất hài lòng", "Very satisfied"),
        ),
        _LOW_REASONS,
        _BETTER,
        _LIKED,
    ),
    _THANKS,
)
_CES = SurveyForm(
    (
        Question(
            "score",
            QuestionKind.CES,
            _words(
                "Cửa hàng đã giúp bạn xử lý việc này thật dễ dàng. Bạn có đồng ý không?",
                "The shop made it easy to handle my issue. Do you agree?",
            ),
            least=_words("Hoàn toàn không đồng ý", "Strongly disagree"),
            most=_words("Hoàn toàn đồng ý", "Strongly agree"),
        ),
        _text("hard", "Điều gì làm bạn mất công?", "What took you trouble?", *_LOW_OR_MIDDLE),
    ),
    _THANKS,
)
_STARS = SurveyForm(
    (
        Question(
            "score",
            QuestionKind.STARS,
            _words("Bạn cho lần mua này mấy sao?", "How many stars for this purchase?"),
        ),
        _LOW_REASONS,
        _BETTER,
        _LIKED,
    ),
    _THANKS,
)
_PRODUCT = SurveyForm(
    (
        Question(
            "score",
            QuestionKind.STARS,
            _words("Bạn cho sản phẩm này mấy sao?", "How many stars for this product?"),
        ),
        _text(
            "better",
            "Sản phẩm này nên tốt hơn ở điểm nào?",
            "What should be better about it?",
            *_LOW_OR_MIDDLE,
        ),
        _text("liked", "Bạn thích điều gì ở sản phẩm này?", "What do you like about it?", Band.HIGH),
    ),
    _THANKS,
)
LEAVING = "leaving"
"""The first question's key by which a goodbye is known; its choices are reasons of leaving."""
_GOODBYE = SurveyForm(
    (
        Question(
            LEAVING,
            QuestionKind.CHOICE,
            _words("Vì sao bạn không ghé nữa?", "Why do you no longer come?"),
            choices=(
                Choice("price", _words("Giá", "The price")),
                Choice("elsewhere", _words("Tôi mua ở nơi khác", "I buy elsewhere")),
                Choice("service", _words("Tôi chưa hài lòng", "I was not satisfied")),
                Choice(
                    "need", _words("Không còn cần, hoặc đã chuyển đi", "No need any more, or I moved away")
                ),
                Choice("messages", _words("Quá nhiều tin nhắn", "Too many messages")),
                Choice("other", _words("Lý do khác", "Another reason")),
            ),
        ),
        _text("where", "Bạn mua ở đâu, và nơi đó có gì hơn?", "Where do you buy, and what is better there?"),
        _text("back", "Điều gì sẽ đưa bạn trở lại?", "What would bring you back?"),
    ),
    _THANKS,
)
_ENPS = SurveyForm(
    (
        Question(
            "score",
            QuestionKind.NPS,
            _words(
                "Bạn có sẵn lòng giới thiệu bạn bè vào làm ở đây không?",
                "How likely are you to recommend working here to a friend?",
            ),
            least=_words("Chắc chắn không", "Not at all"),
            most=_words("Chắc chắn có", "Certainly"),
        ),
        _text("better", "Điều gì nên thay đổi ở đây?", "What should change here?"),
    ),
    _words(
        "Cảm ơn bạn. Không ai biết câu này là của bạn.",
        "Thank you. Nobody can tell that this answer is yours.",
    ),
)

READY_MADE: Mapping[str, ReadyMade] = {
    each.key: each
    for each in (
        ReadyMade("nps", _("Would recommend us"), _("Whether customers would recommend the shop: on posters, "
                  "and to regulars twice a year."), _NPS),
        ReadyMade("csat", _("Satisfied with this visit"), _("After a visit: on the receipt or the table."), _CSAT),
        ReadyMade("stars", _("Stars for the purchase"), _("After a purchase, by a message or on the receipt."), _STARS),
        ReadyMade("product", _("Stars for a product"), _("About one of the products bought, each in its turn: "
                  "after a purchase, on the receipt, or by a code at the shelf."), _PRODUCT, is_of_product=True),
        ReadyMade("ces", _("Was it easy"), _("After a question or complaint was settled."), _CES),
        ReadyMade("goodbye", _("Goodbye"), _("To who has stopped coming: why, and for whom."), _GOODBYE),
        ReadyMade("enps", _("Would recommend working here"), _("For your staff. Anonymous always."), _ENPS,
                  Audience.STAFF),
    )
}  # fmt: skip
