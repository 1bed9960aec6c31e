"""How leads end: as a customer, or not; and what brings one back."""

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from quen.events.emit import emit, emit_all
from quen.kernel.actor import SYSTEM, Actor
from quen.kernel.names import tidy
from quen.kernel.sentences import gettext_noop
from quen.leads.errors import LeadEnded
from quen.leads.events import LeadLost, LeadReopened, LeadWon
from quen.leads.find import held
from quen.leads.models import Competitor, Lead, LeadState, LossReason
from quen.people.models import Customer
from quen.purchases.models import Purchase

MOST_WORDS = 500


@transaction.atomic
def win(*, lead: int, at: datetime, by: Actor) -> Lead:
    """She became a customer; her story goes on in the same record. Raises NoSuchLead, LeadEnded."""
    won = held(lead)
    won.state, won.ended_at = LeadState.WON, at
    won.save(update_fields=["state", "ended_at"])
    emit(
        LeadWon(at=at, by=by, customer=won.customer_id, store=won.store_id, subject=won.pk, source=won.source)
    )
    return won


@transaction.atomic
def win_buyers() -> int:
    """Win every open lead who bought since she came, at the time of that purchase; how many.

    One index look for each open lead, and one write for each that bought.
    """
    rows = Lead.objects.select_for_update(of=("self",), skip_locked=True).filter(state=LeadState.OPEN)
    won = list(rows.annotate(bought_at=_first_purchase()).filter(bought_at__isnull=False))
    for lead in won:
        lead.state, lead.ended_at = LeadState.WON, lead.bought_at
    Lead.objects.bulk_update(won, ["state", "ended_at"], batch_size=500)
    emit_all(
        LeadWon(
            at=lead.bought_at,
            by=SYSTEM,
            customer=lead.customer_id,
            store=lead.store_id,
            subject=lead.pk,
            source=lead.source,
        )
        for lead in won
    )
    return len(won)


@transaction.atomic
def lose(
    *, lead: int, reason: LossReason, at: datetime, by: Actor, competitor: int | None = None, words: str = ""
) -> Lead:
    """She will not buy for now, and why. Raises NoSuchLead, LeadEnded."""
    lost = held(lead)
    lost.state, lost.ended_at, lost.loss_reason = LeadState.LOST, at, reason
    lost.competitor, lost.words = (
        Competitor.objects.filter(pk=competitor or 0).first(),
        tidy(words)[:MOST_WORDS],
    )
    lost.save(update_fields=["state", "ended_at", "loss_reason", "competitor", "words"])
    emit(
        LeadLost(at=at, by=by, customer=lost.customer_id, store=lost.store_id, subject=lost.pk, reason=reason.value,
                 competitor=str(lost.competitor or ""), words=lost.words)
    )  # fmt: skip
    return lost


@transaction.atomic
def reopen(*, lead: int, at: datetime, by: Actor) -> Lead:
    """It is under way again: the undo of winning and losing. Raises NoSuchLead, LeadEnded."""
    back = held(lead, is_open=False)
    if Lead.objects.filter(customer=back.customer_id, state=LeadState.OPEN).exists():
        raise LeadEnded(
            gettext_noop("%(lead)s has another open lead by now. Go on with that one."), lead=back
        )
    back.state, back.ended_at, back.loss_reason, back.competitor, back.words = (
        LeadState.OPEN,
        None,
        "",
        None,
        "",
    )
    back.save(update_fields=["state", "ended_at", "loss_reason", "competitor", "words"])
    emit(LeadReopened(at=at, by=by, customer=back.customer_id, store=back.store_id, subject=back.pk))
    return back


def _first_purchase() -> Subquery:
    """When she, or anyone merged into her, first bought after she came."""
    root = Coalesce(OuterRef(OuterRef("customer__root")), OuterRef(OuterRef("customer")))
    everyone = Customer.objects.filter(Q(pk=root) | Q(root=root))
    bought = Purchase.objects.filter(customer__in=everyone.values("pk"), bought_at__gte=OuterRef("came_at"))
    return Subquery(bought.order_by("bought_at").values("bought_at")[:1])
