"""What customers are given besides the words: once for each, whatever happens in between."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from quen.campaigns.errors import BadCampaign
from quen.campaigns.models import Campaign, OfferKind
from quen.enrolment.versions import version_in_force
from quen.kernel.actor import Actor
from quen.kernel.codes import LENGTH
from quen.kernel.sentences import gettext_noop
from quen.messages.queue import Source
from quen.people.find import root_of
from quen.points.adjust import adjust
from quen.points.settings import points_settings
from quen.shops.clock import day_of
from quen.vouchers.issue import issue
from quen.vouchers.models import VoucherKind
from quen.vouchers.terms import FixedOff, PercentOff

MOST_POINTS = 10_000_000
Facts = dict[str, object]


@dataclass(frozen=True)
class Offer:
    """voucher_kind: its key; day: from when she may come early."""

    kind: OfferKind = OfferKind.NOTHING
    voucher_kind: str = ""
    points: int = 0
    day: date | None = None

    def voucher(self) -> VoucherKind | None:
        """The kind of voucher, where it is one. One query."""
        if self.kind != OfferKind.VOUCHER:
            return None
        return VoucherKind.objects.filter(key=self.voucher_kind, stopped_at=None).first()


NO_OFFER = Offer()


def offer_of(row: Campaign) -> Offer:
    """What a campaign gives."""
    key = row.voucher_kind.key if row.voucher_kind else ""
    return Offer(OfferKind(row.offer_kind), key, row.points, row.offer_day)


def check_offer(offer: Offer, *, has_budget: bool) -> None:
    """Raises BadCampaign where it could not be given, or a budget could not be kept with it."""
    if offer.kind == OfferKind.VOUCHER:
        kind = offer.voucher()
        if kind is None:
            raise BadCampaign(gettext_noop("Choose a kind of voucher that counts."))
        if has_budget and _most_worth(kind) is None:
            raise BadCampaign(
                gettext_noop(
                    "A budget can only be kept with a voucher that takes off so much money, or percent up to a limit."
                )
            )
    if offer.kind == OfferKind.POINTS:
        most = min(MOST_POINTS, points_settings().approval_above)
        if not 0 < offer.points <= most:
            raise BadCampaign(
                gettext_noop("Give between 1 and %(most)s points: more at once a second person must approve for each."),
                most=most,
            )  # fmt: skip
    if offer.kind == OfferKind.EARLY and offer.day is None:
        raise BadCampaign(gettext_noop("Say from which day on these customers may come early."))


def cost_minor(offer: Offer, *, on: date) -> int:
    """What one customer's offer costs at most: her voucher used, her points spent. 0 where nobody can say."""
    if offer.kind == OfferKind.VOUCHER:
        kind = offer.voucher()
        return (_most_worth(kind) if kind else None) or 0
    if offer.kind == OfferKind.POINTS:
        programme = version_in_force(on)
        return offer.points * programme.point_value_minor if programme else 0
    return 0


def example_facts(offer: Offer, *, at: datetime) -> Facts:
    """What the template is told, for somebody who was not given anything yet."""
    if offer.kind == OfferKind.VOUCHER:
        kind = offer.voucher()
        return {
            "voucher": "X" * LENGTH,
            "voucher_name": kind.name if kind else "",
            "voucher_until": day_of(at),
        }
    return _told(offer)


@transaction.atomic
def give(
    *, offer: Offer, customer: int, source: Source, name: str, at: datetime, by: Actor, occasion: str = ""
) -> Facts:
    """Give it to one customer; again it gives nothing new. The facts for her text.

    Her key is ``kind:id:occasion:customer`` of the source; `name` is the reason she reads beside her points.
    """
    root = root_of(customer).pk
    key = f"{source.kind}:{source.number}:{occasion}:{root}"
    if offer.kind == OfferKind.VOUCHER:
        origin = f"{source.kind}:{source.number}"
        voucher = issue(kind=offer.voucher_kind, customer=root, source=origin, at=at, key=key, by=by)
        return {
            "voucher": voucher.code,
            "voucher_name": voucher.kind.name,
            "voucher_until": voucher.valid_until,
        }
    if offer.kind == OfferKind.POINTS:
        adjust(customer=root, points=offer.points, reason=name, at=at, key=key, by=by)
    return _told(offer)


def _told(offer: Offer) -> Facts:
    if offer.kind == OfferKind.POINTS:
        return {"number": offer.points}
    return {"day": offer.day} if offer.kind == OfferKind.EARLY else {}


def _most_worth(kind: VoucherKind) -> int | None:
    gives = kind.said().gives
    if isinstance(gives, FixedOff):
        return gives.amount_minor
    return gives.cap_minor if isinstance(gives, PercentOff) else None
