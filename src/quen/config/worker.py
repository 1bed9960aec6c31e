"""The background process: the main thread works off the queue; another follows the story once a second, and
compares customers for duplicates at the start and whenever a new day begins; a third delivers webhooks, a fourth hands
messages over to customers, a fifth computes reports and the list of the day before somebody asks, and every night
everybody's forecast and what came back of what was spent, a sixth fetches and sends the letters of tickets, a seventh
launches campaigns, an eighth hears low scores within the second."""

import asyncio
import logging
import threading

from django.db import close_old_connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from quen.campaigns.come_round import come_round
from quen.campaigns.due import launch_due
from quen.campaigns.measured import measure_due
from quen.config.readers import AT_ONCE, follow
from quen.events.readers import run_all
from quen.flows.import_sales.jobs import take_up_interrupted_imports
from quen.flows.remind_of_tasks import remind_due
from quen.flows.send_answers import send_answers
from quen.insight.business_day import business_timezone, business_today, today_in
from quen.insight.forecasts.forecaster import Forecaster
from quen.insight.today.work_out import keep_fresh
from quen.insight.warm import Warmer
from quen.journeys.expect import expect_due
from quen.journeys.proved import prove_due
from quen.messages.postman import Postman as MessagePostman
from quen.messages.tell_stopped import tell_stopped
from quen.payback import work_out as payback
from quen.people.duplicates import propose_duplicates
from quen.tickets.mail.fetch import fetch_due
from quen.webhooks.deliver import deliver_due

POLL_SECONDS = 1.0
HEARS_SECONDS = 0.4
"""How long a low score waits at most before somebody looks."""
log = logging.getLogger("quen.worker")


def work() -> None:
    """Run until SIGINT or SIGTERM; a job under way is finished first."""
    take_up_interrupted_imports()
    stop = threading.Event()
    follower = threading.Thread(target=_follow_the_story, args=[stop], name="readers", daemon=True)
    follower.start()
    listener = threading.Thread(target=_hear_at_once, args=[stop], name="low scores", daemon=True)
    listener.start()
    postman = threading.Thread(target=_deliver_webhooks, args=[stop], name="webhooks", daemon=True)
    postman.start()
    sender = threading.Thread(target=_hand_messages_over, args=[stop], name="messages", daemon=True)
    sender.start()
    letters = threading.Thread(target=_carry_letters, args=[stop], name="letters", daemon=True)
    letters.start()
    launcher = threading.Thread(target=_launch_campaigns, args=[stop], name="campaigns", daemon=True)
    launcher.start()
    reporter = threading.Thread(target=_keep_reports_warm, args=[stop], name="reports", daemon=True)
    reporter.start()
    try:
        asyncio.run(_work_off_the_queue())
    finally:
        stop.set()
        follower.join(timeout=10)
        listener.join(timeout=10)
        postman.join(timeout=10)
        sender.join(timeout=10)
        letters.join(timeout=10)
        launcher.join(timeout=10)
        reporter.join(timeout=10)


async def _work_off_the_queue() -> None:
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as worker_app:
        async with worker_app.open_async():
            await worker_app.run_worker_async(
                concurrency=1, install_signal_handlers=True, delete_jobs="successful"
            )


def _follow_the_story(stop: threading.Event) -> None:
    compared_on = None
    while not stop.wait(POLL_SECONDS):
        try:
            follow(patient=True)
            if compared_on != (today := business_today()):
                propose_duplicates(at=timezone.now())
                compared_on = today
        except Exception:  # the readers park poison themselves; this is a lost database, which comes back
            log.exception("following the story failed; trying again")
        finally:
            close_old_connections()


def _hear_at_once(stop: threading.Event) -> None:
    """A thread of its own: what others read after an import of a million lines keeps no unhappy customer waiting."""
    while not stop.wait(HEARS_SECONDS):
        try:
            run_all(AT_ONCE)
        except Exception:  # a lost database, which comes back
            log.exception("hearing low scores failed; trying again")
        finally:
            close_old_connections()


def _deliver_webhooks(stop: threading.Event) -> None:
    """A thread of its own: an endpoint that takes its time keeps no reader waiting."""
    while not stop.wait(POLL_SECONDS):
        try:
            deliver_due(at=timezone.now())
        except Exception:  # a lost database, which comes back
            log.exception("delivering webhooks failed; trying again")
        finally:
            close_old_connections()


def _hand_messages_over(stop: threading.Event) -> None:
    """A thread of its own: a provider that takes its time keeps no reader and no webhook waiting."""
    messages = MessagePostman()
    while not stop.wait(POLL_SECONDS):
        try:
            messages.round(now=timezone.now)
        except Exception:  # a lost database, which comes back
            log.exception("handing messages over failed; trying again")
        finally:
            close_old_connections()


def _carry_letters(stop: threading.Event) -> None:
    """A thread of its own: a mailbox that takes its time keeps nobody else waiting."""
    while not stop.wait(POLL_SECONDS):
        try:
            send_answers(at=timezone.now())
            tell_stopped(at=timezone.now())
            remind_due(at=timezone.now())
            fetch_due(at=timezone.now())
        except Exception:  # a lost database, which comes back
            log.exception("letters of tickets failed; trying again")
        finally:
            close_old_connections()


def _launch_campaigns(stop: threading.Event) -> None:
    """A thread of its own: a launch to very many takes a minute. Where it is cut off, the next worker goes on."""
    while not stop.wait(POLL_SECONDS):
        try:
            come_round(at=timezone.now())
            launch_due(at=timezone.now())
        except Exception:  # a lost database, which comes back
            log.exception("launching campaigns failed; trying again")
        finally:
            close_old_connections()


def _keep_reports_warm(stop: threading.Event) -> None:
    """A thread of its own: over a long story a report takes seconds, and no reader should wait for it."""
    warmer, forecaster = Warmer(), Forecaster()
    while not stop.wait(POLL_SECONDS):
        try:
            keep_fresh(at=timezone.now())
            zone = business_timezone()
            warmer.warm(today=today_in(zone), timezone_name=zone)
            expect_due(at=timezone.now())
            prove_due(at=timezone.now())
            measure_due(at=timezone.now())
            forecaster.work(today=today_in(zone), timezone_name=zone)
            payback.keep_fresh(at=timezone.now())
        except Exception:  # a lost database, which comes back
            log.exception("computing reports ahead failed; trying again")
        finally:
            close_old_connections()
