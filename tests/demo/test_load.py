"""The demo shop in the database: what the books say is what was simulated."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from quen.demo.errors import NotEmpty
from quen.demo.load import OWNER_EMAIL, OWNER_PASSWORD, load_demo
from quen.demo.shop import Shop
from quen.enrolment.models import Member, ProgrammeVersion
from quen.events.models import Event
from quen.people.models import Consent, Customer, Household
from quen.points.models import Account, Accrual, Transfer, TransferKind
from quen.purchases.models import Line, Product, Purchase, Return
from quen.shops.models import Business, Staff, Store
from tests.points.books import assert_the_books_agree

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def load(months: int = 3) -> Shop:
    return load_demo(seed=7, today=TODAY, months=months, customers=100)


def test_the_bar_only_goes_forward_until_all_is_done() -> None:
    told: list[tuple[str, float]] = []
    load_demo(
        seed=7,
        today=TODAY,
        months=3,
        customers=100,
        on_progress=lambda *stage_share: told.append(stage_share),
    )
    shares = [share for _stage, share in told]
    assert shares == sorted(shares)
    assert told[0] == ("simulating", 0.0)
    assert told[-1] == ("done", 1.0)


def test_the_loaded_shop_has_every_sale_every_customer_and_a_staff_that_can_sign_in() -> None:
    shop = load()

    sold = [line for line in shop.lines.to_pylist() if line["type"] == "sale"]
    assert shop.last_day == TODAY - timedelta(days=1)
    assert Purchase.objects.count() == len({line["receipt"] for line in sold})
    assert Purchase.objects.aggregate(Sum("amount_minor")) == {
        "amount_minor__sum": sum(line["amount"] for line in sold)
    }
    returned = {line["receipt"] for line in shop.lines.to_pylist() if line["type"] == "return"}
    assert Return.objects.count() == len(returned)
    assert Customer.objects.count() == 100
    business = Business.objects.get()
    assert (business.name, business.currency, business.is_demo) == ("Tiệm Mộc", "VND", True)
    assert sorted(Store.objects.values_list("name", flat=True)) == [
        "Mộc Bàn Cờ",
        "Mộc Gia Định",
        "Mộc Thủ Đức",
    ]
    assert Staff.objects.count() == len(shop.staff)
    owner = authenticate(username=OWNER_EMAIL, password=OWNER_PASSWORD)
    assert isinstance(owner, Staff)
    assert (owner.name, owner.role) == ("Trần Ngọc Mai", "owner")


def test_the_cards_facts_households_and_consents_are_kept_with_their_events() -> None:
    shop = load()

    cards = shop.customers.to_pylist()
    facts = Customer.objects.filter(identities__kind="code").values_list(
        "identities__value", "kind", "gender", "birth_date", "area", "is_internal"
    )
    assert sorted(facts) == sorted(
        (c["code"], c["kind"], c["gender"] or "", c["birth_date"], c["area"], c["internal"]) for c in cards
    )
    consents = sum(card["consent_sms"] + card["consent_email"] + card["consent_calls"] for card in cards)
    assert Consent.objects.filter(is_given=True).count() == consents > 0
    assert Event.objects.filter(kind="consent.given").count() == consents
    members = dict(Household.objects.annotate(n=Count("customers")).values_list("pk", "n"))
    assert sum(members.values()) == sum(card["household"] is not None for card in cards) > 0


def test_machines_have_their_warranty_on_the_product_and_on_the_line() -> None:
    load()

    grinder = Product.objects.filter(code="DC05").first()
    sold = Line.objects.filter(product__warranty_months__isnull=False)
    assert sold.exists()
    assert not sold.filter(warranty_months__isnull=True).exists()
    assert grinder is None or grinder.warranty_months == 12


def test_a_shop_with_business_is_left_alone() -> None:
    Business.objects.create(id=1, name="Cà phê Mai")

    with pytest.raises(NotEmpty, match="There is a business in this database already"):
        load()
    assert Customer.objects.count() == 0
    assert Business.objects.get().name == "Cà phê Mai"


def test_the_programme_has_run_for_two_years_since_the_first_day_and_its_books_agree() -> None:
    shop = load(months=24)
    versions = list(ProgrammeVersion.objects.order_by("number"))
    assert (versions[0].effective_from, versions[-1].effective_until) == (date(2024, 11, 22), None)
    earned = Transfer.objects.filter(kind=TransferKind.EARN).annotate(month=TruncMonth("happened_at"))
    assert len(set(earned.values_list("month", flat=True))) == 25, (
        "from November to November, twelve months twice"
    )
    assert [version.launched_at is not None for version in versions] == [True, True]
    assert versions[0].effective_from < versions[1].effective_from < shop.last_day
    members = Member.objects.count()
    assert 0.6 * len(shop.customers) < members < len(shop.customers)
    judged = Purchase.objects.filter(customer__in=Member.objects.values("pk")).count()
    assert Accrual.objects.count() == judged
    kinds = set(Transfer.objects.values_list("kind", flat=True))
    assert {TransferKind.EARN, TransferKind.REDEEM} <= kinds
    assert Account.objects.filter(balance__lt=0).count() <= Account.objects.count() // 50
    assert_the_books_agree()
