"""A text that is being written, as a customer would read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from quen.console.outreach.forms import TextForm
from quen.kernel.errors import QuenError
from quen.messages.channel import Channel, MessagePurpose
from quen.messages.compose import texts_of
from quen.messages.errors import BadTemplate
from quen.messages.house import house_of
from quen.messages.models import Template, TemplateVersion
from quen.messages.preview import Preview, count_lacking, known_of, written
from quen.messages.settings import account_of
from quen.messages.templates import refuse_unfit
from quen.people.look_up import look_up
from quen.people.models import Customer

SAMPLE = 500
"""The newest customers, of whom it is counted how many lack a fact."""


@dataclass(frozen=True)
class Draft:
    """`fault`: why it could not be sent to anybody. `lacking`: fact → how many of `sample` customers lack it."""

    customer: Customer | None
    preview: Preview | None
    fault: str = ""
    lacking: Sequence[tuple[str, int]] = ()
    sample: int = 0
    price_minor: int = 0

    @property
    def cost_minor(self) -> int:
        """What one such SMS costs."""
        length = self.preview.length if self.preview else None
        return length.cost_minor(self.price_minor) if length else 0


def shown(
    form: TextForm, channel: Channel, version: TemplateVersion | None, *, asked_as: str, at: datetime
) -> Draft:
    """The form's text for the customer asked for, else for the newest one, from its first word on.

    What is not there yet, such as a subject, is said beside it; a text that cannot be read is not shown.
    """
    customer, draft = _customer(asked_as), _unsaved(form, channel, version)
    if not any(part.strip() for part in texts_of(draft)):
        return Draft(customer, None)
    fault = ""
    try:
        refuse_unfit(channel, form.said())
    except QuenError as error:
        fault = error.sentence.render(_) if form.is_bound else ""
    try:
        return _as_read(draft, customer, fault=fault, at=at)
    except BadTemplate:
        return Draft(customer, None, fault)


def _as_read(draft: TemplateVersion, customer: Customer | None, *, fault: str, at: datetime) -> Draft:
    """With who of the newest customers would not get it. Raises BadTemplate where it cannot be read."""
    channel = Channel(draft.template.channel)
    newest = list(
        Customer.objects.filter(root__isnull=True).order_by("-pk").values_list("pk", flat=True)[:SAMPLE]
    )
    house = house_of()
    known = known_of(draft, [*newest, *([customer.pk] if customer else [])], house=house, at=at)
    return Draft(
        customer,
        written(draft, known[customer.pk], house=house, gap="…") if customer else None,
        fault,
        lacking=sorted(count_lacking(draft, (known[pk] for pk in newest), house=house).items()),
        sample=len(newest),
        price_minor=account_of(channel).price_minor if channel == Channel.SMS else 0,
    )


def _unsaved(form: TextForm, channel: Channel, version: TemplateVersion | None) -> TemplateVersion:
    said = form.said()
    typed = form.data if form.is_bound else {}
    template = version.template if version else Template(
        channel=channel,
        purpose=typed.get("purpose") or MessagePurpose.MARKETING,
        language=typed.get("language") or "vi",
    )  # fmt: skip
    return TemplateVersion(
        template=template, subject=said.subject, body=said.body, zns_template=said.zns_template,
        zns_params=dict(said.zns_params),
    )  # fmt: skip


def _customer(asked_as: str) -> Customer | None:
    if asked_as:
        found = look_up(asked_as, most=1)
        return (found[0].root or found[0]) if found else None
    return Customer.objects.filter(root__isnull=True).exclude(name="").order_by("-pk").first()
