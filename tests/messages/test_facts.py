"""What the guard asks of a few customers is looked up by their numbers, however many customers there are."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from quen.messages.channel import Channel, MessagePurpose
from quen.messages.facts import facts_of
from quen.messages.settings import rules_for
from quen.people.models import Customer, Identity, IdentityKind
from tests.plans import plan_of
from tests.world import World


def test_nobody_elses_rows_are_read(shop: World, now: datetime) -> None:
    people = Customer.objects.bulk_create(Customer(name=f"Khách {number}") for number in range(3_000))
    Identity.objects.bulk_create(
        Identity(customer=each, kind=IdentityKind.EMAIL, value=f"khach.{each.pk}@example.com")
        for each in people
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE people_customer, people_identity")
    rules = rules_for(Channel.EMAIL, MessagePurpose.MARKETING)
    with CaptureQueriesContext(connection) as asked:
        assert facts_of([shop.lan.pk], rules=rules, at=now)[shop.lan.pk].address == "lan@example.com"
    plan = plan_of(asked, "WITH asked")
    assert "Seq Scan on people_identity" not in plan
    assert "Seq Scan on people_customer" not in plan
