"""What this room keeps about persons."""

from django.utils import timezone

from quen.journeys.models import INSIDE, Enrolment, State
from quen.kernel.personal import Fate, Kept, Person
from quen.kernel.sentences import gettext_noop

_PROOF = gettext_noop("What a journey brought is proved by numbers; they stay without a name.")

KEPT = (
    Kept(
        model="journeys.enrolment", of=("customer",), called=gettext_noop("Journeys"),
        tells=("journey__name", "entered_at", "arm", "state", "facts", "goal_at", "left_at"), fate=Fate.BLANKED,
        blanks=("facts", "words", "trouble"), plain=("occasion", "step", "waits_for"), because=_PROOF,
    ),
    Kept(
        model="journeys.passage", of=("enrolment__customer",), called=gettext_noop("Steps of journeys"),
        tells=("at", "step", "outcome"), fate=Fate.STAYS, plain=("step", "outcome"), because=_PROOF,
    ),
)  # fmt: skip
NOBODY = frozenset(
    {
        "journeys.expected", "journeys.journey", "journeys.journeydraft", "journeys.journeyversion",
        "journeys.keptproof", "journeys.skipped",
    }
)  # fmt: skip


def erase_more(person: Person) -> None:
    """She leaves every journey."""
    Enrolment.objects.filter(customer__in=person.customers, state__in=INSIDE).update(
        state=State.LEFT, left_at=timezone.now()
    )
