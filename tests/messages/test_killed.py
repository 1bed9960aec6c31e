"""A worker killed at any moment: nobody gets a message twice, and none is lost sight of."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from quen.messages.models import Message, State, TemplateVersion
from quen.messages.queue import Recipient, queue_many
from quen.messages.settings import change_limits
from quen.people.models import Consent, Customer, Identity, IdentityKind
from tests.messages.letters import LONG_AGO
from tests.messages.mailbox import Mailbox
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 240
_WORKER = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "quen.config.settings"
import django
django.setup()
from django.utils import timezone
from quen.messages.postman import Postman
postman = Postman()
print("ready", flush=True)
while True:
    postman.round(now=timezone.now)
"""


@pytest.mark.long
def test_a_worker_killed_again_and_again_sends_nobody_twice(
    shop: World, mail_offer: TemplateVersion, mailbox: Mailbox
) -> None:
    change_limits(channel=Channel.EMAIL, per_second=10_000, by=SYSTEM)
    mailbox.answers(sleep=0.005)
    queue_many(recipients=people(), version=mail_offer, key="tet", at=timezone.now(), by=SYSTEM)
    chance, kills = random.Random(7), 0  # where it is killed differs, the seed does not
    while open_messages() and kills < 6:
        before, more = len(mailbox.names()), chance.randrange(1, 40)
        worker = start_worker()
        while len(mailbox.names()) < before + more and open_messages():
            time.sleep(0.002)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        kills += 1
    mailbox.answers()
    last = start_worker()
    deadline = time.monotonic() + 60
    while open_messages() and time.monotonic() < deadline:
        time.sleep(0.1)
    last.kill()
    last.wait()

    names = mailbox.names()
    assert kills >= 3
    assert len(names) == len(set(names))
    states = dict.fromkeys(Message.objects.values_list("state", flat=True).distinct())
    assert set(states) <= {State.HANDED_OVER, State.UNKNOWN}
    handed_over = Message.objects.filter(state=State.HANDED_OVER)
    assert set(handed_over.values_list("provider_id", flat=True)) <= set(names)
    unknown = Message.objects.filter(state=State.UNKNOWN).count()
    assert 0 < unknown <= kills * 20
    assert handed_over.count() + unknown == PEOPLE
    assert handed_over.count() <= len(names) <= PEOPLE


def people() -> list[Recipient]:
    customers = Customer.objects.bulk_create([Customer(name=f"Khách {number}") for number in range(PEOPLE)])
    Identity.objects.bulk_create(
        Identity(customer=each, kind=IdentityKind.EMAIL, value=f"khach{each.pk}@example.com")
        for each in customers
    )
    Consent.objects.bulk_create(
        Consent(
            customer=each, purpose="marketing", channel="all", is_given=True, given_at=LONG_AGO, proof="paper",
            recorded_by="system",
        )
        for each in customers
    )  # fmt: skip
    return [Recipient(each.pk) for each in customers]


def open_messages() -> int:
    return Message.objects.filter(state__in=(State.WAITING, State.HELD, State.HANDING_OVER)).count()


def start_worker() -> "subprocess.Popen[str]":
    address = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _WORKER],
        env={**os.environ, "DATABASE_URL": address},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    assert worker.stdout.readline() == "ready\n"
    return worker
