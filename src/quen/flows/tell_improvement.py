"""Tell those who said it what was changed because of them: by a message where the guard lets one go, else on her page.

A bounded part at a time; who was told is kept in the transaction that writes the message, so that nobody is told twice.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from quen.flows.survey_texts import CHANNELS
from quen.kernel.actor import SYSTEM, Actor
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.models import State, Template, TemplateVersion
from quen.messages.queue import Source, queue
from quen.messages.templates import Said, make_template
from quen.people.find import root_of
from quen.shops.clock import day_of
from quen.shops.reads import current_business
from quen.surveys.improve import improvement_held, not_told_yet
from quen.surveys.improved_models import Improvement, Told, ToldBy
from quen.surveys.models import Way

_NOT_SENT = (State.REFUSED, State.EXPIRED)


def make_telling(*, way: Way, at: datetime, by: Actor) -> Template:
    """The text that tells, written once for a way in the shop's language and used for every change after.

    Raises BadTemplate, and KeyError for a way no text can be written for.
    """
    business, channel = current_business(), CHANNELS[way]
    language = business.language if business else "vi"
    with translation.override(language):
        name = _("You said it, we changed it (%(way)s)") % {"way": channel.label}
        body = _("you told us, and {{ business }} listened: {{ words }}")
        dear, thanks = _('Hello {{ dear|or:"" }},').replace(" ,", ","), _("Thank you for telling us.")
        subject = _("You said it, we changed it")
    known = Template.objects.filter(name=name, channel=channel, archived_at=None).first()
    if known is not None:
        return known
    by_email = Said(subject=subject, body="\n\n".join((dear, body, thanks)))
    said = by_email if channel == Channel.EMAIL else Said(body="{{ business }}: {{ words }}")
    return make_template(
        name=name,
        channel=channel,
        purpose=MessagePurpose.MARKETING,
        said=said,
        language=language,
        at=at,
        by=by,
    )


def tell_due(*, at: datetime, most: int) -> int:
    """Tell those not told yet of every change that is told, `most` at once; how many messages were written.

    Comes by every second: one query where all were told.
    """
    told = 0
    for number in (
        Improvement.objects.filter(told_from__lte=at, told_all_at=None, withdrawn_at=None).order_by("-pk")
        .values_list("pk", flat=True)[:20]
    ):  # fmt: skip
        with transaction.atomic():
            row = improvement_held(number)
            told += _tell(row, at=at, most=most)
    return told


def _tell(row: Improvement, *, at: datetime, most: int) -> int:
    version = _newest(row)
    if row.withdrawn_at is not None or version is None:
        return 0
    waiting = list(not_told_yet(row)[:most])
    if len(waiting) < most and row.since <= day_of(at):
        row.told_all_at = at
        row.save(update_fields=["told_all_at"])
    return sum(_tell_one(row, whom, version, at=at) for whom in waiting)


def _tell_one(row: Improvement, customer: int, version: TemplateVersion, *, at: datetime) -> bool:
    root = root_of(customer)
    message = None
    if not root.is_internal:
        message = queue(
            customer=root.pk, version=version, key=f"improvement:{row.pk}:{root.pk}", at=at, by=SYSTEM,
            facts={"words": f"{row.title}. {row.words}"}, source=Source("improvement", row.pk),
        )  # fmt: skip
    goes = message is not None and message.state not in _NOT_SENT
    Told.objects.create(
        improvement=row,
        customer=root,
        way=ToldBy.MESSAGE if goes else ToldBy.PAGE,
        told_at=at if goes else None,
    )
    return goes


def _newest(row: Improvement) -> TemplateVersion | None:
    rows = TemplateVersion.objects.select_related("template")
    return rows.filter(
        template=row.template, number=F("template__version"), template__archived_at=None
    ).first()
