"""Do not offer a text again, when the campaign comes round or is made again; or do after all."""

from datetime import datetime

from django.db import transaction

from quen.campaigns.errors import BadCampaign
from quen.campaigns.events import VariantStopped
from quen.campaigns.find import held
from quen.campaigns.models import Campaign, Variant
from quen.events.emit import emit
from quen.kernel.actor import Actor
from quen.kernel.sentences import gettext_noop


@transaction.atomic
def stop_variant(*, campaign: int, number: int, at: datetime, by: Actor) -> Variant:
    """This one and the same text of the pattern it is an issue of. Raises BadCampaign for the last, NoSuchCampaign."""
    row = held(campaign)
    if row.variants.filter(stopped_at=None).exclude(number=number).count() == 0:
        raise BadCampaign(gettext_noop("It is the last text of this campaign: write another one first."))
    return _set(row, number, at, at=at, by=by)


@transaction.atomic
def offer_again(*, campaign: int, number: int, at: datetime, by: Actor) -> Variant:
    """The opposite. Raises BadCampaign, NoSuchCampaign."""
    return _set(held(campaign), number, None, at=at, by=by)


def _set(row: Campaign, number: int, stopped_at: datetime | None, *, at: datetime, by: Actor) -> Variant:
    variant = row.variants.filter(number=number).first()
    if variant is None:
        raise BadCampaign(gettext_noop("There is no such text."))
    variant.stopped_at = stopped_at
    variant.save(update_fields=["stopped_at"])
    _set_in_pattern(row, variant, stopped_at)
    is_stopped = stopped_at is not None
    emit(
        VariantStopped(
            at=at, by=by, subject=row.pk, name=row.name, letter=variant.letter, is_stopped=is_stopped
        )
    )
    return variant


def _set_in_pattern(row: Campaign, variant: Variant, stopped_at: datetime | None) -> None:
    """The pattern's variants with the very same templates: their letters may have moved since."""
    if row.issue_of is None:
        return
    wanted = set(variant.texts.values_list("channel", "template"))
    others = list(row.issue_of.pattern.variants.prefetch_related("texts"))
    same = [
        each for each in others if {(text.channel, text.template_id) for text in each.texts.all()} == wanted
    ]
    if stopped_at is not None and all(each in same or each.stopped_at for each in others):
        return
    Variant.objects.filter(pk__in=[each.pk for each in same]).update(stopped_at=stopped_at)
