"""The demo shop has two years of tasks, leads and warranty claims."""

import pytest
from django.db.models import F

from quen.demo.load import load_demo
from quen.events.models import Event
from quen.leads.end import win_buyers
from quen.leads.models import Competitor, Lead, LeadState, Sighting, SourceCost
from quen.tasks.models import LIVE, Task
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
    for kind, rows in (("lead.captured", Lead), ("task.created", Task), ("warranty.opened", Claim)):
        assert Event.objects.filter(kind=kind).count() == rows.objects.count()
    assert Claim.objects.filter(ended_at=None).exists()
    assert win_buyers() == 0
