"""The demo shop has two years of tasks, leads, warranty claims, answers and tickets."""

import pytest
from django.db.models import F

from quen.chats.models import Chat
from quen.chats.models import Line as ChatLine
from quen.demo.load import load_demo
from quen.events.models import Event
from quen.leads.end import win_buyers
from quen.leads.models import Competitor, Lead, LeadState, Sighting, SourceCost
from quen.surveys.improved_models import Improvement
from quen.surveys.models import Audience, Invitation, Response, Way
from quen.surveys.photo_models import Photo
from quen.tasks.models import LIVE, Task
from quen.tickets.models import Entry, Rating, Ticket
from quen.warranty.models import Claim

pytestmark = pytest.mark.django_db


def test_tasks_leads_and_claims_of_every_kind_stand_in_the_demo_with_their_events() -> None:
    load_demo(seed=7, months=6, customers=300)
    assert Lead.objects.filter(state=LeadState.WON, ended_at__gt=F("came_at")).exists()
    assert Task.objects.filter(state__in=LIVE).exists()
    assert Task.objects.filter(outcome="reached").exists()
    assert (Competitor.objects.count(), SourceCost.objects.exists(), Sighting.objects.count()) == (
        4,
        True,
        28,
    )
    for kind, rows in (
        ("lead.captured", Lead), ("task.created", Task), ("warranty.opened", Claim), ("survey.asked", Invitation),
        ("ticket.opened", Ticket), ("ticket.rated", Rating),
    ):  # fmt: skip
        assert Event.objects.filter(kind=kind).count() == rows.objects.count()
    told = Response.objects.exclude(survey__audience=Audience.STAFF)
    assert Event.objects.filter(kind="survey.answered").count() == told.count()
    assert Claim.objects.filter(ended_at=None).exists()
    assert win_buyers() == 0
    low = Response.objects.filter(band="low", customer__isnull=False).count()
    assert Ticket.objects.filter(came_by="survey").count() == low > 0
    assert {"closed", "waiting"} <= set(Ticket.objects.values_list("state", flat=True))
    assert Entry.objects.filter(kind="in").count() == Ticket.objects.count()
    answered = Response.objects.filter(way=Way.EMAIL).count()
    assert answered == Invitation.objects.filter(is_answered=True).count() > 0
    assert set(Response.objects.values_list("band", flat=True)) == {"low", "middle", "high"}
    of_staff = Response.objects.filter(survey__audience=Audience.STAFF)
    assert of_staff.exists() and not of_staff.filter(customer__isnull=False).exists()
    rated = Response.objects.filter(product__isnull=False)
    assert rated.count() > 30 and rated.filter(customer=None).count() == 0
    assert Response.objects.filter(way=Way.TABLET).count() == 60
    photo = Photo.objects.select_related("response").first()
    assert (
        photo is not None and photo.response.band == "low" and photo.response.answers["photo"] == photo.digest
    )
    assert Improvement.objects.filter(theme="wait").exists()
    assert Event.objects.filter(kind="survey.improved").count() == Improvement.objects.count() == 2
    assert Chat.objects.filter(state="closed", due_at=None).count() == Chat.objects.count() == 5
    assert (
        ChatLine.objects.filter(kind="out").count() == 5 == Event.objects.filter(kind="chat.closed").count()
    )
