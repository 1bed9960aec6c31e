"""The facts a text may speak of."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Fact:
    """`group`: what is read together. A link stands whole."""

    label: str | Promise
    group: str
    is_link: bool = False


KNOWN: dict[str, Fact] = {
    "name": Fact(_("Her given name: Lan"), "person"),
    "full_name": Fact(_("Her whole name: Nguyễn Thị Lan"), "person"),
    "title": Fact(_("How she is addressed: chị"), "person"),
    "dear": Fact(_("Title and given name: chị Lan"), "person"),
    "points": Fact(_("Points she can spend"), "points"),
    "expiring_points": Fact(_("Points that expire next"), "points"),
    "expiring_day": Fact(_("The day they expire"), "points"),
    "tier": Fact(_("Her tier"), "tier"),
    "voucher": Fact(_("The code of her voucher"), "voucher"),
    "voucher_name": Fact(_("What her voucher is called"), "voucher"),
    "voucher_until": Fact(_("The last day of her voucher"), "voucher"),
    "product": Fact(_("What she bought last"), "purchase"),
    "store": Fact(_("Where she bought last"), "purchase"),
    "bought_on": Fact(_("The day she bought last"), "purchase"),
    "business": Fact(_("The name of the business"), "business"),
    "unsubscribe": Fact(_("Link to stop offers"), "link", is_link=True),
    "card_link": Fact(_("Link to the member page"), "link", is_link=True),
}
OF_THE_SOURCE = ("amount", "day", "number", "friend", "words", "link")
"""Facts only the sender can give: a campaign, a journey, whoever writes by hand."""

ALL = frozenset(KNOWN) | frozenset(OF_THE_SOURCE)
LINKS = frozenset(name for name, fact in KNOWN.items() if fact.is_link) | {"link"}
DAYS = frozenset({"expiring_day", "voucher_until", "bought_on", "day"})
"""Facts that are days, kept as ``2026-11-22``."""
