"""What a campaign is made of, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quen.campaigns.audience import BUDGET
from quen.campaigns.models import EVERYBODY, Campaign, OfferKind
from quen.console.templatetags.written import number
from quen.messages.guard import Reason
from quen.segments.models import Segment


def segment_names(keys: Iterable[str]) -> dict[str, str]:
    """Key → what the segment is called; the key itself where it is gone. At most one query."""
    wanted = set(keys)
    names = {each.key: each.shown_name for each in Segment.objects.filter(key__in=wanted - {EVERYBODY})}
    return {key: _("All customers") if key == EVERYBODY else names.get(key, key) for key in wanted}


def reason(value: str) -> str:
    """Why somebody is left out."""
    if value == BUDGET:
        return _("The budget is promised to others")
    return str(Reason(value).label) if value in Reason.values else value


def offer(row: Campaign) -> str:
    """What it gives."""
    if row.offer_kind == OfferKind.VOUCHER:
        return _("A voucher: %(name)s") % {"name": row.voucher_kind}
    if row.offer_kind == OfferKind.POINTS:
        return ngettext("%(points)s point", "%(points)s points", row.points) % {"points": number(row.points)}
    if row.offer_kind == OfferKind.EARLY:
        return _("Early access from %(day)s") % {"day": f"{row.offer_day:%d/%m/%Y}"}
    return str(OfferKind.NOTHING.label)
