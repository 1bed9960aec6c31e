"""A shop that sends e-mail, with customers who agreed to offers: as many as asked for, in a few statements."""

import random
from datetime import UTC, datetime
from typing import Any

from bench.search_customers import FAMILIES, GIVEN, MIDDLES

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
BODY = """Chào {{ dear }}!

Tết này {{ business }} có **quà** cho {{ dear }}: {{ voucher|or:"mời ghé quán" }}.
"""
_CUSTOMERS = """
INSERT INTO people_customer (kind, part, name, gender, birth_date, area, tags, is_internal, created_at)
SELECT 'person', 'buyer', (%(names)s::text[])[1 + n %% cardinality(%(names)s::text[])],
       (ARRAY['female', 'male', ''])[1 + n %% 3], CASE WHEN n %% 2 = 0 THEN date '1950-01-01' + n %% 20000 END,
       '', ARRAY[]::text[], false, %(now)s
FROM generate_series(1, %(count)s) AS n;
INSERT INTO people_identity (customer_id, kind, value, created_at)
SELECT id, 'email', 'khach.' || id || '@example.com', %(now)s FROM people_customer;
INSERT INTO people_consent (customer_id, purpose, channel, is_given, given_at, proof, recorded_by)
SELECT id, 'marketing', 'all', id %% 20 > 0, %(now)s - interval '90 days', 'quầy', 'system' FROM people_customer;
ANALYZE
"""


def fill(count: int) -> list[int]:
    """The customers' numbers; of twenty one said no."""
    from django.db import connection

    from quen.people.models import Customer

    with connection.cursor() as cursor:
        for statement in _CUSTOMERS.split(";\n"):
            cursor.execute(statement, {"count": count, "now": NOW, "names": _names()})
    return list(Customer.objects.order_by("id").values_list("id", flat=True))


def make_shop(*, port: int) -> Any:
    """It sends through the server at that port; a template that is an offer by e-mail."""
    from quen.kernel.actor import SYSTEM
    from quen.messages.channel import Channel, MessagePurpose
    from quen.messages.settings import change_limits, change_sending, connect
    from quen.messages.templates import Said, make_template
    from quen.shops.models import Business

    Business.objects.create(id=1, name="Cà phê Mai")
    said = {"sender": "quan@example.com", "host": "127.0.0.1", "port": port, "security": "none"}
    connect(channel=Channel.EMAIL, settings=said, secrets={}, by=SYSTEM)
    change_limits(channel=Channel.EMAIL, is_on=True, per_second=1_000_000, by=SYSTEM)
    change_sending(public_url="https://quan.example.com", by=SYSTEM)
    return make_template(
        name="Tết", channel=Channel.EMAIL, purpose=MessagePurpose.MARKETING,
        said=Said("Quà cho {{ dear }}", BODY), at=NOW, by=SYSTEM,
    )  # fmt: skip


def _names() -> list[str]:
    chance = random.Random(7)
    return [
        f"{chance.choice(list(FAMILIES))} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"
        for _ in range(5_000)
    ]
