"""The estimate of a large audience is worked out in the background, and the page says how far it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from quen.campaigns import estimate_run
from quen.campaigns.decide import ask
from quen.campaigns.errors import NoSuchCampaign
from quen.campaigns.estimate import estimate_of
from quen.campaigns.estimate_run import ask_estimate, fault_of, run_estimate, run_of
from quen.campaigns.models import Campaign, EstimateRun
from quen.campaigns.plan import make_campaign
from quen.kernel.actor import SYSTEM
from quen.messages.channel import Channel
from tests.campaigns.crowd import NOW, people, plan, shop_with_channels
from tests.console.cast import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> World:
    world = shop_with_channels()
    people(40)
    return world


@pytest.fixture
def row(shop: World) -> Campaign:
    return make_campaign(plan(Channel.EMAIL, Channel.SMS), at=NOW, by=SYSTEM)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estimate_run, "LARGE", -1)


def queued() -> int:
    return ProcrastinateJob.objects.filter(task_name="estimate_campaign").count()


def found(row: Campaign) -> int | None:
    row.refresh_from_db()
    kept = estimate_of(row)
    return kept.written_to if kept else None


def test_a_small_audience_is_counted_at_once(row: Campaign) -> None:
    assert ask_estimate(campaign=row.pk, at=NOW)
    assert (found(row) or 0) > 30 and queued() == 0 and not EstimateRun.objects.exists()


def test_a_large_one_waits_for_the_worker_and_is_asked_for_once(row: Campaign, large: None) -> None:
    assert not ask_estimate(campaign=row.pk, at=NOW)
    assert not ask_estimate(campaign=row.pk, at=NOW)
    assert (found(row), queued(), EstimateRun.objects.get().is_over) == (None, 1, False)
    run_estimate(campaign_id=row.pk)
    run = EstimateRun.objects.get()
    assert (run.is_over, run.percent, run.fault) == (True, 100, None)
    assert (found(row) or 0) > 30
    estimated_at = row.estimated_at
    run_estimate(campaign_id=row.pk)
    row.refresh_from_db()
    assert row.estimated_at == estimated_at, "a second run of the same one does nothing"
    assert not ask_estimate(campaign=row.pk, at=NOW) and queued() == 2


@pytest.mark.django_db(transaction=True)
def test_its_progress_is_seen_while_it_is_worked_out(
    row: Campaign, large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    step = estimate_run._Steps.__call__

    def watched(self: Any) -> None:
        step(self)
        seen.append(EstimateRun.objects.get().percent)

    monkeypatch.setattr(estimate_run._Steps, "__call__", watched)
    ask_estimate(campaign=row.pk, at=NOW)
    run_estimate(campaign_id=row.pk)
    assert seen == [20, 40, 60, 80, 100]


def test_what_went_wrong_is_said_and_it_can_be_asked_for_again(
    row: Campaign, shop: World, large: None
) -> None:
    ask_estimate(campaign=row.pk, at=NOW)
    Campaign.objects.update(state="running")
    run_estimate(campaign_id=row.pk)
    Campaign.objects.update(state="draft")
    mai: Client = signed_in(shop.mai)
    mai.cookies["django_language"] = "en"
    address = reverse("console:campaigns:show", args=[row.pk])
    assert "is not at the point where this can be done" in mai.get(address).content.decode()
    ask_estimate(campaign=row.pk, at=NOW)
    run_estimate(campaign_id=row.pk)
    page = mai.get(address).content.decode()
    assert "is not at the point" not in page and found(row)


def test_one_whose_worker_was_killed_is_told_and_can_be_asked_for_again(row: Campaign, large: None) -> None:
    ask_estimate(campaign=row.pk, at=NOW)
    soon, late = NOW + timedelta(minutes=29), NOW + timedelta(minutes=31)
    under_way, killed = run_of(row, at=soon), run_of(row, at=late)
    assert under_way is not None and (under_way.is_over, under_way.fault) == (False, None)
    assert killed is not None and killed.is_over
    said = fault_of(killed)
    assert said is not None and "broke off" in said.render(str)
    assert not ask_estimate(campaign=row.pk, at=soon) and queued() == 1
    assert not ask_estimate(campaign=row.pk, at=late) and queued() == 2
    run_estimate(campaign_id=row.pk)
    assert found(row) and run_of(row, at=late) is None


def test_the_page_shows_how_far_it_is_and_comes_anew_when_it_is_over(
    row: Campaign, shop: World, large: None
) -> None:
    mai: Client = signed_in(shop.mai)
    mai.cookies["django_language"] = "en"
    page = mai.post(reverse("console:campaigns:estimate", args=[row.pk]), follow=True).content.decode()
    assert "It is being worked out below." in page and "So many customers take a while" in page
    address = reverse("console:campaigns:estimating", args=[row.pk])
    assert f'hx-get="{address}"' in page and "Work it out" not in page
    EstimateRun.objects.update(percent=60)
    part = mai.get(address)
    assert "60%" in part.content.decode() and "HX-Refresh" not in part.headers
    run_estimate(campaign_id=row.pk)
    assert mai.get(address).headers["HX-Refresh"] == "true"
    ask(campaign=row.pk, at=NOW, by=SYSTEM)


def test_a_campaign_that_is_not_there_is_said_to_be_so(shop: World) -> None:
    with pytest.raises(NoSuchCampaign):
        ask_estimate(campaign=7, at=NOW)
