"""What an exported file says of a customer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quen.console.people.listing import Row
from quen.kernel.money import minor_digits, to_major
from quen.kernel.phone import national
from quen.people.consent import statements_in_force
from quen.people.models import Consent, Customer, IdentityKind, Purpose

Cell = str | int | Decimal | date | None

HEADINGS = (
    _("Number"), _("Name"), _("Kind"), _("Phone"), _("E-mail"), _("Customer code"), _("Card"), _("Stage"), _("Value"),
    _("Purchases"), _("Revenue"), _("Returned"), _("First visit"), _("Last visit"), _("Last visited"), _("Tags"),
    _("Area"), _("Gender"), _("Birth date"), _("Agrees to offers"), _("Staff and insiders"),
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """The form of the file: which columns, store names by number, the currency of amounts."""

    stores: Mapping[int, str]
    currency: str
    headings: Sequence[object] = HEADINGS

    def written(self, rows: Sequence[Row]) -> Iterator[list[Cell]]:
        """The cells of some customers. One query, for their consents."""
        agreeing = _agreeing([row.customer.pk for row in rows])
        yes, no = str(_("Yes")), str(_("No"))
        for row in rows:
            one, sums = row.customer, row.summary
            yield [
                one.pk, one.name, one.get_kind_display(), *_known_by(row), sums.get_stage_display(),
                sums.get_value_band_display() if sums.value_band else "", sums.purchases,
                self._amount(sums.revenue_minor), self._amount(sums.returned_minor), _day(sums.first_at),
                _day(sums.last_at), self.stores.get(sums.last_store or 0, ""), ", ".join(one.tags), one.area,
                one.get_gender_display() if one.gender else "", one.birth_date, yes if one.pk in agreeing else no,
                yes if one.is_internal else no,
            ]  # fmt: skip

    def _amount(self, amount_minor: int) -> Cell:
        return to_major(amount_minor, self.currency) if minor_digits(self.currency) else amount_minor


def _known_by(row: Row) -> list[str]:
    """Phone, e-mail, code, card; several of a kind parted by commas. Phones as people at home write them."""
    wanted = (IdentityKind.PHONE, IdentityKind.EMAIL, IdentityKind.CODE, IdentityKind.CARD)
    return [
        ", ".join(
            national(one.value) if kind == IdentityKind.PHONE else one.value
            for one in row.known_by
            if one.kind == kind
        )
        for kind in wanted
    ]


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _agreeing(customers: list[int]) -> set[int]:
    """Who of these agrees to offers on some channel now."""
    said: dict[int, list[Consent]] = {}
    group = Customer.objects.filter(Q(pk__in=customers) | Q(root__in=customers)).values("pk")
    words = Consent.objects.filter(customer__in=group)
    for consent in words.filter(purpose=Purpose.MARKETING).select_related("customer"):
        said.setdefault(consent.customer.root_id or consent.customer_id, []).append(consent)
    return {
        customer
        for customer, consents in said.items()
        if any(word.is_given for word in statements_in_force(consents))
    }
