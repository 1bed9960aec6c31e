"""Who is held out: of all offers, or of one journey. Transactional journeys hold nobody out."""

from quen.journeys.models import Arm
from quen.journeys.plan import Plan
from quen.measures.uplift.assign import GLOBAL, is_held_out
from quen.messages.settings import sending_settings


def experiment_of(journey: int) -> str:
    """The experiment's name, for the draw."""
    return f"journey:{journey}"


def global_share(plan: Plan) -> float:
    """The share (0 to 1) of customers who get no offers at all, as far as it concerns this journey."""
    if plan.purpose == "transactional":
        return 0.0
    return sending_settings().holdout_percent / 100


def arm_of(customer: int, journey: int, plan: Plan, share: float) -> Arm:
    """On which side she is; the same every time."""
    if is_held_out(customer, GLOBAL, share):
        return Arm.GLOBAL
    if is_held_out(customer, experiment_of(journey), plan.holdout_percent / 100):
        return Arm.CONTROL
    return Arm.TREATED
