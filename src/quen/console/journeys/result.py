"""What a journey brought, in the words and figures of campaigns."""

from datetime import datetime

from quen.console.campaigns.result import Result, told
from quen.journeys.models import Journey
from quen.journeys.proof import prove_journey


def result_of(journey: Journey, *, currency: str, at: datetime) -> Result | None:
    """As of now; None where nobody is held out or nobody entered yet."""
    proof = prove_journey(journey, at=at)
    return None if proof is None else told(proof, currency)
