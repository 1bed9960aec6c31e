"""Two years of all that is done for customers beside selling: the same rows for the same seed and day."""

from datetime import datetime

from django.utils import timezone

from quen.demo.loyalty.moments import midnight
from quen.demo.shop import Shop
from quen.demo.work.campaigns import make_campaigns
from quen.demo.work.chats import make_chats
from quen.demo.work.contacts import make_contacts
from quen.demo.work.goodbye import say_goodbye
from quen.demo.work.journeys import make_journeys
from quen.demo.work.leads import make_leads
from quen.demo.work.made_good import make_good
from quen.demo.work.rivals import see_rivals
from quen.demo.work.stops import say_stop
from quen.demo.work.surveys import make_surveys
from quen.demo.work.tasks import make_tasks
from quen.demo.work.tickets import make_tickets
from quen.demo.work.warranty import make_claims
from quen.events.begin_here import begin_here
from quen.events.emit import emit_all


def load_work(shop: Shop, *, seed: int) -> None:
    """Write them, each with its events."""
    now: datetime = timezone.now()
    begins = midnight(shop.first_day)
    rivals = see_rivals(seed=seed, begins=begins, now=now)
    told = make_leads(seed=seed, begins=begins, now=now, rivals=rivals)
    told += make_contacts(at=begins + (now - begins) / 2)
    told += make_tasks(seed=seed, begins=begins, now=now)
    told += make_claims(seed=seed, begins=begins, now=now)
    told += make_surveys(seed=seed, begins=begins, now=now)
    told += say_goodbye(shop, seed=seed, now=now, rivals=rivals)
    told += make_tickets(seed=seed, now=now)
    told += make_good(seed=seed, now=now)
    told += make_chats(now=now)
    told += make_campaigns(shop)
    told += make_journeys(shop, now=now)
    emit_all(told)
    say_stop(shop, seed=seed)
    begin_here("journeys")  # they are open from this moment on: what was before begins none
