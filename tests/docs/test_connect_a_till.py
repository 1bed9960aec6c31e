"""The till of docs/how-to/connect-a-till.md is connected as the page says: its code runs against a real server."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quen.leads.models import Lead
from quen.people.models import Customer
from quen.purchases.models import Purchase
from quen.shops.models import Store
from tests import world as cast
from tests.api.cast import token
from tests.flows.loyal import member, running

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "connect-a-till.md").read_text()


def code(language: str) -> str:
    return blocks(language)[0]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def environment(live_server: Any) -> dict[str, str]:
    shop = cast.build()
    running(shop)
    member(shop)
    return {**os.environ, "QUEN_URL": live_server.url, "QUEN_TOKEN": token().secret}


def test_twenty_lines_of_python_ring_up_a_sale_once(environment: dict[str, str]) -> None:
    assert len([line for line in code("python").splitlines() if line.strip()]) == 20
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-c", code("python")], env=environment, capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stderr
        assert ran.stdout.splitlines() == [
            "5", "5 điểm cho 58.000 ₫.", "Thêm 2.000 ₫ là được tích điểm tiếp."
        ]  # fmt: skip
    assert [purchase.receipt for purchase in Purchase.objects.all()] == ["HD-000123"]


def test_as_many_of_curl_ring_up_a_sale_and_two_more_bring_a_lead(environment: dict[str, str]) -> None:
    assert len([line for line in code("sh").splitlines() if line.strip()]) <= 20
    if not shutil.which("curl"):
        pytest.skip("no curl here")
    numbers = f'"store": {Store.objects.get().pk}, "customer": {Customer.objects.get().pk}'
    assert '"store": 1, "customer": 1' in code("sh")
    script = "".join(blocks("sh")).replace('"store": 1, "customer": 1', numbers)
    ran = subprocess.run(["sh", "-ec", script], env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert Store.objects.get().name in ran.stdout
    assert [purchase.receipt for purchase in Purchase.objects.all()] == ["HD-000124"]
    lead = Lead.objects.get()
    assert (lead.utm_campaign, f'"id":{lead.pk},"customer":{lead.customer_id}' in ran.stdout) == (
        "tet-2027",
        True,
    )
