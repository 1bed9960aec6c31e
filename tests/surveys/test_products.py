"""Stars for one product: of those bought one is asked about, and the answer stays with it."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from quen.events.models import Event
from quen.insight.feedback.results import results
from quen.purchases.models import Line, Product, Purchase
from quen.surveys.answer import answer
from quen.surveys.asking import make_rule
from quen.surveys.errors import BadSurvey, SurveyLinkRefused
from quen.surveys.links import OfPoster, OfReceipt, target_of, token_of
from quen.surveys.models import Audience, Occasion, Response, Survey
from quen.surveys.offer import link_on_receipt
from quen.surveys.products import product_of
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import make_survey
from tests.surveys.lan_answers import BY_LAN, lan_buys, lan_is_asked, taps
from tests.world import World

MINUTE = timedelta(minutes=1)


@pytest.fixture
def stars(world: World, now: datetime) -> Survey:
    return make_survey(
        name="Sao cho món", form=READY_MADE["product"].form, is_of_product=True, at=now, by=world.by_mai
    )


def bought_with(
    world: World, at: datetime, *names: str, receipt: str = "HD1", known: bool = True
) -> Purchase:
    purchase = lan_buys(world, at, receipt=receipt, known=known)
    for number, name in enumerate(names):
        product, _new = Product.objects.get_or_create(code=name, defaults={"name": name})
        Line.objects.create(
            purchase=purchase, fingerprint=number, product=product, quantity=1, amount_minor=40_000
        )
    return purchase


def test_one_of_the_products_is_asked_about_and_each_has_its_turn(
    world: World, stars: Survey, now: datetime
) -> None:
    counts = {"Phin": 0, "Bánh": 0, "Trà": 0}
    for number in range(60):
        sold = bought_with(world, now, *counts, receipt=f"HD{number}")
        drawn = product_of(sold.pk)
        assert drawn == product_of(sold.pk), "the same each time it is looked at"
        counts[Product.objects.get(pk=drawn or 0).name] += 1
    assert sum(counts.values()) == 60 and min(counts.values()) >= 10
    assert product_of(lan_buys(world, now, receipt="without lines").pk) is None


def test_the_answer_stays_with_its_product(world: World, stars: Survey, now: datetime) -> None:
    sold = bought_with(world, now, "Phin", "Bánh")
    asked = lan_is_asked(world, stars, now, purchase=sold.pk)
    row = taps(asked, 1, now + MINUTE)
    assert asked.product_id == row.product_id == product_of(sold.pk) and row.customer == world.lan
    name = str(row.product)
    facts = Event.objects.get(kind="survey.answered").facts
    assert (facts["product"], facts["is_low"]) == (name, True)
    other = "Bánh" if name == "Phin" else "Phin"
    found = results(stars, since=now, until=now + 2 * MINUTE)
    [one] = found.cuts["product"]
    assert (one.name, one.responses, one.low) == (str(row.product_id), 1, 1), f"{other} was not rated"


def test_a_survey_of_the_purchase_still_counts_for_every_product(world: World, now: datetime) -> None:
    plain = make_survey(name="Sao", form=READY_MADE["stars"].form, at=now, by=world.by_mai)
    sold = bought_with(world, now, "Phin", "Bánh")
    row = taps(lan_is_asked(world, plain, now, purchase=sold.pk), 5, now)
    assert row.product_id is None and "product" not in Event.objects.get(kind="survey.answered").facts
    assert len(results(plain, since=now, until=now + MINUTE).cuts["product"]) == 2


def test_staff_ask_about_what_she_bought_last(world: World, stars: Survey, now: datetime) -> None:
    with pytest.raises(BadSurvey):
        lan_is_asked(world, stars, now)
    bought_with(world, now - timedelta(days=3), "Phin")
    newest = bought_with(world, now, "Trà", receipt="HD2")
    asked = lan_is_asked(world, stars, now)
    assert (asked.purchase_id, asked.product.name) == (newest.pk, "Trà")


def test_a_code_at_the_shelf_and_a_receipt_name_the_product(
    world: World, stars: Survey, now: datetime, client: Client
) -> None:
    sold = bought_with(world, now, "Phin", known=False)
    shelf = token_of(OfPoster(stars.pk, None, product_of(sold.pk)))
    assert target_of(shelf) == OfPoster(stars.pk, None, product_of(sold.pk))
    for token in (shelf, token_of(OfReceipt(stars.pk, sold.pk))):
        page = client.get(f"/m/s/{token}/").content.decode()
        assert "Phin" in page and "Bạn cho sản phẩm này mấy sao?" in page
    for asked in (OfPoster(stars.pk, None, product_of(sold.pk)), OfReceipt(stars.pk, sold.pk)):
        answer(asked=asked, given={"score": ["4"]}, key="one", at=now, by=BY_LAN)
    assert [row.product.name for row in Response.objects.all()] == ["Phin", "Phin"]
    bare = lan_buys(world, now, receipt="bare", known=False)
    for nothing in (OfPoster(stars.pk, None), OfReceipt(stars.pk, bare.pk)):
        with pytest.raises(SurveyLinkRefused):
            answer(asked=nothing, given={"score": ["4"]}, key="two", at=now, by=BY_LAN)


def test_only_occasions_with_a_purchase_ask_about_a_product(
    world: World, stars: Survey, now: datetime
) -> None:
    for occasion in (Occasion.MEMBER_PAGE, Occasion.PANEL, Occasion.TICKET):
        with pytest.raises(BadSurvey):
            make_rule(survey=stars.pk, occasion=occasion, at=now, by=world.by_mai)
    make_rule(survey=stars.pk, occasion=Occasion.RECEIPT, at=now, by=world.by_mai)
    sold, bare = bought_with(world, now, "Phin"), lan_buys(world, now, receipt="bare")
    link = link_on_receipt(purchase=sold.pk, store=world.store.pk) or ""
    assert target_of(link.rstrip("/").rpartition("/")[2]) == OfReceipt(stars.pk, sold.pk)
    assert link_on_receipt(purchase=bare.pk, store=world.store.pk) is None
    with pytest.raises(BadSurvey):
        make_survey(name="Đội", form=READY_MADE["product"].form, audience=Audience.STAFF, is_of_product=True,
                    at=now, by=world.by_mai)  # fmt: skip
