"""The shop's tablet asks whoever stands before it, begins anew, and leads nowhere else."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quen.member.limits import FROM_ONE_ADDRESS
from quen.purchases.models import Purchase
from quen.surveys.links import OfPoster, OfTablet, token_of
from quen.surveys.models import Response, Survey
from quen.surveys.ready_made import READY_MADE
from quen.surveys.save import close_survey, make_survey
from tests.member.test_surveys import stamped, text
from tests.surveys.lan_answers import lan_buys
from tests.world import World


@pytest.fixture
def survey(world: World) -> Survey:
    return make_survey(name="NPS", form=READY_MADE["nps"].form, at=timezone.now(), by=world.by_mai)


@pytest.fixture
def tablet() -> Client:
    return Client(headers={"accept-language": "vi"})


def page_of(survey: Survey, world: World, *, after_sale: bool = False) -> str:
    return reverse("member:tablet", args=[token_of(OfTablet(survey.pk, world.store.pk, after_sale))])


def test_a_tap_the_rest_and_the_first_question_again(tablet: Client, survey: Survey, world: World) -> None:
    first = page_of(survey, world)
    page = text(tablet.get(first))
    assert page.count('class="m-tap"') == 11 and 'http-equiv="refresh"' in page
    assert "console" not in page and 'href="/m/"' not in page, "nothing leads elsewhere"
    more = tablet.post(first, {"score": "3", "stamp": stamped()}).headers["Location"]
    assert "Chờ lâu" in text(tablet.get(more))
    thanks = text(tablet.post(more, {"reasons": ["wait"]}))
    assert "Cảm ơn" in thanks and f"url={first}" in thanks
    row = Response.objects.get()
    assert (row.way, row.customer, row.purchase, row.store, row.score) == (
        "tablet",
        None,
        None,
        world.store,
        3,
    )
    assert tablet.get(more).headers["Location"] == first, "who goes back sees nothing of it"
    tablet.post(first, {"score": "9", "stamp": stamped("next")})
    assert Response.objects.count() == 2


def test_who_leaves_in_the_middle_leaves_the_tap(tablet: Client, survey: Survey, world: World) -> None:
    first = page_of(survey, world)
    more = tablet.post(first, {"score": "3", "stamp": stamped()}).headers["Location"]
    assert f"url={first}" in text(tablet.get(more)), "left alone it begins anew"
    assert Response.objects.get().score == 3


def test_after_the_tills_sale_the_buyer_is_asked(tablet: Client, survey: Survey, world: World) -> None:
    first, now = page_of(survey, world, after_sale=True), timezone.now()
    assert "lần mua lúc" not in text(tablet.get(first))
    sale = lan_buys(world, now - timedelta(minutes=1))
    page = text(tablet.get(first))
    assert "lần mua lúc" in page
    sent = {"score": "9", "stamp": stamped(), "sale": page.split('name="sale" value="')[1].split('"')[0]}
    tablet.post(first, sent)
    row = Response.objects.get()
    assert (row.customer, row.purchase, row.staff_name, row.way) == (world.lan, sale, "Tú", "tablet")
    assert "lần mua lúc" not in text(tablet.get(first)), "asked once"


def test_not_mine_is_nobodys(tablet: Client, survey: Survey, world: World) -> None:
    first = page_of(survey, world, after_sale=True)
    lan_buys(world, timezone.now() - timedelta(minutes=1))
    sale = text(tablet.get(first)).split('name="sale" value="')[1].split('"')[0]
    tablet.post(first, {"score": "2", "stamp": stamped(), "sale": sale, "nameless": "on"})
    row = Response.objects.get()
    assert (row.customer, row.purchase) == (None, None)


def test_two_sales_at_once_are_nobodys(tablet: Client, survey: Survey, world: World) -> None:
    for receipt in ("HD1", "HD2"):
        lan_buys(world, timezone.now() - timedelta(minutes=1), receipt=receipt)
    assert "lần mua lúc" not in text(tablet.get(page_of(survey, world, after_sale=True)))
    assert Purchase.objects.count() == 2


def test_a_made_up_sale_and_other_links_are_refused(tablet: Client, survey: Survey, world: World) -> None:
    first = page_of(survey, world, after_sale=True)
    assert tablet.post(first, {"score": "9", "stamp": stamped(), "sale": "b.1.1.aaaa"}).status_code == 404
    assert tablet.get(reverse("member:tablet", args=[token_of(OfPoster(survey.pk, None))])).status_code == 404
    assert tablet.get(first.replace("/t.", "/u.")).status_code == 404
    close_survey(survey=survey.pk, at=timezone.now(), by=world.by_mai)
    assert tablet.get(first).status_code == 410
    assert not Response.objects.exists()


def test_machines_and_many_at_once_are_kept_away(tablet: Client, survey: Survey, world: World) -> None:
    first = page_of(survey, world)
    soon = timezone.now() + timedelta(minutes=1)  # too fast on the slowest machine, too
    fast = signing.dumps([soon.timestamp(), "x"], salt="quen.member.join")
    assert tablet.post(first, {"score": "9", "stamp": fast}).status_code >= 400
    for number in range(FROM_ONE_ADDRESS[0]):
        tablet.post(first, {"score": "9", "stamp": stamped(str(number))})
    assert tablet.post(first, {"score": "0", "stamp": stamped("more")}).status_code == 429
    assert Response.objects.count() == FROM_ONE_ADDRESS[0]


def test_it_opens_only_where_nobody_is_signed_in(tablet: Client, survey: Survey, world: World) -> None:
    first = page_of(survey, world)
    tablet.force_login(world.mai)
    page = text(tablet.get(first))
    assert "Đăng xuất trước" in page and "m-tap" not in page
    tablet.post(first, {"score": "9", "stamp": stamped()})
    assert not Response.objects.exists()
    assert tablet.post(first, {"sign_out": "1"}).status_code == 302
    assert "m-tap" in text(tablet.get(first))
    assert tablet.get(reverse("console:people:list")).status_code == 302, "the console is closed"
