"""What else customers let the chain hear: stars for single products, some with a photo, answers on the tablet at the
counter; and what the chain changed because of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from PIL import Image, ImageDraw

from quen.demo.loyalty.luck import chance
from quen.events.happening import Happening
from quen.kernel.actor import SYSTEM
from quen.kernel.picture import drawn
from quen.purchases.models import Line, Product, Purchase
from quen.shops.models import Store
from quen.surveys.events import ImprovementRecorded
from quen.surveys.find import newest_version
from quen.surveys.form import Question
from quen.surveys.improved_models import Improvement
from quen.surveys.models import AskingRule, Occasion, Response, Survey, SurveyVersion, Way
from quen.surveys.photo_models import Photo
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from quen.surveys.scales import SCALES, Band, QuestionKind
from quen.surveys.themes.keep import heard_in
from quen.surveys.themes.theme import Theme

_RATED, _TABLET, _PHOTOS = 120, 60, 5
_SAID = {
    Band.LOW: ("Gói bị hở, mất mùi thơm", "Vị khác hẳn lần trước", ""),
    Band.MIDDLE: ("Cũng được, hơi ngọt", "", ""),
    Band.HIGH: ("Rất thơm, sẽ mua lại", "Vừa miệng", "", ""),
}
_CHANGED = (
    ("Thêm quầy thu ngân giờ trưa", "Từ 11 giờ đến 13 giờ có thêm một quầy, khách không phải chờ lâu nữa.", Theme.WAIT),
    ("Đổi túi cà phê có van", "Túi mới giữ mùi lâu hơn. Cảm ơn mọi người đã chụp ảnh gửi quán.", Theme.QUALITY),
)  # fmt: skip


def hear_more(*, seed: int, begins: datetime, now: datetime) -> tuple[list[Response], list[Happening]]:
    """Write the survey of products, its answers and photos, answers on the tablet, and what was changed; the answers,
    whose events the caller tells, and the events of the changes."""
    ready = READY_MADE["product"]
    photo = Question("photo", QuestionKind.PHOTO, {"vi": "Gửi ảnh sản phẩm giúp quán nhé", "en": "Send us a photo"},
                     shown_to=(Band.LOW,))  # fmt: skip
    form = replace(ready.form, questions=(*ready.form.questions, photo))
    survey = make_survey(name=str(ready.name), form=form, is_of_product=True, at=begins, by=SYSTEM)
    AskingRule.objects.create(
        survey=survey, occasion=Occasion.RECEIPT, sample_percent=20, is_on=False, made_at=begins, made_by=str(SYSTEM)
    )  # fmt: skip
    nps = Survey.objects.filter(kind=QuestionKind.NPS, audience="customers").order_by("pk").first()
    rows = [
        *_rated(seed, newest_version(survey), now),
        *(_on_tablet(seed, newest_version(nps), now) if nps else []),
    ]
    Response.objects.bulk_create(rows)
    _take_photos([row for row in rows if row.product_id and row.band == Band.LOW][-_PHOTOS:])
    return rows, _change(now)


def _rated(seed: int, version: SurveyVersion, now: datetime) -> list[Response]:
    """Of the newest sales to known customers one product each."""
    sales = Purchase.objects.filter(
        customer__isnull=False, customer__is_internal=False, bought_at__lt=now - timedelta(hours=2)
    )
    newest = list(sales.order_by("-bought_at", "-pk")[: _RATED * 4 : 4])
    lines = Line.objects.filter(purchase__in=newest, product__isnull=False, amount_minor__gt=0).order_by("pk")
    products: dict[int, list[Product]] = {}
    for line in lines.select_related("product"):
        if line.product is not None:
            products.setdefault(line.purchase_id, []).append(line.product)
    return [
        _answer(seed, version, f"receipt:{version.survey_id}:{sale.pk}", Way.RECEIPT,
                sale.bought_at + timedelta(minutes=9),
                customer=sale.customer_id, purchase=sale.pk, store=sale.store_id,
                product=of[chance(f"{seed} product {sale.pk}", len(of))])
        for sale in newest
        if (of := products.get(sale.pk))
    ]  # fmt: skip


def _on_tablet(seed: int, version: SurveyVersion, now: datetime) -> list[Response]:
    stores = list(Store.objects.order_by("pk").values_list("pk", flat=True))
    return [
        _answer(seed, version, f"tablet:demo {number}", Way.TABLET, now - timedelta(hours=9 * number + 1),
                store=stores[chance(f"{seed} tablet {number}", len(stores))])
        for number in range(_TABLET)
    ]  # fmt: skip


def _answer(
    seed: int, version: SurveyVersion, key: str, way: Way, at: datetime, *, customer: int | None = None,
    purchase: int | None = None, store: int | None = None, product: Product | None = None,
) -> Response:  # fmt: skip
    thrown = chance(f"{seed} heard {key}", 10)
    band = Band.LOW if thrown < 2 else Band.MIDDLE if thrown < 4 else Band.HIGH
    scale = SCALES[QuestionKind(version.survey.kind)]
    score = max(score for score in scale.scores if scale.band(score) == band)
    said = _SAID[band][chance(f"{seed} says {key}", len(_SAID[band]))] if product else ""
    words = {"liked" if band == Band.HIGH else "better": said} if said else {}
    return Response(
        survey=version.survey, version=version, key=key, customer_id=customer, way=way, purchase_id=purchase,
        product=product, store_id=store, score=score, band=band, answers={"score": score, **words}, answered_at=at,
        completed_at=at + timedelta(minutes=1), **heard_in(said),
    )  # fmt: skip


def _take_photos(rows: Sequence[Response]) -> None:
    """A bag with a tear, drawn: no photo of anybody's."""
    image = Image.new("RGB", (480, 360), "#d8cfc4")
    pen = ImageDraw.Draw(image)
    pen.polygon([(140, 60), (340, 60), (370, 320), (110, 320)], fill="#5b3a24")
    pen.polygon([(250, 70), (262, 150), (246, 210), (256, 140)], fill="#d8cfc4")
    large, small = drawn(image, 480), drawn(image, 240)
    Photo.objects.bulk_create(
        Photo(response=row, question="photo", large=large, small=small, digest=f"demo{row.pk:012}"[:16],
              taken_at=row.answered_at)
        for row in rows
    )  # fmt: skip
    for row in rows:
        row.answers["photo"] = f"demo{row.pk:012}"[:16]
    Response.objects.bulk_update(rows, ["answers"])


def _change(now: datetime) -> list[Happening]:
    changed = Improvement.objects.bulk_create(
        Improvement(title=title, words=words, since=(now - timedelta(days=40 * place + 20)).date(), theme=theme,
                    made_at=now - timedelta(days=40 * place + 20), made_by=str(SYSTEM))
        for place, (title, words, theme) in enumerate(_CHANGED)
    )  # fmt: skip
    return [
        ImprovementRecorded(at=row.made_at, by=SYSTEM, subject=row.pk, title=row.title, change="recorded")
        for row in changed
    ]
