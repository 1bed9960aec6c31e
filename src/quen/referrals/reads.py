"""What surfaces ask about referrals."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Subquery

from quen.kernel.codes import bare, is_well_formed
from quen.people.find import Group, everyone_in, root_of
from quen.people.models import Customer
from quen.referrals.codes import LENGTH
from quen.referrals.models import Code, Referral, State, Terms


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


def terms_with_code_of(group: Group) -> tuple[Terms | None, str]:
    """What a friend is worth now, and the code of one person; empty where she has none yet. One query."""
    codes = Code.objects.filter(customer__in=group).order_by("customer").values("code")[:1]
    terms = Terms.objects.order_by("-pk").annotate(own_code=Subquery(codes)).first()
    return terms, (terms.own_code or "") if terms is not None else ""


def owner_of(code: str) -> Customer | None:
    """Whose code it is, as whom she now counts; None for a code of nobody."""
    if not is_well_formed(bare(code), LENGTH):
        return None
    found = Code.objects.filter(code=bare(code)).select_related("customer__root").first()
    return None if found is None else found.customer.root or found.customer


def friends_of(*, customer: int, before: int | None, most: int) -> list[Referral]:
    """The referrals of those she brought, newest first; `before` one of them, so many. Three queries."""
    rows = _with_both().filter(advocate__in=everyone_in(root_of(customer).pk))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:most])


def referral_numbered(number: int) -> Referral | None:
    """One referral, with both customers and its terms."""
    return _with_both().filter(pk=number).first()


def referral_of(friend: int) -> int | None:
    """The number of the referral by which a customer came; None where nobody brought her."""
    rows = Referral.objects.filter(friend__in=everyone_in(root_of(friend).pk)).order_by("pk")
    return rows.values_list("pk", flat=True).first()


def brought_by(customer: int) -> Brought:
    """How many friends she brought."""
    rows = Referral.objects.filter(advocate__in=everyone_in(root_of(customer).pk))
    counted = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    waiting = sum(counted.get(state, 0) for state in (State.WAITING, State.BOUGHT, State.REVIEW))
    return Brought(waiting, counted.get(State.REWARDED, 0), counted.get(State.REFUSED, 0))


def _with_both() -> QuerySet[Referral]:
    return Referral.objects.select_related("advocate__root", "friend__root", "terms")
