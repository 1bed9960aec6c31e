"""Ask by a message: the invitation and the message that carries its link, together or not at all."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from quen.flows.ask_for_rating import was_asked_by_letter
from quen.kernel.actor import SYSTEM, Actor
from quen.kernel.errors import QuenError
from quen.messages.models import State, TemplateVersion
from quen.messages.queue import Source, queue
from quen.messages.settings import public_url
from quen.people.find import root_of
from quen.surveys.ask import ask, link_to
from quen.surveys.models import DueAsk, Invitation, Way
from quen.surveys.products import name_of
from quen.surveys.rest import was_asked_lately
from quen.tickets.choices import TicketState
from quen.tickets.models import Ticket

SENSIBLE = timedelta(days=3)
"""How long after it was due an ask still makes sense."""
_NOT_SENT = (State.REFUSED, State.EXPIRED)


class _NotAsked(Exception):
    """The guard said no: nothing of the ask is kept."""


@transaction.atomic
def ask_by_message(
    *, survey: int, customer: int, version: TemplateVersion, way: Way, key: str, at: datetime, by: Actor,
    purchase: int | None = None, store: int | None = None, source_kind: str = "", source_id: int | None = None,
) -> Invitation | None:  # fmt: skip
    """Ask and write; the same key asks once. None where the guard lets no message go to her, or no link can be written.

    Raises NoSuchSurvey, SurveyClosed, NoSuchCustomer.
    """
    base = public_url()
    if not base:
        return None
    try:
        with transaction.atomic():
            invitation = ask(
                survey=survey, customer=customer, way=way, key=key, at=at, by=by, purchase=purchase, store=store,
                source_kind=source_kind, source_id=source_id,
            )  # fmt: skip
            message = queue(
                customer=customer, version=version, key=f"survey:{invitation.pk}", at=at, by=by,
                facts=_facts(invitation, base), source=Source("survey", survey),
                not_after=at + SENSIBLE,
            )  # fmt: skip
            if message.state in _NOT_SENT:
                raise _NotAsked
    except _NotAsked:
        return None
    return invitation


def _facts(invitation: Invitation, base: str) -> dict[str, object]:
    """Her link, and the product it asks about in place of what she bought last."""
    facts: dict[str, object] = {"link": base + link_to(invitation)}
    if product := name_of(invitation.product_id):
        facts["product"] = product
    return facts


def ask_due(*, at: datetime, most: int) -> int:
    """Ask whose time has come, `most` at once; how many were. Each in its own transaction, so that one stops none."""
    asked = 0
    for number in (
        DueAsk.objects.filter(due_at__lte=at).order_by("due_at").values_list("pk", flat=True)[:most]
    ):
        with transaction.atomic():
            row = (
                DueAsk.objects.select_for_update(of=("self",), skip_locked=True)
                .select_related("rule__survey").filter(pk=number).first()
            )  # fmt: skip
            if row is not None:
                asked += _ask(row, at=at)
                row.delete()
    return asked


def _ask(row: DueAsk, *, at: datetime) -> bool:
    rule = row.rule
    if not rule.is_on or rule.survey.closed_at is not None or row.due_at + SENSIBLE < at:
        return False
    try:
        ticket = _settled(row.ticket) if row.ticket else None
        if row.ticket and ticket is None:
            return False
        root = root_of(row.customer_id)
        if root.is_internal or was_asked_lately(root.pk, days=rule.rest_days, at=at):
            return False
        version = _newest(rule.template)
        if version is None:
            return False
        asked = ask_by_message(
            survey=rule.survey_id, customer=root.pk, version=version, way=Way(rule.way), key=f"rule:{row.key}",
            purchase=row.purchase_id, store=ticket.store_id if ticket else None,
            source_kind="ticket" if ticket else "", source_id=row.ticket, at=at, by=SYSTEM,
        )  # fmt: skip
    except QuenError:
        return False
    return asked is not None


def _settled(number: int) -> Ticket | None:
    """The ticket, where it is still settled and she was neither asked about it by letter nor has rated it."""
    found = Ticket.objects.filter(
        pk=number, state__in=(TicketState.SOLVED, TicketState.CLOSED), rating=None
    ).first()
    return None if found is None or was_asked_by_letter(found) else found


def _newest(template: int | None) -> TemplateVersion | None:
    rows = TemplateVersion.objects.select_related("template")
    return rows.filter(template=template, number=F("template__version"), template__archived_at=None).first()
