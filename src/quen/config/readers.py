"""Which reader listens to which event, and what comes round every day: the work that follows the facts."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connections
from django.utils import timezone

from quen.campaigns.reader import campaign_reader
from quen.chats.become_ticket import become_due
from quen.chats.close import close_quiet
from quen.chats.reader import chats_reader
from quen.draws.hand_over import lapse_due as lapse_prizes_due
from quen.events.lag import unread
from quen.events.reader import Reader
from quen.events.readers import catch_up, run_all
from quen.flows.answer_once import forget_old_answers
from quen.flows.ask_by_message import ask_due
from quen.flows.ask_erasure import erase_due
from quen.flows.ask_for_rating import rating_reader
from quen.flows.birthday_gifts import give_birthday_gifts
from quen.flows.claim_reward import time_out_claims
from quen.flows.tell_improvement import tell_due
from quen.insight.business_day import business_today
from quen.insight.lake.reader import lake_reader
from quen.insight.models import Yardsticks
from quen.insight.summary.due import refresh_due
from quen.insight.summary.reader import summary_reader
from quen.journeys.advance import advance_due
from quen.journeys.by_date import enter_by_date
from quen.journeys.reader import journey_reader
from quen.leads.reader import leads_reader
from quen.messages.ask_twice import ask_twice_reader
from quen.messages.bounces import bounces_reader
from quen.messages.calls import calls_reader
from quen.points.expire import expire_due
from quen.points.followed import pool_reader
from quen.points.reserve import time_out
from quen.referrals.reader import referral_reader
from quen.referrals.reward import reward_due
from quen.segments.due import keep_in_step
from quen.segments.reader import segment_reader
from quen.surveys.plan import plan_panels, surveys_reader
from quen.surveys.themes.keep import read_again
from quen.tickets.escalate import escalate_due
from quen.tickets.follow import tickets_reader
from quen.tickets.solve import close_due
from quen.tiers.history import tier_reader
from quen.tiers.judge_due import judge_due, warn_due
from quen.vouchers.end_lease import end_leases
from quen.vouchers.expire import expire_due as expire_vouchers_due
from quen.webhooks.reader import webhook_reader
from quen.webhooks.send_again import forget_delivered

READERS: tuple[Reader, ...] = (
    pool_reader(),
    tier_reader(),
    referral_reader(),
    leads_reader(),
    tickets_reader(),
    chats_reader(),
    rating_reader(),
    calls_reader(),
    bounces_reader(),
    ask_twice_reader(),
    surveys_reader(),
    summary_reader(),
    segment_reader(),
    campaign_reader(),
    journey_reader(),
    webhook_reader(),
    lake_reader(),
)
"""In the order in which they read."""

AT_ONCE: tuple[Reader, ...] = (tickets_reader(),)
"""Who must not wait for the others, nor for the worker's next round: a low score is somebody's within the second."""

_LONG = ((summary_reader(), segment_reader()), (lake_reader(),))
_HELD_UP_BY_NONE = READERS[: [reader.name for reader in READERS].index("summary")]
"""Those who read before the summaries, and so need neither them nor the segments."""

_MOST = 2_000  # accounts or members at once, so that readers never wait long
_MOST_ASKED = 200  # surveys by message at once: each is a transaction of its own
_MOST_ROUNDS = 10  # what is told of what was told of: in practice two or three


def follow(*, patient: bool = False) -> None:
    """Let every reader catch up, and do the daily round where today's is still to be done.

    `patient` is for the worker, which comes by every second.
    """
    run_all(READERS, patient=patient)
    fall_due()
    today = business_today()
    if not Yardsticks.objects.filter(measured_on__gte=today).exists():
        refresh_due(today=today)
        warn_due(at=timezone.now())
        give_birthday_gifts(at=timezone.now())
        forget_old_answers(at=timezone.now())
        forget_delivered(at=timezone.now())
        plan_panels(at=timezone.now())
        run_all(READERS, patient=patient)  # the round tells of those who lapsed
    keep_in_step(today=today, at=timezone.now())
    enter_by_date(at=timezone.now())
    advance_due(at=timezone.now(), most=_MOST)


def follow_to_the_end() -> None:
    """Follow until nothing waits: readers and what falls due tell of what they did, and that is read, too."""
    for _round in range(_MOST_ROUNDS):
        follow()
        if not any(unread(reader.name) for reader in READERS):
            return


def follow_a_load() -> None:
    """Follow to the end after many facts were committed at once: first the two long ones beside those they do not need.

    Each thread has its connection, so the facts must be committed. What one tells of, another hears afterwards.
    """
    with ThreadPoolExecutor(max_workers=len(_LONG)) as threads:
        lanes = [threads.submit(_in_a_lane, lane) for lane in _LONG]
        run_all(_HELD_UP_BY_NONE)
        for lane in lanes:
            lane.result()
    follow_to_the_end()


def _in_a_lane(lane: Sequence[Reader]) -> None:
    try:
        for reader in lane:
            catch_up(reader)
    finally:
        connections.close_all()


def fall_due() -> None:
    """What time does to points, tiers, vouchers and claims, as soon as it has: a bounded part, an indexed look each."""
    now = timezone.now()
    time_out(at=now)
    expire_due(at=now, most=_MOST)
    judge_due(at=now, most=_MOST)
    time_out_claims(at=now)
    end_leases(at=now)
    expire_vouchers_due(at=now, most=_MOST)
    reward_due(at=now, most=_MOST)
    lapse_prizes_due(at=now, most=_MOST)
    escalate_due(at=now)
    close_due(at=now)
    become_due(at=now)
    close_quiet(at=now)
    ask_due(at=now, most=_MOST_ASKED)
    tell_due(at=now, most=_MOST_ASKED)
    erase_due(at=now)
    read_again(most=_MOST)
