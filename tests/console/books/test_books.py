"""Mai reads the books, corrects, approves and undoes; Tú does not."""

import io
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quen.people.models import Customer, IdentityKind
from quen.people.recognise import add_identity, recognition
from quen.points.adjust import adjust
from quen.points.earn import earn
from quen.points.expire import expire_due
from quen.points.models import Transfer
from quen.points.reads import balance_of
from quen.points.redeem import redeem
from quen.points.settings import points_settings
from quen.points.terms import Adjustment, Decision
from quen.shops.models import Staff
from quen.shops.roles import Role
from tests.flows.loyal import member, running
from tests.world import World, staff


@pytest.fixture
def mai(client: Client, world: World) -> Client:
    client.force_login(world.mai)
    return client


@pytest.fixture
def chi(world: World) -> Staff:
    """Support: asks for corrections, approves none."""
    return staff(name="Phạm Chi", email="chi@example.com", role=Role.SUPPORT)


def give(world: World, points: int) -> Transfer:
    at = timezone.now()
    ends = at + timedelta(days=90)
    return earn(customer=world.lan.pk, points=points, at=at, expires_at=ends, version=1, reason="Chào mừng",
                key=uuid4().hex, by=world.by_mai)  # fmt: skip


def has(world: World) -> int:
    return balance_of(customer=world.lan.pk, at=timezone.now()).available


PAGES = ["index", "breakage", "journal", "adjustments"]


@pytest.mark.parametrize("page", PAGES)
def test_empty_books_say_what_will_stand_there(mai: Client, page: str) -> None:
    answer = mai.get(reverse(f"console:books:{page}"))
    assert answer.status_code == 200
    assert "nothing-title" in answer.content.decode()


def test_every_page_takes_few_queries(
    mai: Client, world: World, chi: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    running(world)
    member(world)
    for _ in range(30):
        give(world, 10)
    adjust(customer=world.lan.pk, points=900, reason="Đền bù", at=timezone.now(), key="a", by=world.by_mai)
    addresses = [reverse(f"console:books:{page}") for page in PAGES]
    addresses += [
        reverse("console:books:movements", args=[world.lan.pk]), reverse("console:people:points", args=[world.lan.pk])
    ]  # fmt: skip
    mai.get(addresses[0])
    for address in addresses:
        with django_assert_max_num_queries(12):
            assert mai.get(address).status_code == 200


def test_the_journal_agrees_and_can_be_taken_away(mai: Client, world: World) -> None:
    running(world, point_value_minor=100)
    give(world, 30)
    redeem(customer=world.lan.pk, points=10, at=timezone.now(), key="r", by=world.by_mai)
    page = mai.get(reverse("console:books:journal")).content.decode()
    assert "khớp đến từng điểm" in page
    table = mai.get(reverse("console:books:export", args=["csv"])).content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[-1] for line in table[1:]] == ["3000", "1000"]
    book = mai.get(reverse("console:books:export", args=["xlsx"]))
    assert io.BytesIO(book.content).read(2) == b"PK"
    assert mai.get(reverse("console:books:export", args=["pdf"])).status_code == 404
    far = mai.get(reverse("console:books:journal") + "?from=1999-13-01&to=abc")
    assert far.status_code == 200


def test_each_months_points_are_followed_to_their_end_and_what_is_never_spent_is_expected(
    mai: Client, world: World
) -> None:
    running(world, point_value_minor=100)
    for month in (1, 2, 3, 6):
        at = datetime(2025, month, 10, 3, 0, tzinfo=UTC)
        ends = at + timedelta(days=20) if month < 6 else None
        earn(
            customer=world.lan.pk,
            points=1_000,
            at=at,
            expires_at=ends,
            version=1,
            key=f"e{month}",
            by=world.by_mai,
        )
        redeem(customer=world.lan.pk, points=700, at=at, key=f"r{month}", by=world.by_mai)
        expire_due(at=at + timedelta(days=20))
    page = re.sub(r"<[^>]+>|\s", " ", mai.get(reverse("console:books:breakage")).content.decode())
    page = re.sub(r" +", " ", page)
    assert "30,0% số điểm đã cấp không bao giờ được tiêu" in page
    assert "01/2025 1.000 700 300 0 0" in page
    assert "06/2025 1.000 700 0 300 300" in page, "of what is left, three in ten of the whole month's points"


def test_a_correction_is_asked_for_by_one_and_approved_by_another(
    mai: Client, world: World, chi: Staff
) -> None:
    support = Client()
    support.force_login(chi)
    fields = {"points": "900", "reason": "Đền bù", "key": "k1"}
    for _ in range(2):  # the form sent twice
        support.post(reverse("console:people:adjust_points", args=[world.lan.pk]), fields)
    row = Adjustment.objects.get()
    assert (row.state, has(world)) == (Decision.WAITING, 0)
    approve = reverse("console:books:approve", args=[row.pk])
    assert support.post(approve).status_code == 403
    assert "900" in mai.get(reverse("console:books:adjustments")).content.decode()
    mai.post(approve)
    assert has(world) == 900
    mai.post(approve)
    assert has(world) == 900


def test_who_may_not_approve_refuses_only_her_own(world: World, chi: Staff) -> None:
    support = Client()
    support.force_login(chi)
    row = adjust(
        customer=world.lan.pk, points=900, reason="Đền bù", at=timezone.now(), key="a", by=world.by_mai
    )
    assert support.post(reverse("console:books:refuse", args=[row.pk])).status_code == 403
    support.post(
        reverse("console:people:adjust_points", args=[world.lan.pk]),
        {"points": "800", "reason": "Bù", "key": "k"},
    )
    own = Adjustment.objects.get(points=800)
    support.post(reverse("console:books:refuse", args=[own.pk]))
    own.refresh_from_db()
    row.refresh_from_db()
    assert (own.state, row.state) == (Decision.REFUSED, Decision.WAITING)


def test_points_are_given_to_whoever_is_known_by_that(mai: Client, world: World) -> None:
    hoa = Customer.objects.create(name="Hoa")
    give(world, 30)
    address = reverse("console:people:give_points", args=[hoa.pk])
    mai.post(address, {"points": "5", "to": "0912 345 678", "key": "k"})
    assert has(world) == 30  # Hoa has none to give
    address = reverse("console:people:give_points", args=[world.lan.pk])
    mai.post(address, {"points": "5", "to": "0999 999 999", "key": "k"})
    mai.post(address, {"points": "x", "to": "0912345678", "key": "k"})
    assert has(world) == 30
    add_identity(
        customer=hoa,
        known_by=recognition(IdentityKind.PHONE, "0987654321"),
        by=world.by_mai,
        at=timezone.now(),
    )
    mai.post(address, {"points": "5", "to": "0987 654 321", "key": "k2"})
    assert (has(world), balance_of(customer=hoa.pk, at=timezone.now()).available) == (25, 5)


def test_one_transfer_is_undone_with_a_reason(mai: Client, world: World) -> None:
    given = give(world, 30)
    page = mai.get(reverse("console:books:movements", args=[world.lan.pk])).content.decode()
    assert "Chào mừng" in page
    address = reverse("console:books:undo", args=[world.lan.pk, given.pk])
    mai.post(address, {"reason": "", "key": "k"})
    assert has(world) == 30
    mai.post(address, {"reason": "Nhầm khách", "key": "k"})
    assert has(world) == 0


def test_the_owner_decides_with_a_history(mai: Client, world: World, chi: Staff) -> None:
    address = reverse("console:books:settings")
    mai.post(address, {"return_policy": "zero", "approval_above": "50"})
    assert (points_settings().return_policy, points_settings().approval_above) == ("zero", 50)
    mai.post(address, {"return_policy": "never", "approval_above": "5"})
    assert points_settings().approval_above == 50
    support = Client()
    support.force_login(chi)
    assert support.post(address, {"return_policy": "zero", "approval_above": "5"}).status_code == 403


def test_the_profile_shows_tier_lots_and_what_happened(mai: Client, world: World) -> None:
    running(world)
    member(world)
    panel = reverse("console:people:points", args=[world.lan.pk])
    assert panel in mai.get(reverse("console:people:show", args=[world.lan.pk])).content.decode()
    give(world, 1_234)
    page = mai.get(panel, headers={"HX-Request-Type": "partial"}).content.decode()
    assert "1.234" in page and "<html" not in page


def test_the_cashier_sees_points_and_changes_none(world: World) -> None:
    tu = Client()
    tu.force_login(world.tu)
    give(world, 30)
    panel = tu.get(reverse("console:people:points", args=[world.lan.pk])).content.decode()
    assert "30" in panel and "<form" not in panel.partition('id="points-page"')[2].partition("</section>")[0]
    for name in ("adjust_points", "give_points"):
        assert tu.post(reverse(f"console:people:{name}", args=[world.lan.pk]), {}).status_code == 403
    assert tu.get(reverse("console:books:index")).status_code == 403
