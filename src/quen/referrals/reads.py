"""What surfaces ask about referrals."""

from dataclasses import dataclass

from django.db.models import Count

from quen.kernel.codes import bare, is_well_formed
from quen.people.find import everyone_in, root_of
from quen.people.models import Customer
from quen.referrals.codes import LENGTH
from quen.referrals.models import Code, Referral, State


@dataclass(frozen=True)
class Brought:
    """How many friends of an advocate are how far."""

    waiting: int = 0
    rewarded: int = 0
    refused: int = 0


def code_of(customer: int) -> str:
    """The code a member gives to friends; empty where she has none yet. Two queries."""
    codes = Code.objects.filter(customer__in=everyone_in(root_of(customer).pk))
    return codes.order_by("customer").values_list("code", flat=True).first() or ""


def owner_of(code: str) -> Customer | None:
    """Whose code it is, as whom she now counts; None for a code of nobody."""
    if not is_well_formed(bare(code), LENGTH):
        return None
    found = Code.objects.filter(code=bare(code)).select_related("customer__root").first()
    return None if found is None else found.customer.root or found.customer


def brought_by(customer: int) -> Brought:
    """How many friends she brought."""
    rows = Referral.objects.filter(advocate__in=everyone_in(root_of(customer).pk))
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    waiting = sum(counted.get(state, 0) for state in (State.WAITING, State.BOUGHT, State.REVIEW))
    return Brought(waiting, counted.get(State.REWARDED, 0), counted.get(State.REFUSED, 0))
