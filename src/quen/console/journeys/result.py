"""What a journey brought and what could be seen of it, in the words and figures of campaigns."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from quen.console.access import StaffRequest, needs
from quen.console.act import act
from quen.console.campaigns.result import Result, told
from quen.journeys.expect import expect
from quen.journeys.models import Expected, Journey, KeptProof
from quen.journeys.proved import keep_proof, proof_in
from quen.shops.roles import Permission


@dataclass(frozen=True)
class Brought:
    """The result as it was kept, and when it was worked out; both None where it was not yet."""

    result: Result | None = None
    made_at: datetime | None = None


@dataclass(frozen=True)
class Visible:
    """What could be seen of a version that was never on: shares in percent; `lift` None: no effect at all."""

    customers: int | None
    rate: float
    lift: float | None
    made_at: datetime


def brought_by(journey: Journey, *, currency: str) -> Brought:
    """As it was kept last. One query."""
    kept = KeptProof.objects.filter(journey=journey).first()
    if kept is None:
        return Brought()
    proof = proof_in(kept)
    return Brought(told(proof, currency) if proof else None, kept.made_at)


def visible_of(journey: Journey) -> Visible | None:
    """As it was worked out for the newest version; None where it was not, or the journey was on already."""
    if journey.switched_at is not None:
        return None
    row = Expected.objects.filter(journey=journey, version=journey.version).first()
    if row is None:
        return None
    lift = None if row.smallest_lift is None else 100 * row.smallest_lift
    return Visible(row.customers, 100 * row.rate, lift, row.made_at)


@needs(Permission.SEE_OUTREACH)
@require_POST
def prove(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Work the result out anew."""
    journey = get_object_or_404(Journey, pk=journey_id)
    act(request, lambda now: keep_proof(journey=journey, at=now), done=_("This is how it stands now."))
    return redirect("console:journeys:show", journey_id=journey.pk)


@needs(Permission.SEE_OUTREACH)
@require_POST
def look_ahead(request: StaffRequest, journey_id: int) -> HttpResponse:
    """Work out what could be seen."""
    journey = get_object_or_404(Journey, pk=journey_id)
    act(request, lambda now: expect(journey=journey, at=now), done=_("This is how it would be now."))
    return redirect("console:journeys:show", journey_id=journey.pk)
