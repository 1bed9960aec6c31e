"""Numbers, money, days and phones as people read them: ``{% load written %}``."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from quen.kernel import money as kernel_money
from quen.kernel.phone import spaced
from quen.kernel.qr import qr_svg

register = template.Library()

NOTHING = "–"
_MINUS = "\N{MINUS SIGN}"
_DAY, _MOMENT = "%d/%m/%Y", "%d/%m/%Y %H:%M"


def _language() -> str:
    return (get_language() or "vi").partition("-")[0]


@register.simple_tag(takes_context=True)
def money(context: Context, amount_minor: int | None) -> str:
    """``{% money purchase.amount_minor %}`` → ``1.250.000 ₫``, in the business's currency and the reader's language."""
    if amount_minor is None:
        return NOTHING
    business = context.get("business")
    return money_in(amount_minor, business.currency if business else "VND")


@register.filter
def money_in(amount_minor: int | None, currency: str) -> str:
    """``{{ amount_minor|money_in:"USD" }}``."""
    if amount_minor is None:
        return NOTHING
    written = kernel_money.written(amount_minor, currency, _language())
    return written.replace(" ", "\N{NO-BREAK SPACE}").replace("-", _MINUS)


@register.filter
def number(value: int | float | Decimal | None, digits: int = 0) -> str:
    """``6.919`` in Vietnamese, ``6,919`` in English; ``{{ days|number:1 }}`` keeps one decimal."""
    if value is None:
        return NOTHING
    step = Decimal(1).scaleb(-digits)
    rounded = Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)
    return number_format(rounded, decimal_pos=digits, force_grouping=True).replace("-", _MINUS)


@register.filter
def percent(value: float | Decimal | None, digits: int = 1) -> str:
    """A rate already in percent: ``48,9%``."""
    return NOTHING if value is None else f"{number(value, digits)}%"


@register.filter
def day(value: date | datetime | None) -> str | SafeString:
    """``22/11/2026``, as a `<time>`; a moment counts as the day it was here."""
    if value is None:
        return NOTHING
    here = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return format_html('<time datetime="{}">{}</time>', f"{here:%Y-%m-%d}", here.strftime(_DAY))


@register.filter
def moment(value: datetime | None) -> str | SafeString:
    """``22/11/2026 14:05``, local time, as a `<time>`."""
    if value is None:
        return NOTHING
    here = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_html(
        '<time datetime="{}">{}</time>', here.isoformat(timespec="seconds"), here.strftime(_MOMENT)
    )


@register.filter
def phone(e164: str | None) -> str:
    """``0912 345 678``."""
    return spaced(e164).replace(" ", "\N{NO-BREAK SPACE}") if e164 else NOTHING


@register.filter
def ago(value: date | datetime | None, today: date | None = None) -> str:
    """How long ago a day was, in the largest whole unit: ``3 weeks ago``; `today` is now where it is not given."""
    if value is None:
        return NOTHING
    then = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return ago_in_days(((today or timezone.localdate()) - then).days)


@register.filter
def ago_in_days(days: int | None) -> str:
    """``{{ customer.days_since_last_visit|ago_in_days }}``."""
    if days is None:
        return NOTHING
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("yesterday")
    if days < 14:
        return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
    if days < 61:
        weeks = days // 7
        return ngettext("%(count)d week ago", "%(count)d weeks ago", weeks) % {"count": weeks}
    if days < 730:
        months = days * 12 // 365
        return ngettext("%(count)d month ago", "%(count)d months ago", months) % {"count": months}
    return ngettext("%(count)d year ago", "%(count)d years ago", days // 365) % {"count": days // 365}


@register.simple_tag(takes_context=True)
def written_as(context: Context, value: int | float | None, kind: str) -> str:
    """A figure by its kind: ``number``, ``money`` (minor units) or ``percent``."""
    if kind == "money":
        return money(context, None if value is None else int(value))
    return percent(value) if kind == "percent" else number(value)


@register.filter
def initials(name: str | None) -> str:
    """The letters in a customer's round mark: the last two words' first, as Vietnamese given names stand last."""
    words = (name or "").split()[-2:]
    return "".join(word[0] for word in words).upper() or "?"


@register.filter
def qr(text: str) -> SafeString:
    """``{{ claim.code|qr }}``: the code as a picture to scan."""
    return mark_safe(qr_svg(text))  # noqa: S308  # paths drawn by segno, no word of the text
