"""Steps that do something for a customer. All of it is written in the transaction that takes her further, by keys."""

from datetime import timedelta

from quen.enrolment.versions import version_in_force
from quen.events.emit import emit
from quen.insight.models import NextProduct
from quen.journeys.events import JourneyTold
from quen.journeys.moves import Here, Move, Onward
from quen.journeys.reads import source_of
from quen.journeys.steps import Offer, Send, Tag, TaskFor, Tell, TicketFor
from quen.kernel.actor import SYSTEM
from quen.messages.fact_names import OF_THE_SOURCE
from quen.messages.guard import Reason
from quen.messages.models import Message, State, Template, TemplateVersion
from quen.messages.queue import queue
from quen.messages.settings import sending_settings
from quen.people.models import Customer
from quen.people.tag import tag, untag
from quen.points.earn import earn
from quen.shops.clock import day_of, start_of
from quen.shops.roles import Role
from quen.tasks.create import create
from quen.tasks.models import TaskKind
from quen.tickets.choices import CameBy, TicketKind, Topic
from quen.tickets.open_ticket import Matter, Origin, open_ticket
from quen.vouchers.issue import issue

_PASSED_OVER = {
    Reason.CHANNEL_OFF, Reason.NO_ADDRESS, Reason.SUPPRESSED, Reason.DO_NOT_CALL, Reason.NO_CONSENT,
    Reason.NO_BRAND_NAME,
}  # fmt: skip
"""Refusals after which another channel may still reach her."""
_TOLD = {*OF_THE_SOURCE, "voucher", "voucher_name", "voucher_until"}


def message(here: Here, step: Send) -> Move:
    """On the first channel that may reach her; each refusal is kept with its reason."""
    sent = None
    facts = {name: value for name, value in here.enrolment.facts.items() if name in _TOLD}
    if step.words == "next_product":
        facts["words"] = _next_product(here.customer)
    if pages := sending_settings().social_pages:
        facts.setdefault("link", pages[0])
    for version in _texts(here):
        sent = queue(
            customer=here.customer, version=version, key=f"{here.key}:{version.template.channel}", at=here.at,
            by=SYSTEM, facts=facts, source=source_of(here.journey.pk), occasion=here.plan.occasion,
            not_after=here.due_at + timedelta(days=step.valid_days),
        )  # fmt: skip
        if not _is_passed_over(sent):
            break
    return Onward(here.place.after, sent.state if sent else "", sent.pk if sent else None)


def offer(here: Here, step: Offer) -> Move:
    """A voucher, whose code later texts may name, or points."""
    if step.voucher is not None:
        voucher = issue(
            kind=step.voucher, customer=here.customer, source=f"journey:{here.journey.pk}", at=here.at, key=here.key,
            by=SYSTEM,
        )  # fmt: skip
        here.enrolment.facts |= {
            "voucher": voucher.code,
            "voucher_name": voucher.kind.name,
            "voucher_until": voucher.valid_until.isoformat() if voucher.valid_until else "",
        }
        return Onward(here.place.after, "voucher", voucher.pk)
    assert step.points is not None
    day = day_of(here.at, here.zone)
    programme = version_in_force(day)
    ends = programme.expiry.expires_on(day) if programme else None
    transfer = earn(
        customer=here.customer, points=step.points, at=here.at, key=here.key, by=SYSTEM, reason=here.plan.name,
        expires_at=start_of(ends, here.zone) if ends else None,
    )  # fmt: skip
    here.enrolment.facts["number"] = step.points
    return Onward(here.place.after, "points", transfer.pk)


def task(here: Here, step: TaskFor) -> Move:
    """Something for a person to do."""
    made = create(
        title=step.title, kind=TaskKind(step.kind), due_at=here.at + timedelta(days=step.days), by=SYSTEM, at=here.at,
        customer=here.customer, role=Role(step.role) if step.role else None, script=step.script,
        source_kind="journey", source_id=here.journey.pk, key=here.key,
    )  # fmt: skip
    return Onward(here.place.after, "task", made.pk)


def ticket(here: Here, step: TicketFor) -> Move:
    """A ticket of hers."""
    matter = Matter(step.text, subject=step.subject, kind=TicketKind(step.kind), topic=Topic(step.topic))
    opened = open_ticket(
        matter=matter, came_by=CameBy.API, at=here.at, by=SYSTEM, customer=here.customer, role=Role(step.role),
        origin=Origin("journey", here.journey.pk, here.key),
    )  # fmt: skip
    return Onward(here.place.after, "ticket", opened.pk)


def tags(here: Here, step: Tag) -> Move:
    """On and off."""
    if step.add:
        tag(customers=[here.customer], tags=step.add, by=SYSTEM, at=here.at)
    if step.remove:
        untag(customers=[here.customer], tags=step.remove, by=SYSTEM, at=here.at)
    return Onward(here.place.after, "tag")


def tell(here: Here, step: Tell) -> Move:
    """An event other systems listen to."""
    emit(
        JourneyTold(
            at=here.at, by=SYSTEM, customer=here.customer, subject=here.journey.pk, key=here.journey.key,
            name=here.journey.name, words=step.words,
        )
    )  # fmt: skip
    return Onward(here.place.after, "told")


def _texts(here: Here) -> list[TemplateVersion]:
    """One text a channel, in the order of the step: in her language, else the first of the channel."""
    known = here.version.texts.get(here.place.path, [])
    numbers = [each["version"] for each in known if "version" in each]
    newest = Template.objects.in_bulk([each["template"] for each in known if "template" in each])
    versions = TemplateVersion.objects.select_related("template")
    found = {("version", row.pk): row for row in versions.filter(pk__in=numbers)}
    for template in newest.values():
        found["template", template.pk] = versions.get(template=template, number=template.version)
    language = Customer.objects.values_list("language", flat=True).get(pk=here.customer) or "vi"
    by_channel: dict[str, TemplateVersion] = {}
    for each in known:
        row = found[next(iter(each.items()))]
        channel = row.template.channel
        if channel not in by_channel or (
            row.template.language == language and by_channel[channel].template.language != language
        ):
            by_channel[channel] = row
    return list(by_channel.values())


def _is_passed_over(sent: Message) -> bool:
    return sent.state == State.REFUSED and sent.reason in _PASSED_OVER


def _next_product(customer: int) -> str:
    likeliest = (
        NextProduct.objects.filter(customer=customer).select_related("product").order_by("rank").first()
    )
    return likeliest.product.name if likeliest else ""
