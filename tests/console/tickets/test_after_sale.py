"""The page of care after the sale."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quen.kernel.actor import SYSTEM
from quen.tickets.choices import Verdict
from quen.tickets.rate import rate
from quen.tickets.solve import solve
from tests import world as cast
from tests.console.cast import signed_in
from tests.console.tickets.test_tickets import at, support, text
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


@pytest.mark.django_db
def test_how_it_ended_stands_below_and_by_colleague_for_managers_alone() -> None:
    shop = cast.build()
    mai, now = signed_in(shop.mai), timezone.now()
    assert "Kết thúc thế nào" not in text(mai.get(at("after_sale")))
    hoa = support("Phạm Thị Hoa")
    for number, verdict in enumerate((Verdict.IN_ONE_GO, Verdict.IN_SEVERAL, None)):
        ticket = heard(shop, now - timedelta(days=2), owner=hoa.pk)
        solve(ticket=ticket.pk, at=now - timedelta(days=1), by=shop.by_mai)
        if verdict is not None:
            rate(ticket=ticket.pk, score=5 - number, verdict=verdict, at=now, by=SYSTEM)
    with CaptureQueriesContext(connection) as asked:
        page = text(mai.get(at("after_sale")))
    assert len(asked) <= 10
    assert "Kết thúc thế nào" in page and "2/3 phiếu" in page and "4,5" in page
    assert 'data-label="Xong ngay lần đầu, theo lời khách">50' in page
    assert "Chỉ 2 khách cho biết" in page and "Giao hàng" in page
    assert "Phạm Thị Hoa</td>" in page
    assert "Phạm Thị Hoa</td>" not in text(signed_in(hoa).get(at("after_sale")))
