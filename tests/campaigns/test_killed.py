"""A worker killed in the middle of a launch, again and again: everybody is in the outbox once, with one voucher."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from quen.campaigns.models import Campaign, CampaignState, OfferKind
from quen.campaigns.offers import Offer
from quen.kernel.actor import SYSTEM
from quen.messages.models import Message
from quen.vouchers.kinds import make_kind
from quen.vouchers.models import Voucher
from quen.vouchers.terms import FixedOff, Terms
from tests.campaigns.crowd import NOW, approved, arms, people, plan, shop_with_channels

pytestmark = pytest.mark.django_db(transaction=True)
_WORKERS = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "quen.config.settings"
import django
django.setup()
from django.utils import timezone
from quen.campaigns import launch, send
from quen.campaigns.due import launch_due
send.AT_ONCE = 1_000
print("ready", flush=True)
send_next = launch.send_next

def at_most(parts):
    def next_part(**facts):  # then it stands still, so that whoever kills it need not hurry
        nonlocal parts
        if not parts:
            signal.pause()
        parts -= 1
        return send_next(**facts)
    return next_part

for line in sys.stdin:  # for every line one more worker, as quickly as a process can be
    worker = os.fork()
    if worker == 0:
        launch.send_next = at_most(int(line))
        launch_due(at=timezone.now())
        os._exit(0)
    print(worker, flush=True)
    os.waitpid(worker, 0)
    print("gone", flush=True)
"""


def test_killed_again_and_again_it_doubles_nobody() -> None:
    shop_with_channels()
    people(150)
    make_kind(key="tet", name="Tết", terms=Terms(gives=FixedOff(amount_minor=20_000)), at=NOW, by=SYSTEM)
    row = approved(plan(offer=Offer(OfferKind.VOUCHER, "tet")))
    workers, kills = start_workers(), 0
    while kills < 4:
        before, number = Message.objects.count(), worker_of(workers, parts=2)
        while Message.objects.count() <= before:
            time.sleep(0.002)
        os.kill(number, signal.SIGKILL)
        wait_for(workers)
        kills += 1
    assert 0 < Message.objects.count() < 100
    assert Campaign.objects.get().state == CampaignState.LAUNCHING
    worker_of(workers, parts=100)
    wait_for(workers)
    workers.kill()
    workers.wait()

    written_to = arms(row)[1]
    assert Campaign.objects.get().state == CampaignState.RUNNING
    assert sorted(Message.objects.values_list("customer", flat=True)) == sorted(written_to)
    assert sorted(Voucher.objects.values_list("customer", flat=True)) == sorted(written_to)
    codes = dict(Voucher.objects.values_list("customer", "code"))
    assert {m.customer_id: m.facts["voucher"] for m in Message.objects.all()} == codes


def start_workers() -> "subprocess.Popen[str]":
    address = make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"])
    workers = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _WORKERS],
        env={**os.environ, "DATABASE_URL": address},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert said(workers) == "ready"
    return workers


def worker_of(workers: "subprocess.Popen[str]", *, parts: int) -> int:
    """The process number of one more worker, which sends so many parts at most."""
    assert workers.stdin is not None
    print(parts, file=workers.stdin, flush=True)
    return int(said(workers))


def wait_for(workers: "subprocess.Popen[str]") -> None:
    assert said(workers) == "gone"


def said(workers: "subprocess.Popen[str]") -> str:
    assert workers.stdout is not None
    return workers.stdout.readline().strip()
