"""The filters as conditions on summaries, kept apart by table: what asks only the summary needs no join."""

from datetime import date

from django.db.models import Exists, F, Func, OuterRef, Q, TextField
from django.db.models.lookups import Exact

from quen.console.people.filters import Filters, YesNo, day_after
from quen.insight.business_day import business_timezone, start_of
from quen.kernel.money import to_minor
from quen.kernel.names import search_key, tidy
from quen.people.classification import AGE_BAND_STARTS, AgeBand
from quen.people.consent import statements_in_force
from quen.people.models import Consent, ConsentChannel, Customer, CustomerKind, Gender, Purpose
from quen.people.search import matching
from quen.shops.reads import current_business


def on_summary(filters: Filters) -> Q:
    """What the purchases must add up to."""
    found = Q()
    if filters.stage:
        found &= Q(stage=filters.stage)
    if filters.value:
        found &= Q(value_band=filters.value)
    if filters.store:
        found &= Q(last_store=filters.store)
    if filters.first_big:
        found &= Q(is_first_big=True)
    return found & _last_visit(filters) & _spent(filters)


def _last_visit(filters: Filters) -> Q:
    found = Q()
    if filters.last_from or filters.last_to:
        zone = business_timezone()
        if filters.last_from:
            found &= Q(last_at__gte=start_of(filters.last_from, zone))
        if filters.last_to:
            found &= Q(last_at__lt=start_of(day_after(filters.last_to), zone))
    return found


def _spent(filters: Filters) -> Q:
    found = Q()
    if filters.spent_from or filters.spent_to:
        business = current_business()
        currency = business.currency if business else "VND"
        if filters.spent_from:
            found &= Q(revenue_minor__gte=to_minor(filters.spent_from, currency))
        if filters.spent_to:
            found &= Q(revenue_minor__lte=to_minor(filters.spent_to, currency))
    return found


def on_customer(filters: Filters, *, today: date) -> Q:
    """What must be known of the customer herself, through the path ``customer__``. Raises SearchTooLong."""
    found = matching(filters.q, through="customer__")
    if filters.kind:
        found &= Q(customer__kind=CustomerKind(filters.kind))
    if filters.gender:
        found &= Q(customer__gender=Gender(filters.gender))
    if filters.internal:
        found &= Q(customer__is_internal=filters.internal == YesNo.YES)
    if filters.age:
        found &= _born_for(AgeBand(filters.age), today)
    if filters.area:
        found &= _living_in(filters.area)
    if filters.tag:
        found &= _tagged(tidy(filters.tag))
    if filters.consent:
        found &= _agreeing() if filters.consent == YesNo.YES else ~_agreeing()
    return found


def _born_for(band: AgeBand, today: date) -> Q:
    """Born so that the age today lies in the band."""
    starts = sorted(AGE_BAND_STARTS.values())
    start = AGE_BAND_STARTS[band]
    found = Q(customer__birth_date__lte=_years_before(today, start))
    if start != starts[-1]:
        following = starts[starts.index(start) + 1]
        found &= Q(customer__birth_date__gt=_years_before(today, following))
    return found


def _years_before(day: date, years: int) -> date:
    """The latest birth date of someone so many years old."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, and that year had none
        return day.replace(year=day.year - years, day=28)


def _living_in(area: str) -> Q:
    """By the area's key, so that ``quan 1`` finds ``Quận 1``; the index customer_by_area has the same words."""
    key = Func(F("customer__area"), function="quen_search_key", output_field=TextField())
    return ~Q(customer__area="") & Q(Exact(key, search_key(area)))


def _tagged(tag: str) -> Q:
    """Tagged herself, or through a customer merged into her; those are few, so they are named."""
    through_merge = list(
        Customer.objects.filter(root__isnull=False, tags__contains=[tag]).values_list("root", flat=True)
    )
    own = Q(customer__tags__contains=[tag])
    return own | Q(customer__in=through_merge) if through_merge else own


def _agreeing() -> Q:
    """Who agrees to offers on some channel now, by the rules of people/consent.py.

    A yes of one customer counts while she said no later no to the same channel or to any channel. Where merged
    customers spoke too, all words of the group are read together; those groups are few, so they are named.
    """
    later_no = Consent.objects.filter(
        Q(channel=OuterRef("channel")) | Q(channel=ConsentChannel.ALL),
        customer=OuterRef("customer"), purpose=Purpose.MARKETING, is_given=False, given_at__gte=OuterRef("given_at"),
    )  # fmt: skip
    own = Consent.objects.filter(
        ~Exists(later_no), customer=OuterRef("customer_id"), purpose=Purpose.MARKETING, is_given=True
    )
    agreeing, refusing = _merged_by_consent()
    found = Q(Exists(own))
    if refusing:
        found &= ~Q(customer__in=refusing)
    return found | Q(customer__in=agreeing) if agreeing else found


def _merged_by_consent() -> tuple[list[int], list[int]]:
    """The customers for whom merged ones spoke: those who agree to offers, and those who do not."""
    roots = set(Consent.objects.filter(customer__root__isnull=False).values_list("customer__root", flat=True))
    if not roots:
        return [], []
    words: dict[int, list[Consent]] = {}
    said = Consent.objects.filter(Q(customer__in=roots) | Q(customer__root__in=roots))
    for consent in said.select_related("customer"):
        words.setdefault(consent.customer.root_id or consent.customer_id, []).append(consent)
    agreeing = [
        root
        for root, consents in words.items()
        if any(s.is_given and s.purpose == Purpose.MARKETING for s in statements_in_force(consents))
    ]
    return agreeing, sorted(words.keys() - set(agreeing))
