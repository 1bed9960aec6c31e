"""The demo shop has two years of tasks, leads, warranty claims, answers and tickets."""

from datetime import timedelta

import pytest
from django.db.models import F, Max
from django.utils import timezone

from quen.chats.models import Chat
from quen.chats.models import Line as ChatLine
from quen.demo.load import load_demo
from quen.events.models import Event
from quen.insight.feedback.leaving import Source, leaving
from quen.insight.feedback.loop import loop
from quen.leads.end import win_buyers
from quen.leads.models import Competitor, Lead, LeadState, Sighting, SourceCost
from quen.messages.models import Unsubscribed
from quen.people.consent import in_force
from quen.people.models import ConsentChannel, Contact, Identity, Purpose
from quen.purchases.models import Purchase
from quen.shops.models import Staff
from quen.surveys.improved_models import Improvement
from quen.surveys.models import Audience, Invitation, Response, Way
from quen.surveys.photo_models import Photo
from quen.tasks.models import LIVE, Task
from quen.tickets.models import Entry, Rating, RecoveryOffer, Ticket
from quen.vouchers.models import Use, Voucher
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
    stories: dict[int | None, list[Event]] = {}
    for event in Event.objects.filter(kind__startswith="lead.").order_by("happened_at", "pk"):
        stories.setdefault(event.subject, []).append(event)
    for lead in Lead.objects.all():
        story = stories[lead.pk]
        kinds = [event.kind.removeprefix("lead.") for event in story]
        moves = [event for event in story if event.kind == "lead.moved"]
        assert kinds[0] == "captured" and kinds.count("came_again") == lead.contacts - 1
        assert (moves[-1].facts["after"] if moves else "collect") == lead.stage
        assert (moves[-1].happened_at if moves else lead.came_at) == lead.moved_at
        assert lead.state == LeadState.OPEN or (kinds[-1], story[-1].happened_at) == (
            lead.state,
            lead.ended_at,
        )
        assert {event.store for event in story} == {lead.store_id}
    spoken = Contact.objects.values_list("company", "part").order_by("part")
    assert [part for _company, part in spoken] == ["beneficiary", "buyer", "user"]
    assert (
        len({company for company, _part in spoken}) == 1
        and Event.objects.filter(kind="contact.added").count() == 3
    )
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
    scored = Response.objects.exclude(survey__kind="choice")
    assert set(scored.values_list("band", flat=True)) == {"low", "middle", "high"}
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


def test_who_left_says_why_and_who_complained_is_given_something_true_to_what_followed() -> None:
    shop = load_demo(seed=7, months=9, customers=400)
    now = timezone.now()
    left = {
        row["code"]: row["dropped_on"]
        for row in shop.truth.select(["code", "dropped_on"]).to_pylist()
        if row["dropped_on"]
    }
    asked = Invitation.objects.filter(key__startswith="demo-goodbye:")
    said = Response.objects.filter(survey__in=asked.values("survey"))
    assert asked.filter(is_answered=True).count() == said.count() > 3
    assert Event.objects.filter(kind="survey.answered", subject__in=said.values("pk")).count() == said.count()
    reasons = set()
    for one in said:
        assert one.customer is not None and one.band == "" and one.score is None
        codes = Identity.objects.filter(kind="code", customer=one.customer).values_list("value", flat=True)
        assert set(codes) & set(left), "only who really left says goodbye"
        bought = Purchase.objects.filter(customer=one.customer).aggregate(last=Max("bought_at"))["last"]
        assert bought + timedelta(days=60) < one.answered_at < now
        reasons.add(one.answers["leaving"][0])
        angry = Response.objects.filter(
            customer=one.customer, band="low", answered_at__gt=bought - timedelta(days=150)
        )
        assert (one.answers["leaving"] == ["service"]) == angry.exists()
    assert len(reasons) > 1

    offers = RecoveryOffer.objects.select_related("ticket")
    given = offers.filter(state="given")
    assert Event.objects.filter(kind="ticket.recovery_given").count() == given.count() > 5
    assert {offer.ticket.kind for offer in offers} == {"complaint"}
    vouchers = Voucher.objects.in_bulk([offer.voucher for offer in given])
    for offer in given:
        voucher = vouchers[offer.voucher]
        assert (voucher.customer, voucher.source) == (offer.ticket.customer, f"recovery:{offer.ticket_id}")
        assert offer.ticket.first_answered_at and offer.decided_at
        assert offer.ticket.first_answered_at < offer.asked_at <= offer.decided_at == voucher.issued_at < now
        is_support = Staff.objects.get(pk=int(offer.asked_by.partition(":")[2])).role == "support"
        assert (offer.decided_by != offer.asked_by) == is_support, "support needs a manager's yes"
    for use in Use.objects.filter(voucher__in=list(vouchers)).select_related("purchase"):
        assert use.purchase is not None and use.purchase.customer == use.customer
        assert use.used_at == use.purchase.bought_at > vouchers[use.voucher_id].issued_at
        assert vouchers[use.voucher_id].state == "used"
    assert Use.objects.filter(voucher__in=list(vouchers)).exists()

    told = loop(since=now - timedelta(days=365), until=now, at=now)
    stages = {one.key: one.count for one in told.stages}
    assert stages["heard"] > stages["offered"] == given.count() and told.kept_minor > 0
    gone = leaving(since=now - timedelta(days=365), until=now)
    spoken = {source: sum(counts[source] for _reason, counts, _all in gone.table) for source in Source}
    assert spoken[Source.SURVEY] == said.count() and spoken[Source.LOST] > 0

    moved = {
        row["code"] for row in shop.trials.to_pylist() if row["trial"] == "too-often" and row["moved"] < 0
    }
    stopped = Unsubscribed.objects.all()
    assert spoken[Source.UNSUBSCRIBED] == stopped.count() > 0
    for stop in stopped:
        codes = Identity.objects.filter(kind="code", customer=stop.customer).values_list("value", flat=True)
        assert set(codes) & moved, "the messages drove her away"
        assert not in_force(customer=stop.customer_id, purpose=Purpose.MARKETING, channel=ConsentChannel.SMS)
