"""Few events and very many are written alike."""

from datetime import UTC, datetime

import pytest

from quen.events.emit import emit_all
from quen.events.models import Event
from quen.kernel.actor import Actor, ActorKind
from quen.people.events import CustomerAdded

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def test_a_thousand_events_leave_the_rows_that_a_few_would() -> None:
    by = Actor(ActorKind.STAFF, 7, address="127.0.0.1")
    told = [
        CustomerAdded(at=AT, by=by, customer=number, source="Tên “Lan”\t\\ \n") for number in range(1, 1_001)
    ]
    emit_all(told[:2])
    emit_all(told)
    columns = [
        field.name for field in Event._meta.fields if field.name not in {"id", "transaction", "recorded_at"}
    ]
    rows = list(Event.objects.order_by("pk").values_list(*columns))
    assert rows[:2] == rows[2:4]
    assert [row[columns.index("customer")] for row in rows[2:]] == list(range(1, 1_001))
    assert set(Event.objects.values_list("transaction", flat=True)) == {
        Event.objects.earliest("pk").transaction
    }
