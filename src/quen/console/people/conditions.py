"""The filters as conditions on summaries, kept apart by table: what asks only the summary needs no join."""

from datetime import date

from django.db.models import BooleanField, F, Func, Q, TextField
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone

from quen.console.people.filters import Filters, YesNo, day_after
from quen.insight.business_day import start_of
from quen.kernel.money import to_minor
from quen.kernel.names import search_key, tidy
from quen.people.classification import AGE_BAND_STARTS, AgeBand
from quen.people.models import Consent, Customer, CustomerKind, Gender, Purpose
from quen.people.search import matching
from quen.segments.people_in import in_segment

FEW = 2000
"""Customers a condition names one by one."""


def on_summary(filters: Filters, *, currency: str) -> Q:
    """What the purchases must add up to; days are those of the current time zone, amounts in `currency`."""
    found = Q()
    if filters.stage:
        found &= Q(stage=filters.stage)
    if filters.value:
        found &= Q(value_band=filters.value)
    if filters.store:
        found &= Q(last_store=filters.store)
    if filters.first_big:
        found &= Q(is_first_big=True)
    return found & _last_visit(filters) & _spent(filters, currency)


def _last_visit(filters: Filters) -> Q:
    found = Q()
    zone = timezone.get_current_timezone_name()
    if filters.last_from:
        found &= Q(last_at__gte=start_of(filters.last_from, zone))
    if filters.last_to:
        found &= Q(last_at__lt=start_of(day_after(filters.last_to), zone))
    return found


def _spent(filters: Filters, currency: str) -> Q:
    found = Q()
    if filters.spent_from:
        found &= Q(revenue_minor__gte=to_minor(filters.spent_from, currency))
    if filters.spent_to:
        found &= Q(revenue_minor__lte=to_minor(filters.spent_to, currency))
    return found


def on_customer(filters: Filters, *, today: date) -> Q:
    """What must be known of the customer herself: a condition on customers. Raises SearchTooLong."""
    found = matching(filters.q)
    if filters.kind:
        found &= Q(kind=CustomerKind(filters.kind))
    if filters.gender:
        found &= Q(gender=Gender(filters.gender))
    if filters.internal:
        found &= Q(is_internal=filters.internal == YesNo.YES)
    if filters.age:
        found &= _born_for(AgeBand(filters.age), today)
    if filters.area:
        found &= _living_in(filters.area)
    if filters.tag:
        found &= _tagged(tidy(filters.tag))
    if filters.segment:
        found &= in_segment(filters.segment, today=today)
    if filters.consent:
        found &= _agreeing() if filters.consent == YesNo.YES else ~_agreeing()
    return found


def _born_for(band: AgeBand, today: date) -> Q:
    """Born so that the age today lies in the band."""
    starts = sorted(AGE_BAND_STARTS.values())
    start = AGE_BAND_STARTS[band]
    found = Q(birth_date__lte=_years_before(today, start))
    if start != starts[-1]:
        following = starts[starts.index(start) + 1]
        found &= Q(birth_date__gt=_years_before(today, following))
    return found


def _years_before(day: date, years: int) -> date:
    """The latest birth date of someone so many years old."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February, and that year had none
        return day.replace(year=day.year - years, day=28)


def _living_in(area: str) -> Q:
    """By the area's key, so that ``quan 1`` finds ``Quận 1``; the index customer_by_area has the same words."""
    key = Func(F("area"), function="quen_search_key", output_field=TextField())
    return Q(Exact(key, search_key(area)))


def _tagged(tag: str) -> Q:
    """Tagged herself, or through a customer merged into her; those are few, so they are named."""
    through_merge = list(
        Customer.objects.filter(root__isnull=False, tags__contains=[tag]).values_list("root", flat=True)
    )
    own = Q(tags__contains=[tag])
    return own | Q(pk__in=through_merge) if through_merge else own


class _Agrees(Func):
    """Whether the person of this number agrees to offers on some channel now.

    A yes of hers, or of one merged into her, counts while none of them said no later, to the same channel or to any:
    the rules of people/consent.py, which a test compares this with. One look into customer_root and one or two into
    consent_in_force for each customer.
    """

    template = """EXISTS (
      SELECT FROM people_consent AS yes
      WHERE yes.customer_id = ANY(
          ARRAY(SELECT id FROM people_customer WHERE root_id = %(expressions)s) || %(expressions)s)
        AND yes.purpose = 'marketing' AND yes.is_given AND NOT EXISTS (
          SELECT FROM people_consent AS no
          WHERE no.customer_id = ANY(
              ARRAY(SELECT id FROM people_customer WHERE root_id = %(expressions)s) || %(expressions)s)
            AND no.purpose = 'marketing' AND NOT no.is_given
            AND no.channel IN (yes.channel, 'all') AND no.given_at >= yes.given_at
        )
    )"""
    output_field = BooleanField()


def _agreeing() -> Q:
    few = _who_ever_agreed()
    agrees = Q(_Agrees(F("pk")))
    return agrees if few is None else Q(pk__in=few) & agrees


def _who_ever_agreed() -> list[int] | None:
    """The persons who ever said yes, where they are few; walking a long list past everybody else would take seconds."""
    yes = Consent.objects.filter(purpose=Purpose.MARKETING, is_given=True)
    roots = yes.values_list(Coalesce("customer__root", "customer"), flat=True)
    few = list(roots[: FEW + 1])
    return few if len(few) <= FEW else None
