"""The server is killed again and again while sixteen tills ring up: every sale counts once.

QUEN_OUTAGE_PURCHASES and QUEN_OUTAGE_KILLS make it larger: the acceptance run is 10,000 and 5.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Sum
from psycopg.conninfo import make_conninfo

from quen.enrolment.join import join
from quen.enrolment.models import Way
from quen.events.models import Event
from quen.flows.models import Answered
from quen.kernel.actor import SYSTEM
from quen.people.models import Customer
from quen.points.models import Account, Accrual, Entry, Lot, Transfer
from quen.purchases.models import Line, Purchase
from quen.shops.tokens import MAX_PER_MINUTE
from tests import world as cast
from tests.api.cast import token
from tests.flows.loyal import running
from tests.ports import free_port

pytestmark = pytest.mark.django_db(transaction=True)

PURCHASES = int(os.environ.get("QUEN_OUTAGE_PURCHASES", "600"))
KILLS = int(os.environ.get("QUEN_OUTAGE_KILLS", "2"))
CLIENTS = 16
MEMBERS = 40
AMOUNT = 58_000
ROOT = Path(__file__).resolve().parents[2]

_SERVE = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian(target="quen.config.wsgi:application", address="127.0.0.1", port=int(sys.argv[1]), interface=Interfaces.WSGI,
        workers=1, blocking_threads=8, backpressure=64).serve()
"""


class Server:
    """A web server of its own on one port, with all its processes in one group."""

    def __init__(self, port: int, home: Path) -> None:
        self.port = port
        address = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
        self.environment = {
            **os.environ,
            "DATABASE_URL": address,
            "QUEN_DATABASE_POOL": "1",
            "QUEN_HOME": str(home),
            "PYTHONPATH": f"{ROOT / 'src'}",
        }

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, str(self.port)],
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        """As a power cut does: nobody is asked."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    server = Server(free_port(), home)
    server.start()
    try:
        yield server
    finally:
        server.kill()


class Tills:
    """Sixteen clients that share the sales between them and send each until it is answered."""

    def __init__(self, port: int, secret: str, sales: list[bytes]) -> None:
        self.port, self.secret, self.sales = port, secret, sales
        self.answers: dict[int, tuple[int, int]] = {}
        self.sent = 0
        self.refused: list[bytes] = []

    def run(self) -> list[threading.Thread]:
        clients = [threading.Thread(target=self._ring_up, args=[first]) for first in range(CLIENTS)]
        for client in clients:
            client.start()
        return clients

    def _ring_up(self, first: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        for number in range(first, len(self.sales), CLIENTS):
            while (answer := self._send(line, number)) is None:
                line.close()
                time.sleep(0.05)
            self.answers[number] = answer
        line.close()

    def _send(self, line: http.client.HTTPConnection, number: int) -> tuple[int, int] | None:
        """Purchase and points, or None where it must be sent again."""
        headers = {
            "Authorization": f"Bearer {self.secret}",
            "Content-Type": "application/json",
            "Idempotency-Key": f"sale-{number}",
        }
        self.sent += 1
        try:
            line.request("POST", "/api/v1/purchases", self.sales[number], headers)
            response = line.getresponse()
            body = response.read()
        except (OSError, http.client.HTTPException):
            return None
        if response.status != 201:
            if response.status < 500:
                self.refused.append(body)
                return (0, 0)
            return None
        told = json.loads(body)
        return told["purchase"], told["points_earned"]


def test_every_sale_counts_once_however_often_the_server_dies(tmp_path: Path) -> None:
    shop = cast.build()
    running(shop)
    members = _members()
    secret = token(per_minute=MAX_PER_MINUTE).secret
    sales = [_sale(shop.store.pk, members[number % MEMBERS], number) for number in range(PURCHASES)]
    with serving(tmp_path) as server:
        tills = Tills(server.port, secret, sales)
        clients = tills.run()
        for kill in range(1, KILLS + 1):
            while len(tills.answers) < PURCHASES * kill // (KILLS + 1) and any(c.is_alive() for c in clients):
                time.sleep(0.005)
            server.kill()
            server.start()
        for client in clients:
            client.join()
    assert tills.refused == []
    assert tills.sent > PURCHASES  # some answers were lost, and asked for again
    _every_sale_is_there_once(tills.answers, members)


def _members() -> list[int]:
    made = [Customer.objects.create(name=f"Khách {number}").pk for number in range(MEMBERS)]
    for customer in made:
        join(customer=customer, way=Way.TILL, at=datetime(2026, 11, 1, tzinfo=UTC), by=SYSTEM)
    return made


def _sale(store: int, customer: int, number: int) -> bytes:
    return json.dumps(
        {
            "store": store,
            "customer": customer,
            "receipt": f"HD-{number}",
            "bought_at": f"2026-11-22T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}+07:00",
            "lines": [
                {"product": "CF01", "quantity_milli": 2000, "amount_minor": 38_000},
                {"product": "BM01", "amount_minor": 20_000},
            ],
        }
    ).encode()


def _every_sale_is_there_once(answers: dict[int, tuple[int, int]], members: list[int]) -> None:
    assert len(answers) == PURCHASES
    assert len({purchase for purchase, _points in answers.values()}) == PURCHASES
    receipts = dict(Purchase.objects.values_list("receipt", "pk"))
    assert receipts == {f"HD-{number}": purchase for number, (purchase, _points) in answers.items()}
    assert Line.objects.count() == 2 * PURCHASES
    assert Purchase.objects.aggregate(sum=Sum("amount_minor"))["sum"] == AMOUNT * PURCHASES
    assert Answered.objects.count() == PURCHASES
    assert Event.objects.filter(kind="purchase.recorded").count() == PURCHASES

    points = {row.purchase_id: row.points for row in Accrual.objects.all()}
    assert points == dict(answers.values())
    bought = [sum(1 for number in range(PURCHASES) if number % MEMBERS == place) for place in range(MEMBERS)]
    assert sum(points.values()) == sum(
        count * AMOUNT // 10_000 for count in bought
    )  # what is left is carried over
    assert Transfer.objects.filter(kind="earn").count() == PURCHASES
    assert Lot.objects.aggregate(sum=Sum("remaining"))["sum"] == sum(points.values())
    assert Account.objects.aggregate(sum=Sum("balance"))["sum"] == sum(points.values())
    assert Entry.objects.aggregate(sum=Sum("points"))["sum"] == 0
    assert {account.customer_id for account in Account.objects.all()} == set(members)
