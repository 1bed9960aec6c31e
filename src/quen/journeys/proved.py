"""The proof of a journey is kept: worked out once a day by the worker, or when somebody asks, and read by the pages."""

import json
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from pydantic import TypeAdapter

from quen.campaigns.proof import Proof
from quen.journeys.models import Enrolment, Journey, KeptProof
from quen.journeys.proof import prove_journey
from quen.measures.uplift.states import State
from quen.shops.clock import day_of, start_of

_PROOF = TypeAdapter(Proof)


def keep_proof(*, journey: Journey, at: datetime) -> Proof | None:
    """Work it out as of now and keep it; None where there is nothing to compare."""
    found = prove_journey(journey, at=at)
    # Python's own JSON, which can say that an interval has no end.
    written = json.dumps(_PROOF.dump_python(found, mode="json")) if found else ""
    KeptProof.objects.update_or_create(journey=journey, defaults={"proof": written, "made_at": at})
    return found


def prove_due(*, at: datetime) -> int:
    """Work out what was not worked out today, of journeys somebody ever entered; how many these were.

    Comes by every second: one query where all is done.
    """
    entered = Exists(Enrolment.objects.filter(journey=OuterRef("pk")))
    not_today = Q(kept_proof=None) | Q(kept_proof__made_at__lt=start_of(day_of(at)))
    due = list(Journey.objects.filter(entered, not_today).order_by("pk"))
    for journey in due:
        keep_proof(journey=journey, at=at)
    return len(due)


def proof_in(kept: KeptProof) -> Proof | None:
    """What was kept."""
    return _PROOF.validate_python(json.loads(kept.proof)) if kept.proof else None


def is_losing(proof: Proof | None) -> bool:
    """Whether it is sure that it costs more than it brings."""
    if proof is None or not proof.is_over or not proof.ratio.is_ok or proof.profit.found is None:
        return False
    return proof.profit.state == State.DIFFERENCE and proof.profit.found.difference < 0


def losing(journeys: Iterable[Journey]) -> list[Journey]:
    """Those of them that are on and lose, as far as it is worked out. One query."""
    on = [each for each in journeys if each.is_on]
    kept = {row.journey_id: row for row in KeptProof.objects.filter(journey__in=on).exclude(proof="")}
    return [each for each in on if each.pk in kept and is_losing(proof_in(kept[each.pk]))]
