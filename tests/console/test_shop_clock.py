"""Pages tell the shop's time."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from quen.events.emit import emit
from quen.people.events import CustomerAdded
from tests import world

pytestmark = pytest.mark.django_db


def test_a_shop_in_paris_reads_its_own_hours(client: Client) -> None:
    cast = world.build()
    cast.business.timezone = "Europe/Paris"
    cast.business.save()
    emit(CustomerAdded(at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC), by=cast.by_mai, customer=cast.lan.pk))
    client.force_login(cast.mai)

    page = client.get(f"/customers/{cast.lan.pk}/story/").content.decode()

    assert "21/11/2026 00:30" in page
