"""The page of care after the sale."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import world as cast
from tests.console.cast import signed_in
from tests.console.tickets.test_tickets import at, text
from tests.tickets.matters import heard


@pytest.mark.django_db
def test_the_steps_stand_with_their_hours_in_few_queries() -> None:
    shop = cast.build()
    mai = signed_in(shop.mai)
    assert "Chưa có việc nào" in text(mai.get(at("after_sale")))
    heard(shop, timezone.now())
    with CaptureQueriesContext(connection) as asked:
        page = text(mai.get(at("after_sale") + "?days=365"))
    assert len(asked) <= 8
    assert "Giải quyết khiếu nại" in page and 'data-label="Cần làm">1<' in page
    assert mai.get(at("after_sale") + "?days=x").status_code == 200
    assert signed_in(shop.tu).get(at("after_sale")).status_code == 403
