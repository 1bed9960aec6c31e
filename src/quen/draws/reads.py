"""What surfaces ask about draws."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from quen.draws.models import ASKED, COUNTED, Award, AwardState, Draw, State
from quen.people.find import everyone_in, root_of
from quen.purchases.models import Purchase, Return


@dataclass(frozen=True)
class Counted:
    """How many entries of how many people; while the draw is open, as of now and before the most a person has."""

    entries: int
    people: int


def entry_names(draw: Draw) -> Iterator[str]:
    """Every entry under its pseudonym, once the draw is closed: ``3f…-1``, ``3f…-2``.

    In a contest what each took part with: ``3f…|when|figure|words``.
    """
    if draw.is_contest:
        rows = draw.participants.order_by("label").values_list("label", "since", "figure", "text")
        for label, since, figure, text in rows.iterator():
            moment = since.astimezone(UTC).isoformat(timespec="seconds") if since else ""
            yield f"{label}|{moment}|{'' if figure is None else figure}|{text}"
        return
    for label, entries in draw.participants.order_by("label").values_list("label", "entries").iterator():
        for number in range(1, entries + 1):
            yield f"{label}-{number}"


def proof_of(draw: Draw) -> dict[str, Any]:
    """All that anybody needs beside the list to find the winners again, once they are found."""
    said = {
        "draw": draw.name, "kind": draw.kind, "commitment": draw.commitment, "seed": draw.seed,
        "entries_hash": draw.entries_hash, "public_word": draw.public_word,
        "places": sum(draw.prizes.values_list("pieces", flat=True)) + draw.reserves,
        "winners": list(draw.winners.order_by("rank").values_list("entry", flat=True)),
    }  # fmt: skip
    return said | ({"answer": draw.answer} if draw.answer else {})


def counted(draw: Draw) -> Counted:
    """Three queries at most."""
    if draw.state == State.DRAFT:
        return Counted(0, 0)
    if draw.state != State.OPEN:
        rows = draw.participants
        return Counted(rows.aggregate(n=Coalesce(Sum("entries"), 0))["n"], rows.count())
    bought, given = _from_purchases(draw), draw.entries.all()
    people = {
        *bought.values_list("customer", flat=True).distinct(),
        *given.values_list("customer", flat=True),
    }
    return Counted(_sum(bought) + given.aggregate(n=Coalesce(Sum("count"), 0))["n"], len(people))


def entries_of(*, draw: Draw, customer: int) -> int:
    """How many entries a customer has, the most a person counted in."""
    everyone = everyone_in(root_of(customer).pk)
    if draw.state not in (State.DRAFT, State.OPEN):
        own = draw.participants.filter(customer__in=everyone)
        return int(own.aggregate(n=Coalesce(Sum("entries"), 0))["n"])
    own_entries = draw.entries.filter(customer__in=everyone)
    given = int(own_entries.aggregate(n=Coalesce(Sum("count"), 0))["n"])
    entries = _sum(_from_purchases(draw).filter(customer__in=everyone)) + given
    return min(entries, draw.most_a_person or entries)


@dataclass(frozen=True)
class Worth:
    """What the prizes of a draw are worth, in minor units. `left_minor`: of those nobody has or may still fetch."""

    promised_minor: int
    handed_over_minor: int
    waiting_minor: int

    @property
    def left_minor(self) -> int:
        return self.promised_minor - self.handed_over_minor - self.waiting_minor


def worth(draw: Draw) -> Worth:
    """Two queries."""
    promised = sum(prize.pieces * prize.value_minor for prize in draw.prizes.all())
    won = Award.objects.filter(winner__draw=draw).values_list("state")
    values = dict(won.annotate(Sum("prize__value_minor")))
    return Worth(promised, values.get(AwardState.HANDED_OVER, 0), values.get(AwardState.WAITING, 0))


def _from_purchases(draw: Draw) -> QuerySet[Purchase]:
    """Purchases that bring entries by now, each with `brings`; the same as entries.sql."""
    per = draw.amount_per_entry_minor or (1 if draw.kind in COUNTED else None)
    if per is None or draw.kind in ASKED or draw.state != State.OPEN:
        return Purchase.objects.none().annotate(brings=Value(0))
    back = Return.objects.filter(purchase=OuterRef("pk")).values("purchase").annotate(n=Sum("amount_minor"))
    rows = Purchase.objects.filter(
        bought_at__gte=draw.opens_at, bought_at__lt=draw.closes_at, customer__isnull=False
    ).annotate(kept=F("amount_minor") - Coalesce(Subquery(back.values("n")), Value(0)))
    if draw.stores:
        rows = rows.filter(store__in=draw.stores)
    return rows.filter(kept__gte=per).annotate(brings=F("kept") / per)


def _sum(rows: QuerySet[Purchase]) -> int:
    return int(rows.aggregate(n=Coalesce(Sum("brings"), 0))["n"] or 0)
